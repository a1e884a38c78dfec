"""The library as the window holds it: opened in the background, closed at the end."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from photoapp.errors import HomeBusyError, PhotoappError
from photoapp.gui.behind.tasks import Tasks, raise_error
from photoapp.gui.language import tr
from photoapp.gui.pictures.images import Frame, framed, framed_all
from photoapp.gui.viewer.pyramid import WHOLE_EDGE, Pyramid, screen_photo, whole_photo

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.paths import AppPaths

OpenLibrary = Callable[[], "Library"]

# How often a window that met another photoapp asks whether that has ended.
_ASK_AGAIN_MILLISECONDS = 5000


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
        at_work: folders may be indexed and watched: no other photoapp does so (any more).
        broken: it can't be opened; carries a sentence that says why.
        warned: something is wrong with it, or another photoapp is at work; carries a sentence.

    """

    opened = Signal()
    at_work = Signal()
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
        self._asking = QTimer(self, interval=_ASK_AGAIN_MILLISECONDS)
        self._asking.timeout.connect(self._ask_again)

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
        self._tasks.run(self._open, self._opened, self._not_opened)

    def close(self) -> None:
        """Close the library, or see to it that it is closed as soon as it has been opened."""
        self._asking.stop()
        self._closed = True
        self._end()

    def stored_thumbnails(self, photo_ids: Sequence[int], frame: Frame) -> dict[int, QImage]:
        """Return those of some photos' thumbnails that are there, fitted into a frame."""
        return framed_all(self.library.stored_thumbnails(photo_ids), frame)

    def thumbnail(self, photo_id: int, frame: Frame) -> QImage:
        """Return a photo's thumbnail, made if there is none, fitted into a frame.

        Raises:
            PhotoUnreadableError: there is none.

        """
        return framed(self.library.thumbnail(photo_id), frame)

    def photo(self, photo_id: int, edge: int) -> Pyramid:
        """Return a photo, at most ``edge`` pixels long.

        Raises:
            PhotoUnreadableError: it can't be read.

        """
        return screen_photo(self.library.open_photo(photo_id, edge), edge)

    def whole_photo(self, photo_id: int) -> Pyramid:
        """Return a photo with all its pixels.

        Raises:
            PhotoUnreadableError: it can't be read.

        """
        return whole_photo(self.library.open_photo(photo_id, WHOLE_EDGE))

    def _open(self) -> bool:
        library = self._open_library()
        works = self._begin_work(library)
        self._library = library
        if self._closed:
            self._end()
        return works

    def _end(self) -> None:
        if self._library is not None:
            self._at_work.close()
            self._library.close()

    def _begin_work(self, library: "Library") -> bool:
        """Become the photoapp that works in this home, or say which one does."""
        if self._closed:
            return False
        try:
            work = library.at_work("window", self.warned.emit, patient=False)
            self._at_work.enter_context(work)
        except HomeBusyError as error:  # photos can be looked at all the same
            if self._library is None:  # else it has been said
                self.warned.emit(str(error))
            return False
        return True

    def _opened(self, works: bool) -> None:
        self.opened.emit()
        self._tell_work(works)

    def _tell_work(self, works: bool) -> None:
        if works:
            self.at_work.emit()
        else:
            self._asking.start()

    def _ask_again(self) -> None:
        self._asking.stop()
        self._tasks.run(partial(self._begin_work, self.library), self._tell_work)

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            self.broken.emit(tr("The library can't be opened because of a fault in photoapp."))
            raise_error(error)
        self.broken.emit(str(error))
