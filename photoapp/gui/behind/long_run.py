"""Work of minutes or hours in the background, that tells how it goes."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from photoapp.errors import PhotoappError
from photoapp.events import Event, Listener
from photoapp.gui.behind.tasks import Tasks

LongWork = Callable[[Listener, threading.Event], Any]


class LongRun(QObject):
    """Runs one piece of long work at a time.

    Signals:
        started: it begins.
        told: an ``Event`` of it, in the window's thread.
        ended: it is over; carries what it returned, None if it broke off.
        failed: it can't begin or go on; carries a sentence.

    """

    started = Signal()
    told = Signal(object)
    ended = Signal(object)
    failed = Signal(str)
    _heard = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._stop = threading.Event()
        self.running = False
        self._heard.connect(self.told, Qt.ConnectionType.QueuedConnection)

    def start(self, work: LongWork) -> bool:
        """Begin, and return True; return False where a run goes on already."""
        if self.running:
            return False
        self.running = True
        self._stop = threading.Event()
        self.started.emit()
        self._tasks.run(partial(work, self._hear, self._stop), self._over, self._broke_off)
        return True

    def stop(self) -> None:
        """End it soon; what it had begun is taken up by the next run."""
        self._stop.set()

    def tell_failure(self, error: Exception) -> None:
        """Say why something can't be done, if a user can mend that; else it is a bug."""
        if not isinstance(error, PhotoappError):
            raise error
        self.failed.emit(str(error))

    def _hear(self, event: Event) -> None:
        self._heard.emit(event)

    def _over(self, report: object) -> None:
        self.running = False
        self.ended.emit(report)

    def _broke_off(self, error: Exception) -> None:
        self._over(None)
        self.tell_failure(error)
