"""What write-back tells."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Reason:
    """Why so many photos wait, in a sentence on the first of them, and since when (since 1970)."""

    sentence: str
    photos: int
    since: float


@dataclass(frozen=True)
class WriteBackStatus:
    """How many photos' files lack what people say of them, and why some could not be written.

    ``undoable`` is how many files and sidecars were written last, and can be taken back.
    """

    policy: str
    pending: int
    reasons: tuple[Reason, ...]
    undoable: int


@dataclass(frozen=True)
class WriteBackReport:
    """What became of a run: photos written, those that wait, and a sentence for each of these."""

    written: int = 0
    waiting: int = 0
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planned:
    """What would be written of a photo; ``words`` and so on are as they are to be."""

    photo_id: int
    path: Path
    words: tuple[str, ...]
    lost: tuple[str, ...]
    rating: str | None
    label: str | None
    caption: str | None
