"""Photos that show the same: near-duplicates, bursts, and what one event has several photos of."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from trainer.job.order import Photo

_HOUR, _BURST = 3600.0, 5.0

# Cosines of features less their mean. The starter's own: a photo saved anew, cropped to 85 % or
# mirrored is at 0.82 to 0.97 from itself, 99.9 % of different photos are below 0.6.
_DUPLICATE, _SAME_EVENT, _SAME_BURST = 0.85, 0.5, 0.25

# So many photos of one second have a date for a time, such as scans.
_MOST_OF_A_SECOND = 30

_BLOCK = 512

Rows = NDArray[np.int64]


def alike_pairs(
    photos: Sequence[Photo], features: Floats, others: Floats | None = None
) -> Iterator[tuple[Rows, Rows]]:
    """Yield pairs of photos that show the same, as rows of one and rows of the other.

    These are near-duplicates, photos that are alike and of the same hour, and photos taken within
    seconds unless they differ wholly. ``features`` are (n, feature_dim), in the photos' order.
    ``others`` (m, feature_dim) are of other photos of the library: what all have in common makes
    none alike, but what a few photos of one place have in common does.
    """
    vectors = _centred(features, others)
    taken = _times(photos)
    least = _DUPLICATE if np.isnan(taken).all() else _SAME_BURST
    for start in range(0, len(vectors), _BLOCK):
        cosines = vectors[start : start + _BLOCK] @ vectors[start:].T
        one, other = np.nonzero(cosines > least)
        needed = _needed(np.abs(taken[one + start] - taken[other + start]))
        chosen = (other > one) & (cosines[one, other] > needed)
        yield one[chosen] + start, other[chosen] + start


def _needed(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how alike photos must be that were taken so many seconds apart; NaN is unknown."""
    return np.select([apart <= _BURST, apart <= _HOUR], [_SAME_BURST, _SAME_EVENT], _DUPLICATE)


def _times(photos: Sequence[Photo]) -> NDArray[np.float64]:
    times = np.array([np.nan if p.taken is None else p.taken for p in photos], dtype=np.float64)
    _, which, counts = np.unique(times, return_inverse=True, return_counts=True, equal_nan=False)
    return np.where(counts[which] > _MOST_OF_A_SECOND, np.nan, times)


def _centred(features: Floats, others: Floats | None) -> Floats:
    """Return features less the mean, L2-normalised; what is no number is alike to nothing."""
    known = _known(features)
    seen = [features[known]]
    if others is not None and others.size:
        seen.append(others[_known(others)])
    mean = np.concatenate(seen).mean(0, dtype=np.float64) if any(map(len, seen)) else 0.0
    centred: Floats = np.where(known[:, None], features - mean, 0).astype(np.float32)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-12)
    return centred


def _known(features: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(features).all(1))
