"""Folds: each holds a part of the photos out, by whole groups."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.errors import TrainingError
from trainer.job.data import NEVER_LEARNED
from trainer.job.order import Photo
from trainer.splits.groups import (
    Groups,
    caption_keys,
    renumbered,
    same_photos,
    with_equal_captions,
)

# A held-out photo is sought among those of its fold: fewer than about 30 make that too easy.
_PHOTOS_A_FOLD = 30
_MOST, _FEWEST = 5, 2

# The share of the photos which one group may be: nothing is left to learn from beside a larger one.
_LARGEST = 0.8

_KEPT_OUT = {"val", "test"}
_HOUR = 3600.0

Folds = NDArray[np.int64]


def assign_folds(
    photos: Sequence[Photo],
    features: Floats,
    *,
    others: Floats | None = None,
    folds: int | None = None,
    seed: int,
    tell: Callable[[str], None] = lambda _sentence: None,
) -> Folds:
    """Return the fold of each photo, (n,), as ``TrainingData.folds`` wants them.

    ``features`` are (n, feature_dim), ``others`` (m, feature_dim) those of other photos of the
    library. None makes 5 folds of 150 photos and more, fewer of fewer,
    but at least 2. Folds are about equally large, and the same for the same ``seed``. Photos that a
    file keeps out of training (split "val" or "test") are in none, nor are those that show the
    same as one of them, which ``tell`` hears of. Those that merely share a caption with them stay:
    of people's own splits the gate leaves out captions that were learned.

    Raises:
        TrainingError: one group holds nearly all photos, or the file keeps all of them out.

    """
    same = same_photos(photos, features, others)
    learned = _learned(photos, same, tell)
    chosen = [photo for photo, yes in zip(photos, learned, strict=True) if yes]
    groups = with_equal_captions(renumbered(same[learned]), chosen)
    _check(chosen, groups)
    assigned = np.full(len(photos), NEVER_LEARNED, dtype=np.int64)
    assigned[learned] = _balanced(groups, folds or _usual(len(chosen)), seed)
    return assigned


def _learned(
    photos: Sequence[Photo], same: Groups, tell: Callable[[str], None]
) -> NDArray[np.bool_]:
    marked = np.array([photo.split in _KEPT_OUT for photo in photos], dtype=bool)
    kept_out = np.isin(same, same[marked])
    if marked.any() and kept_out.all():
        raise TrainingError(
            "All captioned photos are marked val or test, or show the same as one that is, so "
            "there is none to learn from; mark others as train."
        )
    if more := int((kept_out & ~marked).sum()):
        tell(
            f"{more} of the photos marked as train show the same as photos marked val or test; "
            "they are not learned from."
        )
    return ~kept_out


def _usual(photos: int) -> int:
    return min(max(photos // _PHOTOS_A_FOLD, _FEWEST), _MOST)


def _balanced(groups: Groups, folds: int, seed: int) -> Folds:
    """Put the largest groups first, each into the fold that has the fewest photos."""
    _, which, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    shuffled = np.random.default_rng(seed).permutation(len(sizes))
    fold_of = np.zeros(len(sizes), dtype=np.int64)
    filled = np.zeros(folds, dtype=np.int64)
    for group in shuffled[np.argsort(-sizes[shuffled], kind="stable")]:
        fold_of[group] = filled.argmin()
        filled[fold_of[group]] += sizes[group]
    return fold_of[which]


def _check(photos: Sequence[Photo], groups: Groups) -> None:
    """Refuse photos that are nearly all of one kind; names alone need no folds.

    Raises:
        TrainingError: they are.

    """
    if not any(caption_keys(photo) for photo in photos):
        return
    if len(photos) == 1:
        raise TrainingError("There is one captioned photo only; write captions of many more.")
    most = _LARGEST * len(photos)
    if (count := _of_one_event(photos)) > most:
        raise TrainingError(_one_sided(photos, count, "are of one event", "of other days"))
    if (count := int(np.bincount(groups).max())) > most:
        why = "show the same or share captions"
        raise TrainingError(_one_sided(photos, count, why, "that say what sets photos apart"))


def _one_sided(photos: Sequence[Photo], count: int, why: str, way_out: str) -> str:
    return (
        f"Of {len(photos)} captioned photos {count} {why}, so that nothing would show whether "
        f"more was learned than those; write captions {way_out}."
    )


def _of_one_event(photos: Sequence[Photo]) -> int:
    """Return how many photos the largest event has: photos without an hour between them."""
    times = np.sort([photo.taken for photo in photos if photo.taken is not None])
    starts = np.flatnonzero(np.diff(times, prepend=-np.inf, append=np.inf) > _HOUR)
    return int(np.diff(starts).max(initial=0))
