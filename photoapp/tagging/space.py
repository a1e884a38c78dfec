"""A small space in which photos that show the same thing lie in one direction.

A backbone's features have thousands of numbers, of which labels need few: their principal axes,
each brought nearer to the spread of the others (whitened, as far as a library's photos tell it
from noise). docs/benchmarks.md has what that brings and costs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats

Places = NDArray[np.int8]
"""Photos in a space, (n, axes): unit vectors in steps of ``STEP``."""

STEP = np.float32(1 / 127)
MOST_AXES = 192
MOST_FITTED = 5000
"""Photos that a space is fitted on; more change nothing."""

_SHRINKAGE = 5.0


@dataclass(frozen=True)
class Space:
    """Axes of features: ``mean`` (feature_dim,), ``axes`` (feature_dim, d), the photos of both."""

    mean: Floats
    axes: Floats
    fitted_on: int

    def place(self, features: Floats) -> Places:
        """Return where photos lie by their features, (n, feature_dim): int8 (n, d)."""
        placed = (features - self.mean) @ self.axes
        length = np.linalg.norm(placed, axis=1, keepdims=True)
        placed /= np.maximum(length, np.float32(1e-12)) * STEP
        return np.clip(np.rint(placed), -127, 127).astype(np.int8)


def fit_space(features: Floats) -> Space:
    """Return the space of photos by their features, (n, feature_dim); of a sample, if many."""
    count, dim = features.shape
    mean = features.mean(0) if count else np.zeros(dim, dtype=np.float32)
    centred = (features - mean).astype(np.float32)
    spread, axes = np.linalg.eigh(centred.T @ centred / max(count - 1, 1))
    # No more axes than photos can tell, and at least one, so that all can be placed somewhere.
    number = max(1, min(MOST_AXES, dim, count - 1))
    spread, axes = spread[::-1][:number].clip(0), axes[:, ::-1][:, :number]
    shrunk = np.sqrt(spread + _SHRINKAGE * spread.mean() + 1e-12)
    return Space(mean, (axes / shrunk).astype(np.float32), count)


def directions(places: Places) -> Floats:
    """Return places as unit vectors, float32 (n, d), as nearly as their steps allow."""
    return places.astype(np.float32) * STEP
