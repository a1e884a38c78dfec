"""Which photo a label is asked of now, which come next, and what has been answered."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photoapp.library.labels import Candidate


class ReviewQueue:
    """Photos that wait for an answer, around the one that is asked about.

    What is asked about stays until it is answered or passed over, whatever order the others come
    in by then. What has been answered never comes back, unless the answer is taken back.
    """

    def __init__(self) -> None:
        self._waiting: list[Candidate] = []  # those passed over, the present one, those after
        self._place = 0
        self._answered: dict[int, Candidate | None] = {}

    @property
    def current(self) -> "Candidate | None":
        """What is asked about now; None at the end."""
        return self._waiting[self._place] if self._place < len(self._waiting) else None

    @property
    def waiting(self) -> "Sequence[Candidate]":
        """All that is not answered: those passed over, the present one, those after it."""
        return tuple(self._waiting)

    @property
    def place(self) -> int:
        """Which of those waiting is asked about, from 0 on; at the end how many there are."""
        return self._place

    @property
    def passed_over(self) -> int:
        """How many have been seen and not answered."""
        return self._place

    def chances(self, photo_ids: Iterable[int]) -> dict[int, float]:
        """Return how sure the label is of those of some photos that wait, by id."""
        waiting = {c.photo_id: c.chance for c in self._waiting}
        return {photo_id: waiting[photo_id] for photo_id in photo_ids if photo_id in waiting}

    def begin(self, candidates: "Iterable[Candidate]") -> None:
        """Ask about these, the first first; nothing is answered yet."""
        self._answered = {}
        self._waiting, self._place = list(candidates), 0

    def renew(self, candidates: "Iterable[Candidate]", kept: "Sequence[Candidate]" = ()) -> None:
        """Let others come next; what is seen already stays where it is.

        ``kept`` of those waiting stay where they are, too, and others only fill what is free.
        """
        fresh = {c.photo_id: c for c in candidates if c.photo_id not in self._answered}
        room = len(fresh)
        by_now = {c.photo_id: c for c in kept} | fresh
        stay = {c.photo_id for c in self._waiting[: self._place + 1]} | {c.photo_id for c in kept}
        before = [c for c in self._waiting if c.photo_id in stay]
        others = [c for c in fresh.values() if c.photo_id not in stay]
        free = len(others) if not kept else max(0, room - len(before))
        self._waiting = [by_now.get(c.photo_id, c) for c in before] + others[:free]

    def answer(self, photo_ids: Iterable[int]) -> None:
        """Ask no more about these, and go on to what follows the present photo."""
        known = {c.photo_id: c for c in self._waiting}
        for photo_id in photo_ids:
            self._answered.setdefault(photo_id, known.get(photo_id))
        before = sum(c.photo_id in self._answered for c in self._waiting[: self._place])
        self._waiting = [c for c in self._waiting if c.photo_id not in self._answered]
        self._place -= before

    def take_back(self, photo_ids: Iterable[int]) -> None:
        """Ask about these again, now: their answers hold no longer."""
        asked = [i for i in photo_ids if i in self._answered]
        again = [c for c in (self._answered.pop(i) for i in asked) if c is not None]
        self._waiting[self._place : self._place] = again

    def go_to(self, place: int) -> bool:
        """Ask about another of those waiting, or come to the end; return whether there is one."""
        if not 0 <= place <= len(self._waiting) or place == self._place:
            return False
        self._place = place
        return True
