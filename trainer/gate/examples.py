"""The held-out photos that a new model finds much sooner, or much later."""

import math
from collections.abc import Iterable, Sequence

from trainer.gate.scoring import Found, Scores
from trainer.gate.verdict import Example
from trainer.job.order import Photo
from trainer.methods import HeldOutPart

_MOST = 10


def examples(
    parts: Sequence[HeldOutPart], scored: Sequence[Scores], photos: Sequence[Photo]
) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """Return the ten photos that rose the most, by their place's ratio, and the ten that fell.

    Each photo and each caption is shown once.
    """
    told = [
        Example(photos[part.rows[found.photo]].path, part.texts[found.text], *_places(found))
        for part, scores in zip(parts, scored, strict=True)
        for found in scores.found
        if part.rows[found.photo] >= 0
    ]
    rose = sorted((e for e in told if _rise(e) > 0), key=_rise, reverse=True)
    fell = sorted((e for e in told if _rise(e) < 0), key=_rise)
    return _once(rose), _once(fell)


def _places(found: Found) -> tuple[int, int]:
    return found.before, found.after


def _rise(example: Example) -> float:
    return math.log(example.rank_before / example.rank_after)


def _once(ordered: Iterable[Example]) -> tuple[Example, ...]:
    chosen: list[Example] = []
    shown: set[str] = set()
    for example in ordered:
        if len(chosen) < _MOST and not shown & {example.photo, example.caption}:
            chosen.append(example)
            shown |= {example.photo, example.caption}
    return tuple(chosen)
