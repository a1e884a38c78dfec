"""What there is in a library, and how many photos of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog import Root
from photoapp.catalog.browsing import Counts, LabelFacet


@dataclass(frozen=True)
class Named:
    """A camera or a keyword."""

    name: str
    photos: int


@dataclass(frozen=True)
class Folder:
    """A folder by its whole path, with the photos in it and in all folders below it.

    ``name`` is its last part, a watched folder's its path from there.
    """

    path: str
    name: str
    photos: int
    children: "tuple[Folder, ...]" = ()


@dataclass(frozen=True)
class Month:
    """A month, from 1 to 12."""

    month: int
    photos: int


@dataclass(frozen=True)
class Year:
    """A year, with its months, the latest first."""

    year: int
    photos: int
    months: tuple[Month, ...]


@dataclass(frozen=True)
class Place:
    """A country, or a city of one; by name."""

    name: str
    photos: int
    cities: "tuple[Place, ...]" = ()


@dataclass(frozen=True)
class Facets:
    """How many photos there are of everything that they can be filtered by.

    ``folders`` are the watched ones, ``years`` the latest first, ``cameras`` and ``keywords`` the
    most used first, ``labels`` by name. A photo with copies counts in each of their folders.
    """

    total: int
    folders: tuple[Folder, ...]
    years: tuple[Year, ...]
    countries: tuple[Place, ...]
    cameras: tuple[Named, ...]
    keywords: tuple[Named, ...]
    ratings: Mapping[int, int]
    flags: Mapping[str, int]
    colors: Mapping[str, int]
    untagged: int
    offline: int
    failed: int
    labels: tuple[LabelFacet, ...] = ()


def facets_of(counts: Counts, roots: Iterable[Root], offline: int) -> Facets:
    """Return counts as people go through them."""
    return Facets(
        total=counts.total,
        folders=tuple(_tree(root, counts) for root in roots),
        years=_years(counts.months),
        countries=_countries(counts.places),
        cameras=tuple(Named(*row) for row in counts.cameras.items()),
        keywords=tuple(Named(*row) for row in counts.keywords.items()),
        ratings=counts.ratings,
        flags=counts.flags,
        colors=counts.colors,
        untagged=counts.untagged,
        offline=offline,
        failed=counts.failed,
        labels=counts.labels,
    )


def _tree(root: Root, counts: Counts) -> Folder:
    inside: dict[tuple[str, ...], int] = defaultdict(int)
    children: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for (root_id, folder), photos in counts.folders.items():
        if root_id == root.id:
            parts = Path(folder).parts
            for depth in range(len(parts) + 1):
                inside[parts[:depth]] += photos
                if depth:
                    children[parts[: depth - 1]].add(parts[:depth])
    return _folder(root, (), inside, children)


def _folder(
    root: Root,
    parts: tuple[str, ...],
    inside: Mapping[tuple[str, ...], int],
    children: Mapping[tuple[str, ...], set[tuple[str, ...]]],
) -> Folder:
    below = sorted(children.get(parts, ()), key=lambda child: child[-1].casefold())
    return Folder(
        str(root.path.joinpath(*parts)),
        parts[-1] if parts else root.path.name or str(root.path),
        inside.get(parts, 0),
        tuple(_folder(root, child, inside, children) for child in below),
    )


def _years(months: Mapping[str, int]) -> tuple[Year, ...]:
    by_year: dict[int, list[Month]] = defaultdict(list)
    for key, photos in sorted(months.items(), reverse=True):
        year, _, month = key.rpartition("-")
        by_year[int(year)].append(Month(int(month), photos))
    return tuple(Year(y, sum(m.photos for m in ms), tuple(ms)) for y, ms in by_year.items())


def _countries(places: Mapping[tuple[str, str, str], int]) -> tuple[Place, ...]:
    by_country: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (country, region, city), photos in places.items():
        by_country[country or region or city][city or region] += photos
    return tuple(
        Place(
            country,
            sum(cities.values()),
            tuple(
                Place(city, cities[city]) for city in sorted(cities) if city not in {"", country}
            ),
        )
        for country, cities in sorted(by_country.items())
    )
