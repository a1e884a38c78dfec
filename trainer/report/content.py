"""What a report says: ``report.json``, and all that the page is made of."""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from trainer.gate.verdict import Verdict
from trainer.job.order import Order, Photo
from trainer.methods import Point

VERSION = 1
_FINGERPRINT_DIGITS = 16


@dataclass(frozen=True)
class Cost:
    """What a run took: ``seconds`` of work over all resumptions, and its highest memory in bytes.

    ``photos`` and ``captions`` are those that it had to learn from, held out or not.
    """

    seconds: float
    peak_bytes: int
    device: str
    photos: int
    captions: int


class Epoch(msgspec.Struct, frozen=True):
    """A point of the learning curve; None is what was not taken, or was no number."""

    part: int
    epoch: int
    loss: float | None
    score: float | None


class Report(msgspec.Struct, frozen=True):
    """All that is known of a finished run.

    ``base`` is the id of the model that was personalised, ``model`` that of the new one,
    ``previous`` that of another one which answered searches then, and ``compared`` that of the one
    it had to do better than. ``fingerprint`` tells what it learned from; ``skipped`` are sentences
    about what it could not.
    """

    version: int
    order: Order
    base: str
    model: str
    previous: str | None
    fingerprint: str
    verdict: Verdict
    curve: list[Epoch]
    cost: Cost
    skipped: list[str] = []
    compared: str = ""


def epochs_of(curve: Iterable[Point]) -> list[Epoch]:
    """Return each part's epochs in order; of an epoch that was told twice the later one."""
    points = {(point.part, point.epoch): point for point in curve}
    return [
        Epoch(part, epoch, _number(point.loss), _number(point.score))
        for (part, epoch), point in sorted(points.items())
    ]


def data_fingerprint(photos: Sequence[Photo]) -> str:
    """Return what is equal for equal photos with equal captions and keywords, in any order."""
    rows = sorted(msgspec.json.encode([_identity(p), p.captions, p.keywords]) for p in photos)
    return hashlib.sha256(b"\n".join(rows)).hexdigest()[:_FINGERPRINT_DIGITS]


def _identity(photo: Photo) -> str:
    return photo.content or photo.path


def _number(value: float | None) -> float | None:
    """Return a value, or None for what JSON has no word for."""
    return value if value is not None and math.isfinite(value) else None
