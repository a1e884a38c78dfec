"""What is known of a photo, each fact with where it came from. msgspec can send all of it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Known(Generic[T]):
    """A fact, and its ``source`` in words a user can read, as "EXIF DateTimeOriginal"."""

    value: T
    source: str


@dataclass(frozen=True)
class Taken:
    """When a photo was taken, as a clock at the place showed it.

    ``local`` is ISO 8601 without offset: "2019-04-12T19:24:49.123", as many digits of a second as
    are known, or only "2019-04-12" where no time of day is known. ``offset_minutes`` is what that
    clock was ahead of UTC, None where it is not known.
    """

    local: str
    offset_minutes: int | None = None


@dataclass(frozen=True)
class Position:
    """Where the camera was: degrees, north and east positive (WGS 84); metres above the sea."""

    latitude: float
    longitude: float
    altitude_m: float | None = None


@dataclass(frozen=True)
class Place:
    """A place by its names; ``country_code`` is ISO 3166's, or as the photo's fields give it."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    country_code: str | None = None


@dataclass(frozen=True)
class Metadata:
    """All that is known of a photo; None or empty where nothing is.

    ``orientation`` is EXIF's, 1 to 8, as the file says it. ``rating`` is -1 (rejected) or 0
    (unrated) to 5. ``keywords`` are single words or phrases; ``keyword_paths`` are those that
    stand in a hierarchy, from the top down. ``problems`` are sentences.
    """

    taken: Known[Taken] | None = None
    camera_make: Known[str] | None = None
    camera_model: Known[str] | None = None
    lens: Known[str] | None = None
    exposure_seconds: Known[float] | None = None
    f_number: Known[float] | None = None
    iso: Known[int] | None = None
    focal_length_mm: Known[float] | None = None
    focal_length_35mm: Known[float] | None = None
    flash_fired: Known[bool] | None = None
    position: Known[Position] | None = None
    place: Known[Place] | None = None
    orientation: Known[int] | None = None
    title: Known[str] | None = None
    caption: Known[str] | None = None
    keywords: tuple[Known[str], ...] = ()
    keyword_paths: tuple[Known[tuple[str, ...]], ...] = ()
    people: tuple[Known[str], ...] = ()
    rating: Known[int] | None = None
    software: Known[str] | None = None
    creator: Known[str] | None = None
    copyright: Known[str] | None = None
    problems: tuple[str, ...] = ()


def camera_name(metadata: Metadata) -> Known[str] | None:
    """Return what people call the camera: maker and model, the maker said once."""
    make, model = metadata.camera_make, metadata.camera_model
    if make is None or model is None:
        return model or make
    if model.value.casefold().startswith(make.value.split()[0].casefold()):
        return model  # "Canon" says nothing beside "Canon EOS 6D"
    return Known(f"{make.value} {model.value}", model.source)
