"""The library as the window holds it: opened in the background, closed at the end."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photoapp.errors import HomeBusyError, PhotoappError
from photoapp.gui.behind.tasks import Tasks, raise_error
from photoapp.gui.pictures.images import from_jpeg, from_pil

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.paths import AppPaths

OpenLibrary = Callable[[], "Library"]


def opener(paths: "AppPaths") -> OpenLibrary:
    """Return what opens the library of ``paths``; nothing of it is imported before."""

    def open_library() -> "Library":
        from photoapp.library import Library  # noqa: PLC0415 - the window is painted first

        return Library(paths)

    return open_library


class LibrarySession(QObject):
    """Opens the library, and fetches single photos from it for background threads.

    Signals:
        opened: the library is there.
        broken: it can't be opened; carries a sentence that says why.
        warned: something is wrong with it, or another photoapp is at work; carries a sentence.

    """

    opened = Signal()
    broken = Signal(str)
    warned = Signal(str)

    def __init__(
        self, open_library: OpenLibrary, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_library = open_library
        self._tasks = tasks
        self._library: Library | None = None
        self._at_work = ExitStack()
        self._closed = False

    @property
    def is_open(self) -> bool:
        """Whether the library can be asked."""
        return self._library is not None

    @property
    def library(self) -> "Library":
        """The library; only to be asked in background threads, after ``opened``."""
        assert self._library is not None
        return self._library

    def open(self) -> None:
        """Open the library in the background."""
        self._tasks.run(self._open, lambda _: self.opened.emit(), self._not_opened)

    def close(self) -> None:
        """Close the library, or see to it that it is closed as soon as it has been opened."""
        self._closed = True
        if self._library is not None:
            self._at_work.close()
            self._library.close()

    def thumbnail(self, photo_id: int, edge: int) -> QImage:
        """Return a photo's thumbnail, at most ``edge`` pixels long.

        Raises:
            PhotoUnreadableError: there is none.

        """
        return from_jpeg(self.library.thumbnail(photo_id), edge)

    def photo(self, photo_id: int, edge: int) -> QImage:
        """Return a photo, at most ``edge`` pixels long.

        Raises:
            PhotoUnreadableError: it can't be read.

        """
        return from_pil(self.library.open_photo(photo_id, edge).image, edge)

    def name(self, photo_id: int) -> str:
        """Return the name of a photo's file, and whether it is damaged or offline.

        It is empty if the photo is gone.
        """
        photo = self.library.photo(photo_id)
        if photo is None:
            return ""
        name = photo.path.name.encode(errors="replace").decode()
        remarks = ["damaged"] * bool(photo.damage) + ["offline"] * photo.offline
        return f"{name} ({', '.join(remarks)})" if remarks else name

    def _open(self) -> None:
        library = self._open_library()
        try:
            work = library.at_work("window", self.warned.emit, patient=False)
            self._at_work.enter_context(work)
        except HomeBusyError as error:  # photos can be looked at all the same
            self.warned.emit(str(error))
        self._library = library
        if self._closed:
            self.close()

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            self.broken.emit("The library can't be opened because of a fault in photoapp.")
            raise_error(error)
        self.broken.emit(str(error))
