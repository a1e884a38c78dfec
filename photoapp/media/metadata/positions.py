"""Where a photo was taken: GPS of EXIF and XMP."""

import re
from collections.abc import Iterable, Sequence

from photoapp.media.metadata.facts import Known, Position
from photoapp.media.metadata.rationals import number, numbers
from photoapp.media.metadata.tags import Tags

# No camera is lower or higher: the deepest mine and sea, and the edge of space.
_LOWEST_M, _HIGHEST_M = -11_000, 100_000
_BELOW_SEA = frozenset(["1", "3"])
# "51,30,45N", "51,30.75N", "51.5125" and, of some cameras, "51 deg 30' 45.00\" N".
_ANGLE = re.compile(r"\s*[-+]?[\d./]+(?:(?:,|\s|deg|[°'\"])+[\d./]+){0,2}[\s'\"]*([NSEW])?\s*")


def find_position(sources: Iterable[Tags]) -> Known[Position] | None:
    """Return the position of the first of these files that has one; EXIF's is the more exact."""
    for tags in sources:
        found = _exif_position(tags) or _xmp_position(tags)
        if found:
            return found
    return None


def position_of(
    latitude: float | None, longitude: float | None, altitude: float | None
) -> Position | None:
    """Return a position; None where it can't be one, or is the zero of a receiver with no fix."""
    if latitude is None or longitude is None:
        return None
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    if altitude is not None and not _LOWEST_M <= altitude <= _HIGHEST_M:
        altitude = None
    rounded = None if altitude is None else round(altitude, 3)
    return Position(round(latitude, 7), round(longitude, 7), rounded)


def _exif_position(tags: Tags) -> Known[Position] | None:
    exif = {name.removeprefix("GPSInfo.GPS"): text for name, text in tags.exif.items()}
    position = position_of(
        _signed(_degrees(exif.get("Latitude", "")), exif.get("LatitudeRef", ""), "NS"),
        _signed(_degrees(exif.get("Longitude", "")), exif.get("LongitudeRef", ""), "EW"),
        _altitude(exif.get("Altitude", ""), exif.get("AltitudeRef", "")),
    )
    return Known(position, "EXIF GPS") if position else None


def _xmp_position(tags: Tags) -> Known[Position] | None:
    def text(name: str) -> str:
        return next(iter(tags.xmp.get(f"exif.GPS{name}", [])), "")

    position = position_of(
        _xmp_angle(text("Latitude"), text("LatitudeRef"), "NS"),
        _xmp_angle(text("Longitude"), text("LongitudeRef"), "EW"),
        _altitude(text("Altitude"), text("AltitudeRef")),
    )
    return Known(position, tags.source("XMP", "exif.GPSLatitude")) if position else None


def _degrees(text: str) -> float | None:
    """Add up degrees, minutes and seconds; minutes and seconds may be 0/0, and are none then."""
    parts = numbers(text)
    if len(parts) < 3 and "," in text:
        parts = _with_decimal_commas(text)
    return _sum(parts)


def _sum(parts: Sequence[float | None]) -> float | None:
    if not parts or parts[0] is None:
        return None
    degrees, minutes, seconds = [*(part or 0.0 for part in parts), 0.0, 0.0][:3]
    return degrees + minutes / 60 + seconds / 3600


def _with_decimal_commas(text: str) -> list[float | None]:
    """Read "52,00000,50,00000,34,01180", which some phones write: commas part and point both."""
    words = text.split(",")
    if len(words) != 6:
        return []
    return [number(f"{words[i]}.{words[i + 1]}") for i in (0, 2, 4)]


def _signed(degrees: float | None, reference: str, letters: str) -> float | None:
    """Apply a hemisphere; without one only degrees below zero are sure."""
    letter = reference.strip("\0 ")[:1].upper()
    if degrees is None:
        return None
    if letter not in letters or not letter:
        return degrees if degrees < 0 else None
    return abs(degrees) if letter == letters[0] else -abs(degrees)


def _xmp_angle(text: str, reference: str, letters: str) -> float | None:
    match = _ANGLE.fullmatch(text)
    if match is None:
        return None
    parts = [number(part) for part in re.findall(r"[-+]?[\d./]+", text)]
    degrees = _sum(parts)
    letter = match[1] or reference
    # A decimal number without a letter is signed, as most programs outside of XMP's own write it.
    return _signed(degrees, letter, letters) if letter else degrees


def _altitude(text: str, reference: str) -> float | None:
    metres = number(text)
    if metres is None:
        return None
    return -abs(metres) if reference.strip() in _BELOW_SEA else metres
