"""How far a figure would move with other photos of the same kind."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SAMPLES = 2000


@dataclass(frozen=True)
class Figure:
    """A mean with its 95 % interval."""

    value: float
    low: float
    high: float


def mean_with_interval(values: NDArray[np.floating | np.bool_], seed: int = 0) -> Figure:
    """Return the mean of ``values`` (n,) and its percentile bootstrap interval (Efron 1979)."""
    values = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(seed).integers(len(values), size=(_SAMPLES, len(values)))
    low, high = np.percentile(values[drawn].mean(1), [2.5, 97.5])
    return Figure(float(values.mean()), float(low), float(high))
