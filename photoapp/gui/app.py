"""Start-up of the window, and its end."""

import gc
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication

from photoapp.errors import HomeError
from photoapp.gui.application import Application
from photoapp.gui.behind.library_session import opener
from photoapp.gui.handing_over import hand_over, window_name
from photoapp.gui.language import use_language
from photoapp.gui.main.controller import Controller
from photoapp.gui.one_window import OneWindow, bring_to_front
from photoapp.gui.theme import Theme
from photoapp.paths import AppPaths
from photoapp.settings import Settings, read_settings


def run_window(paths: AppPaths, opened: Sequence[Path] = ()) -> int:
    """Open the window, and return the exit status once it has been closed.

    A window that is open over the same home comes to the front instead, and takes what is opened.
    ``opened`` are the absolute paths of files and folders that it is opened with.
    """
    name = window_name(paths)
    if hand_over(name, opened):
        return 0
    # Qt's own dialogs remember things too; they are to do so in this home only.
    scope = QSettings.Scope.UserScope
    for settings_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(settings_format, scope, str(paths.data))
    # Else a widget's own colours, the viewer's, would not be its children's below a style sheet.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    # A collection of garbage holds up the window's thread, whoever's objects it goes through: of
    # 100,000 selected photos, say. The usual 700 new objects would make hundreds of them.
    gc.set_threshold(50_000, 20, 50)
    app = Application(sys.argv[:1])
    app.setApplicationName("photoapp")
    app.setDesktopFileName("photoapp")
    one_window = OneWindow(name)  # before what takes time: who is started now waits for an answer
    settings = _settings(paths)
    use_language(settings.language)
    theme = Theme(app)
    theme.use(settings.theme)
    controller = Controller(opener(paths), window_settings(paths))
    controller.background.settings.changed.connect(lambda changed: theme.use(changed.theme))
    app.asked.connect(lambda path: controller.open([path]))
    one_window.asked.connect(partial(_come_back, controller))
    with _quit_on_signals(app):
        controller.start(opened)
        status = app.exec()
    one_window.close()
    controller.close()
    return status


def _come_back(controller: Controller, opened: Sequence[Path]) -> None:
    """Show the window, and in it what another photoapp was opened with."""
    bring_to_front(controller.window)
    if opened:
        controller.open(opened)


def _settings(paths: AppPaths) -> Settings:
    """Return what is set; the usual where that can't be read, which the library will tell."""
    try:
        return read_settings(paths.settings)
    except HomeError:
        return Settings()


def window_settings(paths: AppPaths) -> QSettings:
    """Return where the window keeps its place and size: a file of this home."""
    return QSettings(str(paths.data / "window.ini"), QSettings.Format.IniFormat)


@contextmanager
def _quit_on_signals(app: QApplication) -> Iterator[None]:
    """Close properly on Ctrl-C and on the system's request to end.

    Python handles signals only between two of its own steps, which Qt's event loop may not come
    to; the byte that Python writes to the socket wakes the loop up.
    """
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reading.recv(64))
    before_fd = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: app.quit()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
        signal.set_wakeup_fd(before_fd)
        notifier.setEnabled(False)
        reading.close()
        writing.close()
