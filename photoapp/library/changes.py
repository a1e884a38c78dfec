"""What people did, so that it can be taken back, and done again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from photoapp.errors import PhotoappError

_Said = TypeVar("_Said")
_MOST = 200


@dataclass(frozen=True)
class Change:
    """Something that was done.

    ``kind`` says what in a word ("rating", "rotation", …), ``text`` in a sentence;
    ``photo_ids`` are the photos that it touched. ``undo`` and ``redo`` take it back and do it
    again, and may raise a ``PhotoappError``.
    """

    kind: str
    text: str
    photo_ids: tuple[int, ...]
    undo: Callable[[], None]
    redo: Callable[[], None]


@dataclass
class Exchange(Generic[_Said]):
    """An undo that is its own redo: ``put`` returns what was there before."""

    put: Callable[[_Said], _Said]
    said: _Said

    def __call__(self) -> None:
        """Put what was said before in the place of what is said now."""
        self.said = self.put(self.said)


class Changes:
    """The last changes of this session, to go back and forth in.

    Safe to use from several threads; only ``undo`` and ``redo`` wait for each other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()  # these lists are only ever replaced
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._refused: Change | None = None
        self._joining = threading.local()

    @property
    def next_undo(self) -> Change | None:
        """What ``undo`` would take back."""
        done = self._done
        return done[-1] if done else None

    @property
    def next_redo(self) -> Change | None:
        """What ``redo`` would do again."""
        undone = self._undone
        return undone[-1] if undone else None

    def add(self, change: Change) -> Change:
        """Remember what has just been done; what had been taken back can't be done again."""
        if (parts := self._parts) is not None:
            parts.append(change)
            return change
        with self._lock:
            self._done = [*self._done, change][-_MOST:]
            self._undone = []
            return change

    @contextmanager
    def as_one(self, kind: str, text: str) -> Iterator[None]:
        """Remember all that this thread does meanwhile as one change.

        What was done before an error stays done, and is remembered.
        """
        if self._parts is not None:  # it is part of a larger one
            yield
            return
        parts: list[Change] = []
        self._joining.parts = parts
        try:
            yield
        finally:
            self._joining.parts = None
            if parts:
                self.add(_joined(kind, text, parts))

    def undo(self) -> Change | None:
        """Take back the last change and return it; None if there is none.

        Raises:
            PhotoappError: it can't be taken back. It can be tried again; refused twice it is
                given up, so that what was done before it can be taken back.

        """
        with self._lock:
            if not self._done:
                return None
            change = self._done[-1]
            try:
                change.undo()
            except PhotoappError:
                self._done = self._without_refused(self._done)
                raise
            self._done, self._undone = self._done[:-1], [*self._undone, change]
            return change

    def redo(self) -> Change | None:
        """Do again what was taken back last and return it; None if there is nothing.

        Raises:
            PhotoappError: it can't be done again. It can be tried once more, and is given up then.

        """
        with self._lock:
            if not self._undone:
                return None
            change = self._undone[-1]
            try:
                change.redo()
            except PhotoappError:
                self._undone = self._without_refused(self._undone)
                raise
            self._undone, self._done = self._undone[:-1], [*self._done, change]
            return change

    @property
    def _parts(self) -> list[Change] | None:
        """What this thread does as one change, None where each thing is one of its own."""
        return getattr(self._joining, "parts", None)

    def _without_refused(self, changes: list[Change]) -> list[Change]:
        """Return what is left to go through now that its last has been refused."""
        again, self._refused = self._refused is changes[-1], changes[-1]
        return changes[:-1] if again else changes


def _joined(kind: str, text: str, parts: list[Change]) -> Change:
    done, undone = list(parts), list[Change]()  # where one is refused the next try goes on

    def undo() -> None:
        while done:
            done[-1].undo()
            undone.append(done.pop())

    def redo() -> None:
        while undone:
            undone[-1].redo()
            done.append(undone.pop())

    photo_ids = dict.fromkeys(photo_id for part in parts for photo_id in part.photo_ids)
    return Change(kind, text, tuple(photo_ids), undo, redo)
