"""Watching folders in the background, for as long as the window lives."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from photoapp.gui.behind.library_session import LibrarySession
from photoapp.gui.behind.long_run import LongRun
from photoapp.gui.behind.tasks import Tasks

if TYPE_CHECKING:
    import threading

    from photoapp.events import Listener


class WatchRunner(QObject):
    """Keeps the library level with its folders; quietly, for nobody asked for it just now."""

    def __init__(
        self, session: LibrarySession, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.run = LongRun(tasks, self)

    def start(self) -> None:
        """Begin to watch, unless that goes on already."""
        self.run.start(self._watch)

    def stop(self) -> None:
        """Watch no more; within a second, what was begun is left to the next time."""
        self.run.stop()

    def _watch(self, listener: "Listener", stop: "threading.Event") -> None:
        from photoapp.library.watching import watch  # noqa: PLC0415 - not in the window's thread

        watch(self._session.library, listener, stop)
