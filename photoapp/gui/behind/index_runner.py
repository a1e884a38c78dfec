"""Indexing in the background, one run after the other."""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from photoapp.errors import PhotoappError
from photoapp.events import Event, FileFailed, IndexProgress, PhotosAdded, ScanProgress
from photoapp.gui.behind.library_session import LibrarySession
from photoapp.gui.behind.tasks import Tasks

if TYPE_CHECKING:
    from photoapp.library import IndexReport


class IndexRunner(QObject):
    """Adds folders and keeps the library level with them.

    Signals:
        started: a run begins.
        progressed: a ``ScanProgress`` or an ``IndexProgress``.
        file_failed: a ``FileFailed``.
        photos_added: photos have become searchable.
        finished: the run is over; carries its ``IndexReport``, None if it broke off.
        failed: a folder can't be added or a run can't go on; carries a sentence.

    """

    started = Signal()
    progressed = Signal(object)
    file_failed = Signal(object)
    photos_added = Signal()
    finished = Signal(object)
    failed = Signal(str)
    _told = Signal(object)

    def __init__(
        self, session: LibrarySession, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._waiting: list[Path] = []
        self._stop = threading.Event()
        self.running = False
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Watch folders, and index them now or after the current run."""
        for folder in folders:
            add = partial(self._session.library.add_folder, folder)
            self._tasks.run(add, partial(self._added, folder), self._not_added)

    def index_all(self) -> None:
        """Look for what is new in all watched folders, if there are any."""
        if not self.running:
            self._tasks.run(self._session.library.folders, self._index_if_any)

    def stop(self) -> None:
        """End the current run soon, and forget the folders that wait for theirs."""
        self._waiting.clear()
        self._stop.set()

    def _added(self, folder: Path, _watched: Path) -> None:
        self._waiting.append(folder)
        self._run_waiting()

    def _not_added(self, error: Exception) -> None:
        self._tell_failure(error)

    def _index_if_any(self, folders: list[Path]) -> None:
        if folders and not self.running:
            self._run([])

    def _run_waiting(self) -> None:
        if self._waiting and not self.running:
            folders, self._waiting = self._waiting, []
            self._run(folders)

    def _run(self, folders: list[Path]) -> None:
        self.running = True
        self._stop = threading.Event()
        self.started.emit()
        work = partial(self._session.library.index, folders, self._told.emit, self._stop)
        self._tasks.run(work, self._over, self._broke_off)

    def _pass_on(self, event: Event) -> None:
        if isinstance(event, ScanProgress | IndexProgress):
            self.progressed.emit(event)
        elif isinstance(event, FileFailed):
            self.file_failed.emit(event)
        elif isinstance(event, PhotosAdded):
            self.photos_added.emit()

    def _over(self, report: "IndexReport | None") -> None:
        self.running = False
        self.finished.emit(report)
        self._run_waiting()

    def _broke_off(self, error: Exception) -> None:
        self._over(None)
        self._tell_failure(error)

    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            raise error
        self.failed.emit(str(error))
