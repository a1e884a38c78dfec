"""Something asked of the library in the background, and asked again while that changes."""

import time
from collections.abc import Callable
from functools import partial
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

    Args:
        name: what it is.
        tasks: the threads.
        at_once: how many questions may be under way; of those that wait only the last is asked.
            A rubber band drawn over a library would else keep all threads busy for long.

    Signals:
        changed: carries the answer, and whether it is one to the same question as before.
        failed: there can be none; carries a sentence.

    """

    changed = Signal(object, bool)
    failed = Signal(str)

    def __init__(
        self, name: str, tasks: Tasks, parent: QObject | None = None, *, at_once: int = 2
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._tasks, self._at_once = tasks, at_once
        self._generation = self._under_way = 0
        self._waits = False
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
        self._generation += 1
        self._waits = self._work is not None
        self._begin()

    def refresh_soon(self) -> None:
        """Ask the same again in a while: the library is changing."""
        if not self._refreshing.isActive():
            self._refreshing.start(self._pace)

    def stop(self) -> None:
        """Ask no more."""
        self._refreshing.stop()
        self._work = None
        self._generation += 1
        self._waits = False

    def _begin(self) -> None:
        if self._waits and self._work is not None and self._under_way < self._at_once:
            self._waits = False
            self._under_way += 1
            self._asked_at = time.monotonic()
            now = self._generation
            self._tasks.run(self._work, partial(self._come, now), partial(self._not_come, now))

    def _is_stale(self, generation: int) -> bool:
        """Whether something else was asked meanwhile; which then has its turn."""
        self._under_way -= 1
        self._begin()
        return generation != self._generation

    def _come(self, generation: int, answer: object) -> None:
        if self._is_stale(generation):
            return
        self._note_time()
        refreshed, self._answered = self._answered, True
        self.changed.emit(answer, refreshed)

    def _not_come(self, generation: int, error: Exception) -> None:
        if self._is_stale(generation):
            return
        if not isinstance(error, PhotoappError):
            raise error
        self._answered = True
        self.failed.emit(str(error))

    def _note_time(self) -> None:
        taken = (time.monotonic() - self._asked_at) * 1000
        self._pace = max(_PACE_MILLISECONDS, round(taken * _SHARE))
