"""Photos by time, cut into what belongs together.

First at gaps that are long for their neighbourhood, as in J. C. Platt, M. Czerwinski and
B. A. Field, "PhotoTOC: Automatic Clustering for Browsing Personal Photographs" (2003): where a
gap's logarithm exceeds the mean of those around it by a constant. Also at bedtime, and where
somebody has gone far. Then what belongs together is joined again: the days of a journey.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.events import DatedPhotos
from photoapp.library.events.distances import kilometres

_HOUR = 3600.0
_LONGER = np.log(17.0)  # the paper's, as is the number of gaps on each side
_GAPS_AROUND = 10
_LEAST_GAP = 3 * _HOUR
_LONGEST_GAP = 36 * _HOUR
_FAR_KM = 50.0
_LEAST_BREAK = 1 * _HOUR  # for a night, or a way
# A day ends when people go to bed.
BEDTIME_MS = 4 * 3_600_000
_DAY_MS = 86_400_000
# Of a span's photos: fewer do not tell where it was.
_SHARE_LOCATED = 0.15


@dataclass(frozen=True)
class Span:
    """Photos ``first`` to before ``end``, by their places in ``DatedPhotos``.

    ``at`` is the one of them that stands for where they were taken, None where too few tell.
    """

    first: int
    end: int
    at: int | None

    def __len__(self) -> int:
        return self.end - self.first


class Spans:
    """Cuts photos into spans."""

    def __init__(self, photos: DatedPhotos) -> None:
        self._photos = photos
        located = ~np.isnan(photos.latitudes)
        self._located = np.flatnonzero(located).tolist()
        self._before = [0, *np.cumsum(located).tolist()]  # how many are located before each
        self._moments = photos.moments.tolist()
        self._places = list(zip(photos.latitudes.tolist(), photos.longitudes.tolist(), strict=True))

    def all(self, belong: Callable[[Span, Span], bool]) -> list[Span]:
        """Return all photos in spans, by time.

        ``belong`` tells whether a span goes on with the next one, which begins not far from it
        within a day and a half.
        """
        photos = len(self._photos.ids)
        if not photos:
            return []
        firsts = [0, *(np.flatnonzero(_cuts(self._photos)) + 1).tolist(), photos]
        pieces = [self._span(first, end) for first, end in pairwise(firsts)]
        joined = pieces[:1]
        for piece in pieces[1:]:
            if self._near(joined[-1], piece) and belong(joined[-1], piece):
                joined[-1] = self._span(joined[-1].first, piece.end)
            else:
                joined.append(piece)
        return joined

    def _span(self, first: int, end: int) -> Span:
        """Return a span; the median by latitude stands for where its photos were taken."""
        known = self._located[self._before[first] : self._before[end]]
        if not known or len(known) < _SHARE_LOCATED * (end - first):
            return Span(first, end, None)
        known.sort(key=lambda place: self._places[place])
        return Span(first, end, known[len(known) // 2])

    def _near(self, before: Span, after: Span) -> bool:
        gap = self._moments[after.first] - self._moments[before.end - 1]
        if gap >= _LONGEST_GAP * 1000:
            return False
        if before.at is None or after.at is None:
            return True
        return bool(kilometres(*self._places[before.at], *self._places[after.at]) < _FAR_KM)


def days_of(photos: DatedPhotos) -> NDArray[np.int64]:
    """Return each photo's day, counted from 1970; one that begins at bedtime."""
    return (photos.moments - BEDTIME_MS) // _DAY_MS


def _cuts(photos: DatedPhotos) -> NDArray[np.bool_]:
    """Return after which photos, but the last, something else begins."""
    gaps = np.maximum(np.diff(photos.moments) / 1000, 1.0)  # in seconds
    logs = np.log(gaps)
    long_here = logs >= _LONGER + _mean_around(logs)
    long_here &= gaps >= _LEAST_GAP
    elsewhere = (_moved(photos) >= _FAR_KM) | (np.diff(days_of(photos)) > 0)
    cuts: NDArray[np.bool_] = long_here | (elsewhere & (gaps >= _LEAST_BREAK))
    return cuts


def _mean_around(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of each value with those around it, fewer at the ends."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    places = np.arange(len(values))
    ends = np.minimum(places + _GAPS_AROUND + 1, len(values))
    firsts = np.maximum(places - _GAPS_AROUND, 0)
    means: NDArray[np.float64] = (sums[ends] - sums[firsts]) / (ends - firsts)
    return means


def _moved(photos: DatedPhotos) -> NDArray[np.float64]:
    """Return how far each photo but the first is from the last known place before, in km; or 0."""
    known = ~np.isnan(photos.latitudes)
    last = np.maximum.accumulate(np.where(known, np.arange(len(known)), 0))[:-1]
    distances = kilometres(
        photos.latitudes[last],
        photos.longitudes[last],
        photos.latitudes[1:],
        photos.longitudes[1:],
    )
    return np.nan_to_num(distances)
