"""What people did, so that it can be taken back, and done again."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

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
            PhotoappError: it can't be taken back; it can be tried again.

        """
        with self._lock:
            if not self._done:
                return None
            change = self._done[-1]
            change.undo()
            self._done, self._undone = self._done[:-1], [*self._undone, change]
            return change

    def redo(self) -> Change | None:
        """Do again what was taken back last and return it; None if there is nothing.

        Raises:
            PhotoappError: it can't be done again; it can be tried once more.

        """
        with self._lock:
            if not self._undone:
                return None
            change = self._undone[-1]
            change.redo()
            self._undone, self._done = self._undone[:-1], [*self._done, change]
            return change
