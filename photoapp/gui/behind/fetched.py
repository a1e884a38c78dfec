"""Something asked of the library in the background, and asked again while that changes."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from photoapp.errors import PhotoappError
from photoapp.gui.behind.tasks import Tasks

# While photos are being indexed it is asked again no more often than this, and so that asking
# takes no more than a tenth of the time.
_PACE_MILLISECONDS = 2000
_SHARE = 10


class Fetched(QObject):
    """The answer to the last question; answers to older ones are dropped.

    Signals:
        changed: carries the answer, and whether it is one to the same question as before.
        failed: there can be none; carries a sentence.

    """

    changed = Signal(object, bool)
    failed = Signal(str)

    def __init__(self, name: str, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._series = name
        self._tasks = tasks
        self._work: Callable[[], Any] | None = None
        self._answered = False
        self._asked_at = 0.0
        self._pace = _PACE_MILLISECONDS
        self._refreshing = QTimer(self, singleShot=True)
        self._refreshing.timeout.connect(self.refresh)

    def ask(self, work: Callable[[], Any]) -> None:
        """Run ``work`` in the background, for an answer that replaces the one before."""
        self._work, self._answered = work, False
        self.refresh()

    def refresh(self) -> None:
        """Ask the same again, now."""
        self._refreshing.stop()
        if self._work is not None:
            self._asked_at = time.monotonic()
            self._tasks.run(self._work, self._come, self._not_come, self._series)

    def refresh_soon(self) -> None:
        """Ask the same again in a while: the library is changing."""
        if not self._refreshing.isActive():
            self._refreshing.start(self._pace)

    def stop(self) -> None:
        """Ask no more."""
        self._refreshing.stop()
        self._work = None

    def _come(self, answer: object) -> None:
        self._note_time()
        refreshed, self._answered = self._answered, True
        self.changed.emit(answer, refreshed)

    def _not_come(self, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            raise error
        self._answered = True
        self.failed.emit(str(error))

    def _note_time(self) -> None:
        taken = (time.monotonic() - self._asked_at) * 1000
        self._pace = max(_PACE_MILLISECONDS, round(taken * _SHARE))
