"""Watching folders in the background, for as long as the window lives."""

import threading

from PySide6.QtCore import QObject, Qt, Signal

from photoapp.events import CaughtUp, Event, FileFailed, FolderWatched, PhotosAdded, WatchTrouble
from photoapp.gui.behind.library_session import LibrarySession
from photoapp.gui.behind.tasks import Tasks


class WatchRunner(QObject):
    """Keeps the library level with its folders; quietly, for nobody asked for it just now.

    Signals:
        file_failed: a ``FileFailed``.
        photos_added: photos have become searchable.
        caught_up: a ``CaughtUp``: something had changed, and is settled.
        folder_changed: a folder has come, gone, or is watched in another way.
        trouble: what keeps the library from becoming level; carries a sentence.

    """

    file_failed = Signal(object)
    photos_added = Signal()
    caught_up = Signal(object)
    folder_changed = Signal()
    trouble = Signal(str)
    _told = Signal(object)

    def __init__(
        self, session: LibrarySession, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._stop = threading.Event()
        self._started = False
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to watch, unless that goes on already."""
        if not (self._started or self._stop.is_set()):
            self._started = True
            self._tasks.run(self._run, lambda _: None)

    def stop(self) -> None:
        """Watch no more; within a second, what was begun is left to the next time."""
        self._stop.set()

    def _run(self) -> None:
        from photoapp.library.watching import watch  # noqa: PLC0415 - not in the window's thread

        watch(self._session.library, self._told.emit, self._stop)

    def _pass_on(self, event: Event) -> None:
        if isinstance(event, FileFailed):
            self.file_failed.emit(event)
        elif isinstance(event, PhotosAdded):
            self.photos_added.emit()
        elif isinstance(event, CaughtUp):
            self.caught_up.emit(event)
        elif isinstance(event, FolderWatched):
            self.folder_changed.emit()
        elif isinstance(event, WatchTrouble):
            self.trouble.emit(event.sentence)
