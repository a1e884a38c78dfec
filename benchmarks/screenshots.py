"""The pictures of the window in docs/images: the real window, offscreen, over a small library.

    python -m benchmarks.screenshots [--to docs/images]

The library is that of sample_library.py, and so is the small training. Takes a few minutes;
QT_SCALE_FACTOR=2 makes pictures for fine screens.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.sample_library import (
    label,
    photos_of,
    say,
    take_journeys,
    take_photos,
    train,
)

if TYPE_CHECKING:
    from PIL import Image
    from PySide6.QtWidgets import QApplication, QWidget

    from photoapp.gui.main.controller import Controller
    from photoapp.gui.theme import Theme

# Always the same, for it is to be read in the pictures.
_ROOT = Path(tempfile.gettempdir()) / "photoapp-screenshots"
_PHOTOS = _ROOT / "Pictures"
_SIZE = (1280, 820)
_LONGEST_WAIT = 180.0
_REST = 0.6  # for what comes in from the background after what was waited for
_COLORS, _EXACT = 256, 24
_NOISE = 4  # hides the steps between two colours of a sky
_QUERY = "a cat"
_OPEN_LABELS = ("labels", *(f"label/{n}" for n in range(1, 15)))
_SETTINGS = ("folders", "model", "work", "ignored", "look", "backups")


def main() -> None:
    parser = argparse.ArgumentParser(description="Pictures of the window.")
    parser.add_argument("--to", type=Path, default=Path("docs/images"), help="the folder")
    folder = parser.parse_args().to.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(_ROOT, ignore_errors=True)
    # Qt looks there for the folder of pictures that the first page offers.
    os.environ.update(HOME=str(_ROOT), QT_QPA_PLATFORM="offscreen")
    os.environ.pop("XDG_CONFIG_HOME", None)
    try:
        take_photos(_PHOTOS, _ROOT / "samples")
        with _application() as (app, theme):
            Shots(app, theme, folder).all()
    finally:
        shutil.rmtree(_ROOT, ignore_errors=True)


class Shots:
    """Drives the window from one picture to the next."""

    def __init__(self, app: "QApplication", theme: "Theme", folder: Path) -> None:
        self._app, self._theme, self._folder = app, theme, folder

    def all(self) -> None:
        """Take all pictures."""
        from photoapp.library import Library
        from photoapp.paths import app_paths

        with self._window(_ROOT / "empty") as window:
            self._take("first-run", window.window)
        home = app_paths(_ROOT / "photoapp")
        with closing(Library(home)) as library:
            library.index([_PHOTOS])
            say(library, _PHOTOS)
        with self._window(_ROOT / "photoapp") as window:
            self._grid(window)
            self._viewer(window)
            self._pages(window)
            self._settings(window)
        take_journeys(_PHOTOS, _ROOT / "samples")
        with closing(Library(home)) as library:
            library.index([_PHOTOS])
            label(library, _PHOTOS)
            train(library, _PHOTOS)
        with self._window(_ROOT / "photoapp") as window:
            self._labels(window)
            self._suggested_albums(window)
            self._personalising(window)

    def _grid(self, shown: "Controller") -> None:
        window = shown.window
        window.sidebar.set_open_keys([*window.sidebar.open_keys(), "folders", "dates"])
        self._rest()
        self._take("photos", window)
        field = window.search.field
        field.setText(_QUERY)
        field.textEdited.emit(_QUERY)
        self._wait(lambda: _words(shown) == _QUERY)
        window.grid.enter()
        self._rest()
        self._take("search", window)
        self._take("information", window.info)
        self._theme.use("dark")
        self._rest()
        self._take("dark", window)
        self._theme.use("light")
        self._rest()

    def _viewer(self, shown: "Controller") -> None:
        commands, grid = shown.window.commands, shown.window.grid
        commands["all-photos"].trigger()
        self._wait(lambda: _words(shown) == "")
        one, *others = photos_of(shown.background.session.library, _PHOTOS, 9, 10, 11)
        grid.select_photo(one)
        commands["view"].trigger()
        self._rest()
        self._take("viewer", shown.window)
        commands["grid"].trigger()
        grid.select_photos([one, *others])
        commands["compare"].trigger()
        self._rest()
        self._take("compare", shown.window)
        commands["grid"].trigger()

    def _pages(self, shown: "Controller") -> None:
        self._wait(lambda: shown.browsing.facets is not None)
        shown.window.commands["overview"].trigger()
        self._rest()
        self._take("overview", shown.window)
        shown.window.commands["overview"].trigger()

    def _settings(self, shown: "Controller") -> None:
        shown.window.commands["settings"].trigger()
        dialog = shown.pages.settings
        assert dialog is not None
        for name in (*_SETTINGS, "keys"):
            dialog.show_page(getattr(dialog, name))
            self._rest()
            self._take(name if name == "keys" else f"settings-{name}", dialog)
        dialog.close()

    def _labels(self, shown: "Controller") -> None:
        self._wait(lambda: shown.browsing.facets is not None)
        labels = shown.background.session.library.labels
        shown.window.sidebar.set_open_keys([*shown.window.sidebar.open_keys(), *_OPEN_LABELS])
        shown.defining.show(labels.named("cat").id)
        self._rest()
        self._take("labels", shown.window)
        shown.reviewing.review(labels.named("motorcycle").id)
        self._wait(lambda: bool(shown.reviewing.chosen))
        shown.reviewing.answer(right=False)  # an astronaut
        self._rest()
        self._take("review", shown.window)

    def _suggested_albums(self, shown: "Controller") -> None:
        shown.window.commands["suggested-albums"].trigger()
        page = shown.album_making.page
        assert page is not None
        self._wait(lambda: bool(page.cards))
        self._rest()
        self._take("suggested-albums", shown.window)

    def _personalising(self, shown: "Controller") -> None:
        shown.personalising.show()
        page = shown.personalising.page
        assert page is not None
        self._wait(lambda: page.choice.begin.isEnabled() and page.runs.topLevelItemCount() > 0)
        self._rest()
        self._take("personalise", shown.window)
        last = page.runs.topLevelItem(0)
        assert last is not None
        page.runs.setCurrentItem(last)
        self._wait(lambda: not page.verdict.figures.isHidden())
        self._rest()
        self._take("personalise-result", shown.window)

    @contextmanager
    def _window(self, home: Path) -> "Iterator[Controller]":
        from photoapp.gui.app import window_settings
        from photoapp.gui.behind.library_session import opener
        from photoapp.gui.main.controller import Controller
        from photoapp.paths import app_paths

        paths = app_paths(home)
        controller = Controller(opener(paths), window_settings(paths))
        try:
            controller.start()
            controller.window.resize(*_SIZE)
            self._wait(lambda: controller.browsing.found is not None)
            self._wait(lambda: not controller.working.indexing)
            self._rest()
            yield controller
        finally:
            controller.close()

    def _take(self, name: str, widget: "QWidget") -> None:
        from PIL import Image

        path = self._folder / f"{name}.png"
        widget.grab().save(str(path))
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
        reduced(picture).save(path, optimize=True)
        print(f"{path.stat().st_size / 1000:6.0f} kB  {path.name}")

    def _rest(self) -> None:
        end = time.monotonic() + _REST
        self._wait(lambda: time.monotonic() > end)

    def _wait(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + _LONGEST_WAIT
        while not done():
            if time.monotonic() > end:
                raise SystemExit("The window did not come so far; its log says more.")
            self._app.processEvents()
            time.sleep(0.005)


def reduced(picture: "Image.Image") -> "Image.Image":
    """Return a picture in 256 colours: those that fill most of it as they are, photos dithered."""
    import numpy as np
    from PIL import Image
    from scipy.spatial import KDTree  # type: ignore[import-untyped,unused-ignore]

    pixels = np.asarray(picture).reshape(-1, 3)
    colors, counts = np.unique(pixels, axis=0, return_counts=True)
    exact = colors[np.argsort(-counts)[:_EXACT]]
    others = picture.quantize(_COLORS - len(exact), Image.Quantize.MAXCOVERAGE, kmeans=1)
    rest = np.array(others.getpalette(), dtype=np.uint8).reshape(-1, 3)
    palette = np.concatenate([exact, rest])[:_COLORS]
    noise = np.random.default_rng(0).uniform(-_NOISE, _NOISE, pixels.shape)
    nearest = KDTree(palette)
    distance, known = nearest.query(pixels)
    found = np.where(distance == 0, known, nearest.query(pixels + noise)[1])
    made = Image.fromarray(found.astype(np.uint8).reshape(picture.height, picture.width))
    made.putpalette(palette.tobytes())
    return made


def _words(shown: "Controller") -> str | None:
    return None if shown.browsing.found is None else shown.browsing.found.query.words


@contextmanager
def _application() -> "Iterator[tuple[QApplication, Theme]]":
    from PySide6.QtCore import QCoreApplication, QSettings, Qt
    from PySide6.QtWidgets import QApplication

    from photoapp.gui.language import use_language
    from photoapp.gui.theme import Theme

    for settings_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(settings_format, QSettings.Scope.UserScope, str(_ROOT))
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    app = QApplication([])
    use_language("en")
    theme = Theme(app)
    theme.use("light")
    yield app, theme


if __name__ == "__main__":
    main()
