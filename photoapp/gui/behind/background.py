"""Everything behind the window: threads, the library, and what is fetched from it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from photoapp.gui.behind.index_runner import IndexRunner
from photoapp.gui.behind.library_session import LibrarySession, OpenLibrary
from photoapp.gui.behind.model_runner import ModelRunner
from photoapp.gui.behind.photo_names import PhotoNames
from photoapp.gui.behind.photo_results import PhotoResults
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.behind.watch_runner import WatchRunner
from photoapp.gui.pictures.image_loader import ImageLoader

# Thumbnails are kept at this size, times the screen's pixel ratio; the grid fits them in.
_THUMBNAIL_EDGE = 240
_THUMBNAIL_BYTES = 160 << 20
_PHOTO_BYTES = 320 << 20
_CLOSING_SECONDS = 4.0


class Background(QObject):
    """Makes the parts that work in the background, and ends them together."""

    def __init__(self, open_library: OpenLibrary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Indexing, watching and a change of models take one of these threads each; searches,
        # names and large photos share the others.
        self._tasks = Tasks("library", 7, self)
        self._thumbnail_tasks = Tasks("thumbnails", 3, self)
        self.session = LibrarySession(open_library, self._tasks, self)
        self.indexing = IndexRunner(self.session, self._tasks, self)
        self.watching = WatchRunner(self.session, self._tasks, self)
        self.models = ModelRunner(self.session, self._tasks, self)
        self.results = PhotoResults(self.session, self._tasks, self)
        self.names = PhotoNames(self.session.name, self._tasks, self)
        self.thumbnails = self._thumbnail_loader()
        self.photos = self._photo_loader()

    def close(self) -> None:
        """End it all, within seconds; nothing more is delivered."""
        self.results.stop()
        self.indexing.stop()
        self.watching.stop()
        self.models.stop()
        self._tasks.stop()
        self._thumbnail_tasks.stop()
        self._thumbnail_tasks.wait(_CLOSING_SECONDS / 2)
        self._tasks.wait(_CLOSING_SECONDS / 2)
        self.session.close()  # what still waits for the worker fails, and is not delivered

    def _thumbnail_loader(self) -> ImageLoader:
        fetch, edge = self.session.thumbnail, round(_THUMBNAIL_EDGE * _pixel_ratio())
        return ImageLoader(
            lambda photo_id: fetch(photo_id, edge), self._thumbnail_tasks, _THUMBNAIL_BYTES, 3, self
        )

    def _photo_loader(self) -> ImageLoader:
        fetch, edge = self.session.photo, _screen_edge()
        return ImageLoader(
            lambda photo_id: fetch(photo_id, edge), self._tasks, _PHOTO_BYTES, 2, self
        )


def _pixel_ratio() -> float:
    """Return the most device pixels a pixel, over all screens the window may come to."""
    return max(screen.devicePixelRatio() for screen in QGuiApplication.screens())


def _screen_edge() -> int:
    """Return how many device pixels long the largest screen is."""
    return max(
        round(max(screen.size().width(), screen.size().height()) * screen.devicePixelRatio())
        for screen in QGuiApplication.screens()
    )
