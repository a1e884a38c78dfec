"""Reading tags with exiv2, a wrapper of C++: for a process that may die, one thread at a time."""

import functools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from photoapp.media.metadata.tags import Tags
from photoapp.media.metadata.texts import as_bytes, clean

# fmt: off
_EXIF_TEXTS = frozenset([
    *(f"Image.{name}" for name in (
        "Make", "Model", "Orientation", "Software", "DateTime", "DateTimeOriginal", "Artist",
        "Copyright", "ImageDescription", "Rating", "RatingPercent", "ExposureTime", "FNumber",
        "FocalLength", "ISOSpeedRatings", "LensInfo", "UniqueCameraModel", "TimeZoneOffset",
        "Flash",
    )),
    *(f"Photo.{name}" for name in (
        "DateTimeOriginal", "DateTimeDigitized", "SubSecTime", "SubSecTimeOriginal",
        "SubSecTimeDigitized", "OffsetTime", "OffsetTimeOriginal", "OffsetTimeDigitized",
        "ExposureTime", "ShutterSpeedValue", "FNumber", "ApertureValue", "ISOSpeedRatings",
        "ISOSpeed", "RecommendedExposureIndex", "StandardOutputSensitivity", "FocalLength",
        "FocalLengthIn35mmFilm", "Flash", "LensModel", "LensSpecification",
    )),
    "Nikon3.Lens",
    *(f"GPSInfo.GPS{name}" for name in (
        "Latitude", "LatitudeRef", "Longitude", "LongitudeRef", "Altitude", "AltitudeRef",
        "DateStamp", "TimeStamp",
    )),
])
_EXIF_BYTES = frozenset([
    "Photo.UserComment", "Image.XPTitle", "Image.XPComment", "Image.XPKeywords",
    "Image.XPSubject", "Image.XPAuthor",
])
# fmt: on
# These say how long and wide a lens is, not what it is called.
_LENS_RANGES = frozenset(["LensSpecification", "LensInfo", "Lens"])

_DAMAGED = "The file is damaged: part of its metadata may be missing."


class UnknownTypeError(Exception):
    """The file is of no kind that exiv2 knows."""


def read_tags(source: Path | bytes, sidecar: str | None = None) -> tuple[Tags, str | None]:
    """Return the tags of a photo or of an XMP packet, and a sentence on what is wrong with it.

    Raises:
        UnknownTypeError: it is no kind of file that exiv2 reads.

    """
    exiv2 = _exiv2()
    image = _open(exiv2, source)
    if image.imageType() in _videos():
        raise UnknownTypeError
    problem = None
    try:
        image.readMetadata()
    except Exception:  # what was read up to the damage is kept
        problem = _DAMAGED
    xmp = _xmp(exiv2, image.xmpData())
    if image.imageType() == exiv2.ImageType.xmp:
        return Tags(xmp=xmp, sidecar=sidecar), problem  # exiv2 makes EXIF of it: nothing new
    exif, raw = _exif(exiv2, image.exifData())
    return Tags(exif, raw, _iptc(image.iptcData()), xmp, sidecar), problem


def open_image(data: bytes) -> Any:
    """Return exiv2's image of a file's bytes, nothing of which has been read yet.

    Raises:
        UnknownTypeError: it is no kind of file that exiv2 reads.

    """
    return _open(_exiv2(), data)


@functools.cache
def _exiv2() -> Any:
    import exiv2  # noqa: PLC0415 - native; only processes that read metadata need it

    exiv2.LogMsg.setHandler(None)
    return exiv2


@functools.cache
def _videos() -> frozenset[Any]:
    types = _exiv2().ImageType
    return frozenset([types.qtime, types.mkv, types.riff, types.asf])


def _open(exiv2: Any, source: Path | bytes) -> Any:
    data = source if isinstance(source, bytes) else _name_or_bytes(source)
    try:
        return exiv2.ImageFactory.open(data)
    except exiv2.Exiv2Error as error:
        raise UnknownTypeError from error


def _name_or_bytes(path: Path) -> str | bytes:
    """Return a name that exiv2 can open, else the file's bytes; by name it reads what it needs."""
    name = str(path.absolute())  # a relative one might look like an address of the network
    if name.isascii() or (os.name != "nt" and _is_unicode(name)):
        return name
    return path.read_bytes()


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def alternatives(datum: Any) -> dict[str, str] | None:
    """Return the texts of an XMP datum by language, None if it is not of that kind."""
    value = datum.value()
    return dict(value.items()) if isinstance(value, _exiv2().LangAltValue) else None


def items(datum: Any) -> list[str]:
    """Return the items of an XMP datum; its text where it is no list."""
    return list(_items(_exiv2(), datum))


def is_packet(image: Any) -> bool:
    """Tell whether an image is a packet of XMP; exiv2 makes EXIF of it that is nothing new."""
    return bool(image.imageType() == _exiv2().ImageType.xmp)


def _exif(exiv2: Any, data: Any) -> tuple[dict[str, str], dict[str, bytes]]:
    texts: dict[str, str] = {}
    raw: dict[str, bytes] = {}
    for datum in data:
        key = datum.key().removeprefix("Exif.")
        if key in _EXIF_TEXTS and key not in texts:
            texts[key] = datum.toString()
        elif key in _EXIF_BYTES and key not in raw:
            raw[key] = _bytes(datum.value())
    if "Photo.LensModel" not in texts:
        texts |= _lens(exiv2, data)
    if "Photo.ISOSpeedRatings" not in texts:
        texts |= _iso(exiv2, data)
    return texts, raw


def _bytes(value: Any) -> bytes:
    data = getattr(value, "data", None)
    return bytes(data()) if data else as_bytes(value.toString())


def _lens(exiv2: Any, data: Any) -> dict[str, str]:
    """Name the lens by the number in a maker's note: only exiv2 knows these."""
    try:
        datum = exiv2.lensName(data)
        if datum is None or datum.tagName() in _LENS_RANGES:
            return {}
        return {f"MakerNote.{datum.tagName()}": datum.print(data).replace(" *OR* ", " or ")}
    except Exception:  # the note is damaged
        return {}


def _iso(exiv2: Any, data: Any) -> dict[str, str]:
    """Return the ISO speed that only a maker's note tells."""
    try:
        datum = exiv2.isoSpeed(data)
        return {f"MakerISO.{datum.tagName()}": datum.print(data)} if datum else {}
    except Exception:
        return {}


def _iptc(data: Any) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for datum in data:
        values.setdefault(datum.key().rsplit(".", 1)[-1], []).append(clean(datum.toString()))
    return values


def _xmp(exiv2: Any, data: Any) -> dict[str, list[str]]:
    return {datum.key().removeprefix("Xmp."): list(_items(exiv2, datum)) for datum in data}


def _items(exiv2: Any, datum: Any) -> Iterator[str]:
    value = datum.value()
    if isinstance(value, exiv2.LangAltValue):
        texts = dict(value.items())
        default = texts.pop("x-default", None)
        yield from ([default] if default else []) + list(texts.values())
    elif isinstance(value, exiv2.XmpArrayValue):
        yield from map(str, value)
    else:
        yield datum.toString()
