"""How much memory decoding a picture takes, by what its header says."""

import math
from collections.abc import Iterable

from PIL import Image

# Bytes for each pixel at the peak, measured over pictures of 24 megapixels, Pillow's own copy
# (4) included. What is not here is taken to be as costly as its neighbours.
_BYTES_PER_PIXEL = {
    "AVIF": 10,
    "BMP": 4.2,
    "GIF": 5.5,
    "HEIF": 8.5,
    "JPEG": 4.2,
    "JPEG2000": 20,
    "JXL": 10,
    "MPO": 4.2,
    "PNG": 4.2,
    "TIFF": 4.4,
    "WEBP": 16.5,
}
_UNKNOWN = 9
_TURNED_BY_PLUGIN = frozenset([2, 3, 4, 5, 6, 7, 8])
_WIDTH, _BITS, _ORIENTATION, _ROWS_PER_STRIP = 256, 258, 274, 278
_TILE_WIDTH, _TILE_LENGTH = 322, 323


def decoding_bytes(image: Image.Image, full_size: tuple[int, int]) -> int:
    """Return what decoding ``image`` holds at its peak; ``full_size`` is before any scaling."""
    pixels = image.width * image.height
    return int(pixels * bytes_per_pixel(image.format) + _extra(image, full_size))


def bytes_per_pixel(file_format: str | None) -> float:
    """Return what each pixel of a format costs while it is decoded."""
    return _BYTES_PER_PIXEL.get(file_format or "", _UNKNOWN)


def _extra(image: Image.Image, full_size: tuple[int, int]) -> float:
    if image.info.get("progressive") and (layers := getattr(image, "layer", None)):
        return math.prod(full_size) * _coefficient_bytes(layers)
    if image.format == "TIFF":
        return _tiff_extra(image)
    return 0


def _coefficient_bytes(layers: Iterable[tuple[int, int, int, int]]) -> float:
    """Return the bytes a pixel of a progressive JPEG, whose scans are kept until the last."""
    samples = [across * down for _, across, down, _ in layers]
    return 2 * sum(samples) / max(*samples, 1)


def _tiff_extra(image: Image.Image) -> float:
    """Return what the largest strip or tile holds, and a copy that is turned."""
    tags = getattr(image, "tag_v2", {})
    bits = tags.get(_BITS, (8,))
    sample_bytes = sum(bits if isinstance(bits, tuple) else (bits,)) / 8
    rows = min(tags.get(_ROWS_PER_STRIP, image.height), max(image.size))
    piece = tags.get(_TILE_WIDTH, tags.get(_WIDTH, 0)) * tags.get(_TILE_LENGTH, rows)
    turned = tags.get(_ORIENTATION) in _TURNED_BY_PLUGIN
    return float(piece * sample_bytes + turned * 4 * image.width * image.height)
