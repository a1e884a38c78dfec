"""Where people usually are: what is photographed there is everyday life, no event."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.events import DatedPhotos
from photoapp.library.events.distances import kilometres

_CELL_DEGREES = 0.1  # about 11 km
_NEAR_KM = 20.0
# A holiday is spent in one month, or two; a home shows in more of them.
_LEAST_MONTHS = 3
_SHARE_OF_MONTHS = 1 / 3
_MOST_CELLS = 10_000  # around the earth there are 3,600
_BEFORE_1970 = 12 * 1970  # months, so that all are above 0
_MOST_MONTHS = 12 * 10_000


@dataclass(frozen=True)
class UsualPlaces:
    """What is known of each photo: arrays of shape (n,).

    ``there`` says that it was taken at a place that photos of many months of its year come from;
    ``known`` that such a place is known for its year.
    """

    there: NDArray[np.bool_]
    known: NDArray[np.bool_]


def usual_places(photos: DatedPhotos) -> UsualPlaces:
    """Find out who was where they usually are.

    People move, so each year has its own places; where a year's photos tell too little, those of
    all years together count.
    """
    located = ~np.isnan(photos.latitudes)
    places = np.stack([photos.latitudes, photos.longitudes], axis=1)
    moments = photos.moments.astype("datetime64[ms]")
    months = moments.astype("datetime64[M]").astype(np.int64) + _BEFORE_1970
    years = months // 12
    ever = _usual(places[located], months[located])
    there, known = (np.zeros(len(months), dtype=bool) for _ in range(2))
    for year in np.unique(years):
        of_year = years == year
        known_place = of_year & located
        usual = _usual(places[known_place], months[known_place])
        usual = usual if len(usual) else ever
        known[of_year] = len(usual) > 0
        for latitude, longitude in usual:
            away = kilometres(places[of_year, 0], places[of_year, 1], latitude, longitude)
            there[of_year] |= away <= _NEAR_KM  # never of those whose place is NaN
    return UsualPlaces(there, known)


def _usual(places: NDArray[np.float64], months: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the middles of those cells that photos of enough months lie in, (n, 2)."""
    if not len(places):
        return np.empty((0, 2))
    cells = np.round(places / _CELL_DEGREES)
    codes = cells[:, 0] * _MOST_CELLS + cells[:, 1]  # one number each, as rows are slow to compare
    _, firsts, cell_of = np.unique(codes, return_index=True, return_inverse=True)
    met = np.unique(cell_of * _MOST_MONTHS + months) // _MOST_MONTHS
    months_of = np.bincount(met, minlength=len(firsts))
    least = max(_LEAST_MONTHS, _SHARE_OF_MONTHS * len(np.unique(months)))
    usual: NDArray[np.float64] = cells[firsts][months_of >= least] * _CELL_DEGREES
    return usual
