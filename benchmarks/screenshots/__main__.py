"""The pictures of docs/images: the real window, offscreen, over a small library.

    python -m benchmarks.screenshots [--to docs/images]

The library is that of sample_library.py, and so is the small training. Takes a few minutes;
QT_SCALE_FACTOR=2 makes pictures for fine screens.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.sample_library import label, say, take_journeys, take_photos, train

if TYPE_CHECKING:
    from benchmarks.screenshots.camera import Camera

# Always the same, for it is to be read in the pictures.
_ROOT = Path(tempfile.gettempdir()) / "photoapp-screenshots"
_PHOTOS, _HOME = _ROOT / "Pictures", _ROOT / "photoapp"


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
        with _camera(folder) as camera:
            _take_new_library(camera)
            _take_library(camera)
            _take_labelled_library(camera)
    finally:
        shutil.rmtree(_ROOT, ignore_errors=True)


def _take_new_library(camera: "Camera") -> None:
    from benchmarks.screenshots.beginning import spoil, take_beginning

    spoil(_ROOT / "Scans")
    with camera.window(_ROOT / "new") as shown:
        take_beginning(camera, shown, [_PHOTOS, _ROOT / "Scans"])


def _take_library(camera: "Camera") -> None:
    from benchmarks.screenshots import dialogs, photos
    from photoapp.library import Library
    from photoapp.paths import app_paths

    with closing(Library(app_paths(_HOME))) as library:
        library.index([_PHOTOS])
        say(library, _PHOTOS)
    with camera.window(_HOME) as shown:
        photos.take_grid(camera, shown)
        photos.take_searches(camera, shown)
        photos.take_viewer(camera, shown, _PHOTOS)
        dialogs.take_questions(camera, shown, _PHOTOS)
        dialogs.take_overview(camera, shown)
        dialogs.take_settings(camera, shown)
        dialogs.take_licences(camera, shown, _licences())
        dialogs.take_new_version(camera, shown)
        photos.take_slideshow(camera, shown, _PHOTOS)


def _take_labelled_library(camera: "Camera") -> None:
    from benchmarks.screenshots.labels import take_albums, take_labels
    from benchmarks.screenshots.personal import take_personalising
    from photoapp.library import Library
    from photoapp.paths import app_paths

    take_journeys(_PHOTOS, _ROOT / "samples")
    with closing(Library(app_paths(_HOME))) as library:
        library.index([_PHOTOS])
        label(library, _PHOTOS)
        train(library, _PHOTOS)
    with camera.window(_HOME) as shown:
        take_labels(camera, shown)
        take_albums(camera, shown)
        take_personalising(camera, shown)


def _licences() -> str:
    """Return what packaging/licences.py writes of what is installed here."""
    import subprocess
    import sys

    path = _ROOT / "THIRD-PARTY.txt"
    script = Path(__file__).parents[2] / "packaging" / "licences.py"
    subprocess.run([sys.executable, script, path], check=True)
    return path.read_text("utf-8")


@contextmanager
def _camera(folder: Path) -> "Iterator[Camera]":
    from PySide6.QtCore import QCoreApplication, QSettings, Qt
    from PySide6.QtWidgets import QApplication

    from benchmarks.screenshots.camera import Camera
    from photoapp.gui.language import use_language
    from photoapp.gui.theme import Theme

    for settings_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(settings_format, QSettings.Scope.UserScope, str(_ROOT))
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    app = QApplication([])
    use_language("en")
    theme = Theme(app)
    theme.use("light")
    yield Camera(app, theme, folder)


if __name__ == "__main__":
    main()
