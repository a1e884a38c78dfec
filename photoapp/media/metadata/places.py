"""The names of the place: those that a person gave, else of the town that is nearest."""

from collections.abc import Iterable

from photoapp.media.metadata.facts import Known, Place, Position
from photoapp.media.metadata.tags import Tags

# Where the names of a place stand: city, region, country, its code.
_FIELDS = (
    ("XMP photoshop.City", "XMP photoshop.State", "XMP photoshop.Country", "XMP iptc.CountryCode"),
    ("IPTC City", "IPTC ProvinceState", "IPTC CountryName", "IPTC CountryCode"),
    tuple(
        f"XMP iptcExt.{where}/Iptc4xmpExt:{field}"
        for where in ("LocationCreated[1]",)
        for field in ("City", "ProvinceState", "CountryName", "CountryCode")
    ),
)


def find_place(files: Iterable[Tags], position: Known[Position] | None) -> Known[Place] | None:
    """Return the place: the city that a person named, else by coordinates, else what is named."""
    named = [place for tags in files for place in _named(tags)]
    with_city = next((place for place in named if place.value.city), None)
    return with_city or _nearest(position) or next(iter(named), None)


def _named(tags: Tags) -> Iterable[Known[Place]]:
    for names in _FIELDS:
        found = [next(tags.find(name), None) for name in names]
        told = [known for known in found if known]
        if told:
            yield Known(Place(*(known.value if known else None for known in found)), told[0].source)


def _nearest(position: Known[Position] | None) -> Known[Place] | None:
    if position is None:
        return None
    from photoapp.media.metadata.towns import name_place  # noqa: PLC0415 - 200 ms, 60 MB

    place = name_place(position.value)
    return Known(place, f"GeoNames, by {position.source}") if place else None
