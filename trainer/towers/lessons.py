"""What towers learn from: photos with their texts, and batches of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.errors import TrainingError
from trainer.job.data import NEVER_LEARNED, TrainingData
from trainer.job.order import Photo

Rows = NDArray[np.int64]

# So many captions are enough to tell whether a model has become better.
_ENOUGH = 60


@dataclass(frozen=True)
class Lessons:
    """Photos to be learned, and what the start thinks of them.

    ``texts_of`` says of each of ``photos`` which of ``texts`` fit it. ``start`` (n, dim) are the
    photos' vectors before they were learned, ``prompts`` everyday words and ``start_prompts``
    (m, dim) their vectors; ``start_scale`` made chances of their cosines.
    """

    photos: Sequence[Photo]
    texts: Sequence[str]
    texts_of: Sequence[Sequence[int]]
    start: Floats
    prompts: Sequence[str]
    start_prompts: Floats
    start_scale: float


@dataclass(frozen=True)
class Batch:
    """Rows of photos (n,), the text of each (n,), and which prompts (k,) to be reminded of."""

    rows: Rows
    texts: Rows
    prompts: Rows


def split_rows(data: TrainingData) -> tuple[Rows, Rows]:
    """Return which photos to learn from, and which are held out: one fold.

    That is the smallest with captions enough to judge by; where a file says itself what is to be
    kept out, it is that.

    Raises:
        TrainingError: nothing is left to learn from, or to judge by.

    """
    captioned = np.array([bool(photo.captions) for photo in data.photos], dtype=bool)
    held_out = data.folds == _fold_held_out(data.folds, captioned)
    learned = ~held_out & (data.folds != NEVER_LEARNED)
    learned &= np.array([bool(_texts(photo)) for photo in data.photos], dtype=bool)
    if learned.sum() < 2 or not (held_out & captioned).any():
        raise TrainingError("There are too few captioned photos to learn from; caption more.")
    return np.flatnonzero(learned), np.flatnonzero(held_out & captioned)


def _fold_held_out(folds: Rows, captioned: NDArray[np.bool_]) -> int:
    if (captioned & (folds == NEVER_LEARNED)).any():
        return NEVER_LEARNED
    counts = {int(fold): int(captioned[folds == fold].sum()) for fold in np.unique(folds)}
    enough = [fold for fold, count in counts.items() if count >= _ENOUGH]
    if enough:
        return min(enough, key=lambda fold: counts[fold])
    return max(counts, key=lambda fold: counts[fold], default=NEVER_LEARNED)


def distinct_texts(photos: Sequence[Photo]) -> tuple[list[str], list[list[int]]]:
    """Return all texts of photos once, and which are whose: captions, and the keywords as one."""
    places: dict[str, int] = {}
    texts_of = [[places.setdefault(t, len(places)) for t in _texts(photo)] for photo in photos]
    return list(places), texts_of


def batches(
    lessons: Lessons, epoch: int, *, size: int, seed: int, prompts: int, of: int
) -> list[Batch]:
    """Return an epoch's batches, of about ``size`` photos, each a multiple of ``of``.

    They depend on the seed and the epoch alone.
    """
    random = np.random.default_rng([seed, epoch])
    order = random.permutation(len(lessons.photos))
    number = max(1, round(len(order) / size))
    return [
        Batch(rows, _drawn_texts(lessons, rows, random), _drawn_prompts(lessons, prompts, random))
        for rows in _even_parts(order, number, of)
    ]


def _even_parts(order: Rows, number: int, of: int) -> Iterator[Rows]:
    for rows in np.array_split(order, number):
        if kept := len(rows) // of * of:
            yield rows[:kept]


def _drawn_texts(lessons: Lessons, rows: Rows, random: np.random.Generator) -> Rows:
    return np.array([random.choice(lessons.texts_of[row]) for row in rows], dtype=np.int64)


def _drawn_prompts(lessons: Lessons, number: int, random: np.random.Generator) -> Rows:
    number = min(number, len(lessons.prompts))
    return random.choice(len(lessons.prompts), number, replace=False)


def _texts(photo: Photo) -> list[str]:
    return [*photo.captions, *([", ".join(photo.keywords)] if photo.keywords else [])]
