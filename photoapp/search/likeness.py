"""How much photos resemble one: by the features of the backbone, which tell things apart.

Features are told from the mean of the library's, and a cosine counts in the spread of those that
the library's photos have with each other: its median deviation, which likes among them hardly move.
"""

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.search.catalog_vectors import CatalogVectors
from photoapp.search.relevance import Floats, logistic

# Photos that stand for all others: 100 do nearly as well.
COHORT = 300
# Where there are few of them, what they say is mixed with what is usual.
_USUAL_SPREAD, _USUAL_COUNT = 0.0625, 20
_MEAN_COUNT = 5
_NORMAL = 0.6745  # the median deviation of a normal distribution, of its standard deviation
# Logistic regression on half of 15 things and 38 labels (docs/benchmarks.md).
_SLOPE, _EVEN = 1.0, 6.25
# Another cohort is drawn when the library has grown or shrunk by this share.
_DRIFT = 0.1


@dataclass(frozen=True)
class Subject:
    """What photos are to resemble: ``vector`` (dim,), ``feature`` (feature_dim,), both float32.

    ``photo_id`` is None for a picture that is not in the library.
    """

    vector: Floats
    feature: Floats
    photo_id: int | None = None


@dataclass(frozen=True)
class Usual:
    """What photos have in common: a ``mean`` feature (feature_dim,), and cosines' ``spread``."""

    mean: Floats
    spread: float

    @classmethod
    def of(cls, features: Floats) -> "Usual":
        """Return what is usual among photos by their features, (n, feature_dim)."""
        count = len(features)
        mean = features.mean(0) * np.float32(count / (count + _MEAN_COUNT))
        units = _units(features - mean)
        cosines = (units @ units.T)[~np.eye(count, dtype=bool)]
        found = np.median(np.abs(cosines - np.median(cosines))) / _NORMAL if count > 1 else 0.0
        variance = (count * found**2 + _USUAL_COUNT * _USUAL_SPREAD**2) / (count + _USUAL_COUNT)
        return cls(mean, float(np.sqrt(variance)))

    def likeness(self, subject: Floats, photos: Floats) -> Floats:
        """Return the cosines of photos, (n, feature_dim), with a subject, (feature_dim,): (n,)."""
        cosines: Floats = _units(photos - self.mean) @ _units(subject[None] - self.mean)[0]
        return cosines

    def chances(self, likeness: Floats) -> Floats:
        """Return how likely photos are similar in people's eyes, (n,)."""
        return logistic(likeness / np.float32(self.spread), _SLOPE, _EVEN)


class Cohort:
    """Photos all over the library that tell what is usual. Safe to use from several threads."""

    def __init__(self, source: CatalogVectors) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._drawn_of = 0
        self._usual: Usual | None = None

    def usual(self, photo_ids: NDArray[np.int64]) -> Usual:
        """Return what is usual in a library of these photos, (n,), some of which have features."""
        with self._lock:
            drift = abs(len(photo_ids) - self._drawn_of)
            if self._usual is None or drift > _DRIFT * self._drawn_of:
                # Photos that came together are often alike, so they are spread over all.
                rows = np.linspace(0, len(photo_ids) - 1, min(COHORT, len(photo_ids)))
                _, drawn = self._source.features_of(np.sort(photo_ids)[rows.astype(np.intp)])
                self._usual, self._drawn_of = Usual.of(drawn), len(photo_ids)
            return self._usual


def _units(features: Floats) -> Floats:
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    units: Floats = features / np.maximum(lengths, np.float32(1e-6))
    return units
