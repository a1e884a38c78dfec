"""What tagging tells of photos, and of itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """A photo that waits to be decided; ``suggested`` where it is among the suggestions."""

    photo_id: int
    chance: float
    suggested: bool


@dataclass(frozen=True)
class Likeliest:
    """What a photo shows most likely: of one exclusive group, or of all labels in none."""

    photo_id: int
    group: str
    label: str
    chance: float


@dataclass(frozen=True)
class TagReport:
    """What tagging did: ``suggested`` are all suggestions by now, ``new`` and ``gone`` the change.

    ``labels`` and ``photos`` are those looked at.
    """

    labels: int
    photos: int
    suggested: int
    new: int
    gone: int
    seconds: float
