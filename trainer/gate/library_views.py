"""The whole library before and after: what its photos show, and what searches find in it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trainer.gate.verdict import SearchPair
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.methods import Fitted, View

_FIRST = 12

Rows = NDArray[np.int64]

FEWEST_PHOTOS = 50
"""Of fewer photos that were not learned from, agreement says nothing."""


def agreement(fitted: Fitted, data: TrainingData, order: Order) -> float | None:
    """Return the share of photos whose likeliest thing is the same as before.

    Photos that were captioned don't count, for of those it is to learn; nor do those which it was
    reminded of. None if there are too few.
    """
    before, after = fitted.library_before, fitted.library_after
    photos = asked_photos(fitted, data)
    if len(photos) < FEWEST_PHOTOS or not fitted.things:
        return None
    things = slice(len(order.searches), None)
    first, then = (_likeliest(view, photos, things) for view in (before, after))
    return float((first == then).mean())


def asked_photos(fitted: Fitted, data: TrainingData) -> Rows:
    """Return the rows of the library's views that say whether the model has forgotten."""
    seen = np.flatnonzero(np.isfinite(fitted.library_before.images).all(1))
    reminded = len(data) + np.array([*fitted.reminded], dtype=np.int64)
    return np.setdiff1d(seen[seen >= len(data)], reminded)


def _likeliest(view: View, photos: Rows, things: slice) -> Rows:
    likeliest: Rows = (view.images[photos] @ view.texts[things].T).argmax(1)
    return likeliest


def search_pairs(fitted: Fitted, data: TrainingData, order: Order) -> tuple[SearchPair, ...]:
    """Return the first photos of each saved search, before and after."""
    paths = [*(photo.path for photo in data.photos), *(photo.path for photo in data.library)]
    return tuple(
        SearchPair(
            search.name,
            search.text,
            _first(fitted.library_before, row, paths),
            _first(fitted.library_after, row, paths),
        )
        for row, search in enumerate(order.searches)
    )


def _first(view: View, row: int, paths: Sequence[str]) -> list[str]:
    scores = view.images @ view.texts[row]
    return [paths[photo] for photo in np.argsort(-scores, kind="stable")[:_FIRST]]
