"""The JSON files that Google Takeout puts beside photos."""

from pathlib import Path
from typing import Annotated, Any

import msgspec

from photoapp.media.metadata.facts import Position
from photoapp.media.metadata.positions import position_of

_MOST_BYTES = 4_000_000


class _Time(msgspec.Struct):
    timestamp: str | int | float = ""


class _Point(msgspec.Struct):
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None


class _Person(msgspec.Struct):
    name: str = ""


class _Document(msgspec.Struct, rename="camel"):
    title: str
    photo_taken_time: _Time
    description: str = ""
    geo_data: _Point = msgspec.field(default_factory=_Point)
    geo_data_exif: _Point = msgspec.field(default_factory=_Point)
    people: Annotated[list[_Person], msgspec.Meta(max_length=10_000)] = []
    favorited: bool = False


class Takeout(msgspec.Struct, frozen=True):
    """What Google knew of a photo; ``taken`` is a Unix time, ``sidecar`` the file's name."""

    sidecar: str
    taken: float | None
    caption: str
    position: Position | None
    people: tuple[str, ...]
    favourite: bool

    @property
    def source(self) -> str:
        """Where facts of it came from, in words."""
        return f"Google Takeout {self.sidecar}"


def read_takeout(path: Path, name: str) -> Takeout | None:
    """Read a JSON file; None if it is none of Takeout's, or of something else than a photo.

    Raises:
        OSError: it can't be read.

    """
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
    try:
        document = msgspec.json.decode(data, type=_Document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    people = dict.fromkeys(person.name.strip() for person in document.people)
    return Takeout(
        sidecar=name,
        taken=_seconds(document.photo_taken_time.timestamp),
        caption=document.description.strip(),
        position=_position(document.geo_data) or _position(document.geo_data_exif),
        people=tuple(filter(None, people)),
        favourite=document.favorited,
    )


def _seconds(timestamp: Any) -> float | None:
    try:
        return float(timestamp)
    except ValueError:
        return None


def _position(point: _Point) -> Position | None:
    # Takeout writes an altitude of 0 where it knows none.
    return position_of(point.latitude, point.longitude, point.altitude or None)
