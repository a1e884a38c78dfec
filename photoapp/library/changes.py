"""What people did, so that it can be taken back, and done again."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from photoapp.errors import PhotoappError

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


class Changes:
    """The last changes of this session, to go back and forth in.

    Safe to use from several threads; only ``undo`` and ``redo`` wait for each other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()  # these lists are only ever replaced
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._refused: Change | None = None

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
        with self._lock:
            self._done = [*self._done, change][-_MOST:]
            self._undone = []
            return change

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

    def _without_refused(self, changes: list[Change]) -> list[Change]:
        """Return what is left to go through now that its last has been refused."""
        again, self._refused = self._refused is changes[-1], changes[-1]
        return changes[:-1] if again else changes
