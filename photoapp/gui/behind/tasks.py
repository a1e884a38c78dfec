"""Background work: a function runs in a thread, its outcome comes back to the window's thread."""

import queue
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


def raise_error(error: Exception) -> None:
    """Handle an error that nobody expected: it is a bug, and keeps its traceback."""
    raise error


@dataclass(frozen=True)
class _Task:
    work: Work
    done: Done
    failed: Failed
    series: str | None
    generation: int


class Tasks(QObject):
    """A few threads that run functions, which must touch no widget.

    ``done`` and ``failed`` are called in the thread of this object. The threads are Python's own:
    Python forgets a ``QThreadPool``'s between two tasks, and with them their database connections.
    They are daemons, so that one stuck on a dead network drive can't keep the program alive.

    Tasks of one ``series`` replace each other: each begins a new generation, and what comes back
    from an earlier one is dropped.
    """

    _came_back = Signal(object, object, object)  # the task, its result, its error

    def __init__(self, name: str, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._generations: Counter[str | None] = Counter()
        self._closed = False
        self._finishing = False
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._serve, name=f"{name}-{n}", daemon=True)
            for n in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def run(
        self, work: Work, done: Done, failed: Failed = raise_error, series: str | None = None
    ) -> None:
        """Run ``work`` in a thread, then call ``done`` with its result or ``failed``."""
        if series is not None:
            self.cancel(series)
        self._queue.put(_Task(work, done, failed, series, self._generations[series]))

    def cancel(self, series: str) -> None:
        """Drop what will come back from the tasks of a series."""
        self._generations[series] += 1

    def stop(self) -> None:
        """Begin nothing more and deliver nothing more."""
        self._closed = True
        for _ in self._threads:
            self._queue.put(None)

    def finish(self, seconds: float) -> bool:
        """Deliver nothing more, but do what has been asked for, within some seconds.

        Returns whether all of it is done; if not, the rest is not begun any more.
        """
        self._finishing = True
        for _ in self._threads:
            self._queue.put(None)
        done = self.wait(seconds)
        self._closed = True
        return done

    def wait(self, seconds: float) -> bool:
        """Wait for the threads to end after ``stop``; return whether they all have."""
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _serve(self) -> None:
        while (task := self._queue.get()) is not None:
            if self._closed or self._is_stale(task):
                continue
            result, error = None, None
            try:
                result = task.work()
            except Exception as raised:  # whoever asked for the work judges it
                error = raised
            if not (self._closed or self._finishing):
                self._came_back.emit(task, result, error)

    def _is_stale(self, task: _Task) -> bool:
        return task.series is not None and task.generation != self._generations[task.series]

    def _deliver(self, task: _Task, result: object, error: Exception | None) -> None:
        if self._closed or self._finishing or self._is_stale(task):
            return
        if error is None:
            task.done(result)
        else:
            task.failed(error)
