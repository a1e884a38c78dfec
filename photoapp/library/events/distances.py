"""Distances on the earth."""

import numpy as np
from numpy.typing import NDArray

_EARTH_KM = 6371.0
Degrees = float | NDArray[np.float64]


def kilometres(
    latitude: Degrees, longitude: Degrees, other_latitude: Degrees, other_longitude: Degrees
) -> NDArray[np.float64]:
    """Return the great-circle distances between places (haversine); NaN for NaN."""
    north, other_north = np.radians(latitude), np.radians(other_latitude)
    half = np.sin((other_north - north) / 2) ** 2
    east = np.radians(np.subtract(other_longitude, longitude))
    half = half + np.cos(north) * np.cos(other_north) * np.sin(east / 2) ** 2
    distances: NDArray[np.float64] = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return distances
