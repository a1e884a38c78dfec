"""Memory for decoding, shared out among the photos that are decoded at once."""

import ctypes
import functools
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from photoapp.errors import PhotoUnreadableError

# With the model's 0.4 GB this keeps a worker below 1.5 GB; docs/benchmarks.md.
_BYTES_FOR_ONE = 830_000_000
_BYTES_FOR_EACH_CORE_MORE = 250_000_000
_CORES_AT_LEAST = 2
# Smaller ones need not ask: there are only as many at once as there are cores.
_SMALL_BYTES = 40_000_000
# After larger ones the allocator is told to give back what it keeps (the worker asks it to keep
# much, for the model's sake).
_LARGE_BYTES = 160_000_000
# Beside even larger ones there is no room for the model to run.
_HUGE_BYTES = 600_000_000


class Turn(Protocol):
    """Is told when a photo's decoding waits for others, so that its time is not held against it."""

    def waits(self) -> None:
        """Note that nothing is done from now on."""

    def goes_on(self) -> None:
        """Note that decoding begins, or begins again."""


class Room:
    """A number of bytes, taken and given back. Who asked first is served first."""

    def __init__(self, total: int, for_one: int) -> None:
        self._free = total
        self._for_one = for_one
        self._huge = 0
        self._queue: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def hold(self, size: int, turn: Turn | None = None) -> Iterator[None]:
        """Hold ``size`` bytes within the context, waiting for them if need be.

        Raises:
            PhotoUnreadableError: it is more than one photo may have.

        """
        if size > self._for_one:
            raise PhotoUnreadableError("oversized", "The photo is too large to be decoded.")
        if size < _SMALL_BYTES:
            yield
            return
        self._take(size, turn)
        try:
            _give_memory_back(size)
            yield
        finally:
            _give_memory_back(size)
            with self._changed:
                self._free += size
                self._huge -= size > _HUGE_BYTES
                self._changed.notify_all()

    @property
    def is_crowded(self) -> bool:
        """Whether a photo is being decoded that leaves no room for much else."""
        return self._huge > 0

    def fits(self, size: int) -> bool:
        """Return whether one photo may have ``size`` bytes."""
        return size <= self._for_one

    def _take(self, size: int, turn: Turn | None) -> None:
        ticket = object()
        with self._changed:
            self._queue.append(ticket)
            if not self._is_next(ticket, size):
                self._wait(ticket, size, turn)
            self._queue.popleft()
            self._free -= size
            self._huge += size > _HUGE_BYTES
            self._changed.notify_all()

    def _wait(self, ticket: object, size: int, turn: Turn | None) -> None:
        if turn:
            turn.waits()
        self._changed.wait_for(lambda: self._is_next(ticket, size))
        if turn:
            turn.goes_on()

    def _is_next(self, ticket: object, size: int) -> bool:
        return self._queue[0] is ticket and size <= self._free


def _give_memory_back(size: int) -> None:
    trim = _allocator_trim()
    if trim and size > _LARGE_BYTES:
        trim(0)


@functools.cache
def _allocator_trim() -> Callable[[int], object] | None:
    """Return glibc's ``malloc_trim``, None where the allocator is another."""
    try:
        trim: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return trim


def _total() -> int:
    more = max(0, (os.cpu_count() or 1) - _CORES_AT_LEAST)
    return _BYTES_FOR_ONE + more * _BYTES_FOR_EACH_CORE_MORE


# One for the whole process, as its memory is.
ROOM = Room(_total(), _BYTES_FOR_ONE)
