"""Photos that wait for an answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    photo_id: int
    chance: float = 0.8
    suggested: bool = True


def candidates(*photo_ids: int) -> list[Candidate]:
    return [Candidate(photo_id) for photo_id in photo_ids]
