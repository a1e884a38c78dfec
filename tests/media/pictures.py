"""Pictures to test with, and files made of them."""

import io
import struct
import zlib

import numpy as np
import pillow_heif
import pillow_jxl  # noqa: F401 - importing it registers it
from PIL import Image

from tests.photos import sample

pillow_heif.register_heif_opener()

ORIENTATION = 0x0112
# How a picture must be turned for a file that is to be turned back by its orientation.
STORED_AS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def photo(width: int, height: int) -> Image.Image:
    """The cat, at any size."""
    with Image.open(sample("chelsea.png")) as image:
        return image.convert("RGB").resize((width, height))


def encoded(image: Image.Image, file_format: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


def oriented(upright: Image.Image, orientation: int, file_format: str = "JPEG") -> bytes:
    """A file that shows ``upright`` to those who heed its orientation."""
    turn = STORED_AS.get(orientation)
    stored = upright if turn is None else upright.transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return encoded(stored, file_format, exif=exif.tobytes(), quality=95)


def png_header(width: int, height: int) -> bytes:
    """A 1-bit PNG whose pixels are missing: who decodes it finds it damaged."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    pixels = _chunk(b"IDAT", zlib.compress(b"far too few"))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + _chunk(b"IEND", b"")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures' pixels, 0 to 255."""
    assert one.size == other.size
    pair = (np.asarray(image.convert("RGB"), dtype=float) for image in (one, other))
    return float(np.abs(np.subtract(*pair)).mean())


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
