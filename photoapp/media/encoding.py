"""A picture as a new file: JPEG, WebP or PNG, in sRGB, with the metadata that it is given."""

import functools
import io
from typing import Any, Literal

from PIL import Image

EncodedFormat = Literal["jpeg", "webp", "png"]
SUFFIXES: dict[EncodedFormat, str] = {"jpeg": ".jpg", "webp": ".webp", "png": ".png"}

# Above this even colour is to keep all its detail.
_FINE = 90
# A segment of JPEG holds no more; the little that stands before counts too.
_MOST_SEGMENT_BYTES = 65_000
_MOST_WEBP_EDGE, _MOST_JPEG_EDGE = 16_383, 65_535


def encoded(
    image: Image.Image, file_format: EncodedFormat, quality: int, exif: bytes, xmp: bytes
) -> bytes:
    """Return an upright picture in sRGB as a file; ``quality`` is from 1 to 100, not for PNG.

    EXIF and XMP are left out where they are empty.

    Raises:
        ValueError: it has more pixels along an edge than the format can tell.

    """
    most = {"webp": _MOST_WEBP_EDGE, "jpeg": _MOST_JPEG_EDGE}.get(file_format)
    if most and max(image.size) > most:
        name = "WebP" if file_format == "webp" else "JPEG"
        raise ValueError(f"{name} pictures are at most {most} pixels long")
    buffer = io.BytesIO()
    image.save(buffer, file_format.upper(), **_options(file_format, quality, exif, xmp))
    return buffer.getvalue()


def reduced_to(image: Image.Image, long_edge: int) -> Image.Image:
    """Return an image whose longer edge is at most ``long_edge`` pixels; it is never enlarged."""
    if max(image.size) <= long_edge:
        return image
    scale = long_edge / max(image.size)
    size = tuple(max(1, round(edge * scale)) for edge in image.size)
    return image.resize((size[0], size[1]), Image.Resampling.LANCZOS)


def _options(file_format: EncodedFormat, quality: int, exif: bytes, xmp: bytes) -> dict[str, Any]:
    options: dict[str, Any] = {"icc_profile": _srgb()}
    if exif:
        options["exif"] = exif
    if file_format == "png":
        from PIL import PngImagePlugin  # noqa: PLC0415 - only exports need it

        texts = PngImagePlugin.PngInfo()
        if xmp:
            texts.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return options | {"pnginfo": texts}
    if xmp and (file_format == "webp" or len(xmp) < _MOST_SEGMENT_BYTES):
        options["xmp"] = xmp
    if file_format == "webp":
        return options | {"quality": quality}
    fine = {"subsampling": "4:4:4"} if quality >= _FINE else {}
    return options | {"quality": quality, "optimize": True} | fine


@functools.cache
def _srgb() -> bytes:
    from PIL import ImageCms  # noqa: PLC0415

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
