"""Indexing in the background, one run after the other."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from photoapp.gui.behind.library_session import LibrarySession
from photoapp.gui.behind.long_run import LongRun
from photoapp.gui.behind.tasks import Tasks

if TYPE_CHECKING:
    import threading

    from photoapp.events import Listener
    from photoapp.library import IndexReport


class IndexRunner(QObject):
    """Adds folders and keeps the library level with them.

    ``run`` tells how it goes; its report is an ``IndexReport``.
    """

    def __init__(
        self, session: LibrarySession, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._waiting: list[Path] = []
        self.run = LongRun(tasks, self)
        self.run.ended.connect(self._run_waiting)

    @property
    def running(self) -> bool:
        """Whether folders are being looked at."""
        return self.run.running

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Watch folders, and index them now or after the current run."""
        for folder in folders:
            add = partial(self._session.library.add_folder, folder)
            self._tasks.run(add, partial(self._added, folder), self.run.tell_failure)

    def index_all(self) -> None:
        """Look for what is new in all watched folders, if there are any."""
        if not self.running:
            self._tasks.run(self._session.library.folders, self._index_if_any)

    def stop(self) -> None:
        """End the current run soon, and forget the folders that wait for theirs."""
        self._waiting.clear()
        self.run.stop()

    def _added(self, folder: Path, _watched: Path) -> None:
        self._waiting.append(folder)
        self._run_waiting()

    def _index_if_any(self, folders: list[Path]) -> None:
        if folders:
            self._index([])

    def _run_waiting(self, *_: object) -> None:
        if self._waiting and not self.running:
            folders, self._waiting = self._waiting, []
            self._index(folders)

    def _index(self, folders: list[Path]) -> None:
        def work(listener: "Listener", stop: "threading.Event") -> "IndexReport":
            return self._session.library.index(folders, listener, stop)

        self.run.start(work)
