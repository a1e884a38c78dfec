"""A window without a screen, over real libraries of a few real photos."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QSettings

from photoapp.gui.app import window_settings
from photoapp.gui.behind.library_session import OpenLibrary, opener
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths

if TYPE_CHECKING:
    from photoapp.gui.main.controller import Controller

PHOTOS = ("chelsea.png", "coffee.png", "rocket.jpg", "horse.png", "astronaut.png")

QLocale.setDefault(QLocale("en_US"))  # texts are compared

_ENDING_SECONDS = 5.0

NewController = Callable[..., "Controller"]


@pytest.fixture(scope="session")
def photo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five photos that come with scikit-image, and a file that is none."""
    spec = find_spec("skimage")
    assert spec is not None
    assert spec.origin is not None
    folder = tmp_path_factory.mktemp("photos")
    for name in PHOTOS:
        shutil.copy(Path(spec.origin).parent / "data" / name, folder)
    (folder / "broken.jpg").write_bytes(b"this is no photo" * 100)
    return folder


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory, photo_folder: Path) -> AppPaths:
    """A home whose library holds the photos; tests share it and add nothing to it."""
    paths = app_paths(tmp_path_factory.mktemp("indexed"))
    with closing(Library(paths)) as library:
        library.index([photo_folder])
    return paths


@pytest.fixture
def new_controller(tmp_path: Path) -> Iterator[NewController]:
    """Make controllers of windows that are closed when the test ends."""
    from photoapp.gui.main.controller import Controller  # others need no window

    made: list[Controller] = []

    def make(paths: AppPaths, open_library: OpenLibrary | None = None) -> Controller:
        settings: QSettings = window_settings(app_paths(tmp_path / "settings"))
        made.append(Controller(open_library or opener(paths), settings))
        return made[-1]

    yield make
    for controller in made:
        controller.close()
        assert_no_threads_are_left()


def assert_no_threads_are_left() -> None:
    """Windows that are closed leave no threads behind; one may just be ending."""
    threads = [t for t in threading.enumerate() if t.name.startswith(("library-", "thumbn"))]
    for thread in threads:
        thread.join(_ENDING_SECONDS)
    assert not [thread for thread in threads if thread.is_alive()]
