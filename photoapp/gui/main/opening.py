"""What the system's file manager, or a shell, opens photoapp with."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from photoapp.errors import NotInLibraryError
from photoapp.gui.behind.background import Background
from photoapp.gui.language import tr
from photoapp.gui.main.browsing import Browsing
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.main.viewing import Viewing
from photoapp.gui.main.working import Working

if TYPE_CHECKING:
    from photoapp.library import Library


@dataclass(frozen=True)
class _Meant:
    """What paths turn out to be: folders, and a file with its photo where that is known."""

    folders: list[Path]
    file: Path | None
    photo_id: int | None


class Opening(QObject):
    """Watches folders; shows a photo of the library large, and of another what resembles it."""

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        browsing: Browsing,
        *,
        working: Working,
        viewing: Viewing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._behind, self._browsing = window, background, browsing
        self._working, self._viewing = working, viewing
        self._awaited: int | None = None
        browsing.shown.connect(self._view)

    def open(self, paths: Sequence[Path]) -> None:
        """Open folders, or the first of several files."""
        library = self._behind.session.library
        self._behind.tasks.run(partial(_meant, library, paths), self._show)

    def _show(self, meant: _Meant) -> None:
        if meant.folders:
            self._working.add_folders(meant.folders)
        if meant.file is not None and meant.photo_id is not None:
            from photoapp.catalog import PhotoFilter  # noqa: PLC0415 - imported with the library

            self._awaited = meant.photo_id
            self._browsing.show_filter(PhotoFilter(folder=str(meant.file.parent)))
        elif meant.file is not None:
            self._browsing.show_similar(meant.file)
            text = tr("{file} is not in your library; this resembles it.", file=meant.file.name)
            self._window.progress.say(text)

    def _view(self) -> None:
        """Show the photo large once those of its folder are there."""
        found, photo_id = self._browsing.found, self._awaited
        if found is None or photo_id is None or found.query.filter.folder is None:
            return
        self._awaited = None
        row = self._window.grid.photos.row_of(photo_id)
        if row is not None:
            self._viewing.open(row)


def _meant(library: "Library", paths: Sequence[Path]) -> _Meant:
    """Find out what paths are; runs in a background thread."""
    folders = [path for path in paths if path.is_dir()]
    file = next((path for path in paths if path not in folders), None)
    photo_id = None
    if file is not None:
        try:
            photo_id = library.photo_at(file)
        except NotInLibraryError:
            photo_id = None
    return _Meant(folders, file, photo_id)
