"""In which order photos are to be decided: those whose answer teaches most come first."""

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.tagging.space import Places, directions

# Photos below are hardly right, and hardly teach.
_LEAST = 0.02
_LOOKED_THROUGH = 400
# Places of photos of one burst: one answer tells of all.
_SAME = 0.9


def review_order(chances: Floats, places: Places, limit: int) -> NDArray[np.intp]:
    """Return the rows of photos to decide, (k,), at most ``limit``.

    The less sure a photo is the more its answer teaches; of photos that are nearly the same one
    comes early, and the others after all else. Where hardly any photo seems right the likeliest
    come.

    Args:
        chances: of photos that are not decided, (n,).
        places: where they lie, (n, d).
        limit: how many are wanted.

    """
    unsure = chances * (1 - chances)
    order = np.argsort(-unsure, kind="stable")
    order = order[chances[order] >= _LEAST]
    if not len(order):
        order = np.argsort(-chances, kind="stable")[:limit]
    looked_through = order[: max(_LOOKED_THROUGH, limit)]
    first = _unlike_each_other(places[looked_through])
    return np.concatenate([looked_through[first], looked_through[~first]])[:limit]


def _unlike_each_other(places: Places) -> NDArray[np.bool_]:
    """Return which photos, (n,), are not nearly the same as one before them."""
    near = directions(places)
    same = np.tril(near @ near.T > _SAME, -1)
    kept = np.zeros(len(places), dtype=bool)
    for row in range(len(places)):
        kept[row] = not (same[row] & kept).any()
    return kept
