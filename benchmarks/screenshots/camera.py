"""Opens the window over a home, waits for it, and takes pictures of what it shows."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from benchmarks.screenshots.reducing import reduced
from photoapp.gui.app import window_settings
from photoapp.gui.behind.library_session import opener
from photoapp.gui.main.controller import Controller
from photoapp.gui.theme import Theme
from photoapp.paths import app_paths

_SIZE = (1280, 820)
_LONGEST_WAIT = 300.0
_REST = 0.6  # for what comes in from the background after what was waited for
_ASKED_MILLISECONDS = 50


class Camera:
    """Takes pictures into a folder."""

    def __init__(self, app: QApplication, theme: Theme, folder: Path) -> None:
        self.theme = theme
        self._app, self._folder = app, folder

    @contextmanager
    def window(self, home: Path) -> Iterator[Controller]:
        """Open the window over a home, and wait until nothing is looked at any more."""
        paths = app_paths(home)
        controller = Controller(opener(paths), window_settings(paths))
        try:
            controller.start()
            controller.window.resize(*_SIZE)
            self.wait(lambda: controller.browsing.found is not None)
            self.wait(lambda: not controller.working.indexing)
            self.rest()
            yield controller
        finally:
            controller.close()

    def take(self, name: str, widget: QWidget) -> None:
        """Take a picture of what is shown just now."""
        path = self._folder / f"{name}.png"
        widget.grab().save(str(path))
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
        reduced(picture).save(path, optimize=True)
        print(f"{path.stat().st_size / 1000:6.0f} kB  {path.name}")

    def take_rested(self, name: str, widget: QWidget) -> None:
        """Take a picture once what was asked for has come."""
        self.rest()
        self.take(name, widget)

    def take_asked(self, name: str, ask: Callable[[], object]) -> None:
        """Take the dialog that something asks with, though the window may wait for it; cancel."""
        taken: list[QWidget] = []
        looking = QTimer(interval=_ASKED_MILLISECONDS)
        looking.timeout.connect(partial(self._cancel, name, taken))
        looking.start()
        ask()
        self.wait(lambda: bool(taken))
        looking.stop()

    def take_popup(self, name: str, ask: Callable[[], object]) -> None:
        """Take the menu that something opens."""
        ask()
        self.wait(lambda: QApplication.activePopupWidget() is not None)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        self.take_rested(name, popup)
        popup.close()

    def rest(self) -> None:
        """Let the window do what it has to for a moment."""
        end = time.monotonic() + _REST
        self.wait(lambda: time.monotonic() > end)

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window go on until something holds."""
        end = time.monotonic() + _LONGEST_WAIT
        while not done():
            if time.monotonic() > end:
                raise SystemExit("The window did not come so far; its log says more.")
            self._app.processEvents()
            time.sleep(0.005)

    def _cancel(self, name: str, taken: list[QWidget]) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and not taken:
            taken.append(dialog)
            self.take_rested(name, dialog)
            dialog.reject()
