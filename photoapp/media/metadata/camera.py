"""The camera, and how it was set."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from photoapp.media.metadata.facts import Known
from photoapp.media.metadata.rationals import between, number, numbers
from photoapp.media.metadata.tags import Tags, first, text_or_none

_NO_LENS = re.compile(
    r"\W*|n/?a|none|unknown.*|\(?[\d ]+\)?|manual lens.*|no lens.*|(0\.?0?\s*mm.*)|.*unknown \(.*",
    re.IGNORECASE,
)
# ISO's 16 bits can't tell more; the tags of EXIF 2.3 can.
_ISO_OVERFLOW = 65535
_FIRED = 1

_EXPOSURE_S = between(1e-7, 1e5)
_F_NUMBER = between(0.3, 1000)
_MILLIMETRES = between(0.1, 1e5)


def find_camera(photo_first: Sequence[Tags]) -> dict[str, Any]:
    """Return what Metadata says of the camera, of files of which the photo is the first."""
    return {
        "camera_make": first(photo_first, ["EXIF Image.Make", "XMP tiff.Make"], text_or_none),
        "camera_model": first(
            photo_first,
            ["EXIF Image.Model", "EXIF Image.UniqueCameraModel", "XMP tiff.Model"],
            text_or_none,
        ),
        "lens": _lens(photo_first),
        "exposure_seconds": _exposure(photo_first),
        "f_number": _aperture(photo_first),
        "iso": _iso(photo_first),
        "focal_length_mm": first(
            photo_first,
            ["EXIF Photo.FocalLength", "EXIF Image.FocalLength", "XMP exif.FocalLength"],
            _MILLIMETRES,
        ),
        "focal_length_35mm": first(
            photo_first,
            ["EXIF Photo.FocalLengthIn35mmFilm", "XMP exif.FocalLengthIn35mmFilm"],
            between(1, 60_000),
        ),
        "flash_fired": _flash(photo_first),
        "orientation": first(
            photo_first, ["EXIF Image.Orientation", "XMP tiff.Orientation"], _orientation
        ),
    }


def _lens(files: Sequence[Tags]) -> Known[str] | None:
    notes = {f"EXIF {key}" for tags in files for key in tags.exif if key.startswith("MakerNote.")}
    names = ["EXIF Photo.LensModel", "XMP exifEX.LensModel", "XMP aux.Lens", *sorted(notes)]
    specifications = [
        "EXIF Photo.LensSpecification",
        "EXIF Image.LensInfo",
        "XMP aux.LensInfo",
        "EXIF Nikon3.Lens",
    ]
    return first(files, names, _lens_name) or first(files, specifications, _lens_range)


def _lens_name(text: str) -> str | None:
    return None if _NO_LENS.fullmatch(text) else text


def _lens_range(text: str) -> str | None:
    """Name a lens by its focal lengths in mm and its widest apertures: "24-105 mm f/4"."""
    parts = [*numbers(text), None, None, None, None][:4]
    if not parts[0] or not parts[1] or parts[0] < 0 or parts[1] < parts[0]:
        return None
    aperture = _span(parts[2], parts[3])
    return f"{_span(parts[0], parts[1])} mm{f' f/{aperture}' if aperture else ''}"


def _span(low: float | None, high: float | None) -> str:
    ends = dict.fromkeys(f"{end:.3g}" for end in (low, high) if end)
    return "-".join(ends)


def _exposure(files: Iterable[Tags]) -> Known[float] | None:
    return first(
        files,
        ["EXIF Photo.ExposureTime", "EXIF Image.ExposureTime", "XMP exif.ExposureTime"],
        _EXPOSURE_S,
    ) or first(files, ["EXIF Photo.ShutterSpeedValue", "XMP exif.ShutterSpeedValue"], _apex_seconds)


def _aperture(files: Iterable[Tags]) -> Known[float] | None:
    return first(
        files, ["EXIF Photo.FNumber", "EXIF Image.FNumber", "XMP exif.FNumber"], _F_NUMBER
    ) or first(files, ["EXIF Photo.ApertureValue", "XMP exif.ApertureValue"], _apex_f_number)


def _apex_seconds(text: str) -> float | None:
    """Turn EXIF's logarithm of an exposure (APEX) into seconds, to three digits."""
    value = between(-20, 25)(text)
    return None if value is None else float(f"{2**-value:.3g}")


def _apex_f_number(text: str) -> float | None:
    value = between(0, 20)(text)
    return None if value is None else round(2 ** (value / 2), 1)


def _iso(files: Sequence[Tags]) -> Known[int] | None:
    names = ["ISOSpeedRatings", "RecommendedExposureIndex", "ISOSpeed", "StandardOutputSensitivity"]
    tags = [*(f"EXIF Photo.{name}" for name in names), "EXIF Image.ISOSpeedRatings"]
    notes = {f"EXIF {key}" for file in files for key in file.exif if key.startswith("MakerISO.")}
    return (
        first(files, [*tags, "XMP exif.ISOSpeedRatings"], _iso_speed)
        # Some makers' notes hold a step of a dial instead.
        or first(files, sorted(notes), lambda text: _iso_speed(text) if len(text) > 1 else None)
    )


def _iso_speed(text: str) -> int | None:
    value = between(1, 10_000_000)(text)
    return None if value is None or value == _ISO_OVERFLOW else round(value)


def _flash(files: Iterable[Tags]) -> Known[bool] | None:
    tags = ["EXIF Photo.Flash", "EXIF Image.Flash", "XMP exif.Flash/exif:Fired"]
    return first(files, tags, _fired)


def _fired(text: str) -> bool | None:
    if text.lower() in {"true", "false"}:
        return text.lower() == "true"
    value = number(text)
    return bool(int(value) & _FIRED) if value is not None and 0 <= value <= 0xFF else None


def _orientation(text: str) -> int | None:
    value = between(1, 8)(text)
    return int(value) if value is not None and value.is_integer() else None
