"""Raw files to test with: DNGs, as small as LibRaw takes them."""

import struct

import numpy as np
from PIL import Image

from tests.media.pictures import encoded

_SHORT, _LONG, _BYTE, _ASCII, _RATIONAL, _SIGNED = 3, 4, 1, 2, 5, 10
_PATTERN = bytes([0, 1, 1, 2])  # red, green; green, blue
_Entry = tuple[int, int, int, bytes]


def dng(image: Image.Image, *, orientation: int = 1, preview: Image.Image | None = None) -> bytes:
    """A mosaic of ``image``, stored as it is, with a preview (JPEG, stored likewise)."""
    width, height = image.size
    pixels = _mosaic(image)
    jpeg = encoded(preview, quality=95) if preview else b""
    common = [
        _entry(254, _LONG, 0),
        _entry(256, _LONG, width),
        _entry(257, _LONG, height),
        _entry(258, _SHORT, 16),
        _entry(259, _SHORT, 1),
        _entry(262, _SHORT, 32803),
        _text(271, b"Nobody"),
        _text(272, b"Test"),
        _entry(274, _SHORT, orientation),
        _entry(277, _SHORT, 1),
        _entry(278, _LONG, height),
        _entry(279, _LONG, len(pixels)),
        (33421, _SHORT, 2, struct.pack("<HH", 2, 2)),
        (33422, _BYTE, 4, _PATTERN),
        (50706, _BYTE, 4, bytes([1, 4, 0, 0])),
        _text(50708, b"Nobody Test"),
        _entry(50717, _LONG, 65535),
        (50721, _SIGNED, 9, struct.pack("<18i", *_COLOUR_MATRIX)),
        (50728, _RATIONAL, 3, struct.pack("<6I", 1, 1, 1, 1, 1, 1)),
        _entry(50778, _SHORT, 21),
    ]
    small = preview.size if preview else (0, 0)
    parts = [("pixels", pixels), ("jpeg", jpeg)]
    return _assembled(common, small, dict(parts), with_preview=preview is not None)


# From XYZ to a camera that sees as sRGB does, in ten-thousandths.
_COLOUR_MATRIX = [
    n
    for value in (32406, -15372, -4986, -9689, 18758, 415, 557, -2040, 10570)
    for n in (value, 10_000)
]


def _mosaic(image: Image.Image) -> bytes:
    levels = (np.asarray(image.convert("RGB"), dtype=float) / 255) ** 2.2 * 65535
    mosaic = np.empty(levels.shape[:2], dtype="<u2")
    for at, band in enumerate(_PATTERN):
        row, column = divmod(at, 2)
        mosaic[row::2, column::2] = levels[row::2, column::2, band]
    return mosaic.tobytes()


def _entry(tag: int, kind: int, value: int) -> _Entry:
    form = {_SHORT: "<H", _LONG: "<I", _BYTE: "<B"}[kind]
    return tag, kind, 1, struct.pack(form, value)


def _text(tag: int, text: bytes) -> _Entry:
    return tag, _ASCII, len(text) + 1, text + b"\0"


def _assembled(
    entries: list[_Entry], small: tuple[int, int], data: dict[str, bytes], *, with_preview: bool
) -> bytes:
    """Lay out the main directory, the preview's, and what both point to."""
    pixels_at = 4096
    jpeg_at = pixels_at + len(data["pixels"])
    entries = [*entries, _entry(273, _LONG, pixels_at)]
    second = 3000
    if with_preview:
        entries.append(_entry(330, _LONG, second))
    main = _directory(entries, 8)
    preview = _directory(
        [
            _entry(254, _LONG, 1),
            _entry(256, _LONG, small[0]),
            _entry(257, _LONG, small[1]),
            (258, _SHORT, 3, struct.pack("<3H", 8, 8, 8)),
            _entry(259, _SHORT, 7),
            _entry(262, _SHORT, 6),
            _entry(273, _LONG, jpeg_at),
            _entry(277, _SHORT, 3),
            _entry(278, _LONG, small[1]),
            _entry(279, _LONG, len(data["jpeg"])),
        ],
        second,
    )
    head = (b"II*\0" + struct.pack("<I", 8) + main).ljust(second, b"\0")
    return (head + preview).ljust(pixels_at, b"\0") + data["pixels"] + data["jpeg"]


def _directory(entries: list[_Entry], at: int) -> bytes:
    """Return a directory that stands at ``at``, with its longer values behind it."""
    longer_at = at + 2 + 12 * len(entries) + 4
    packed, longer = b"", b""
    for tag, kind, count, value in sorted(entries):
        field = value.ljust(4, b"\0")
        if len(value) > 4:
            field = struct.pack("<I", longer_at + len(longer))
            longer += value + b"\0" * (len(value) % 2)
        packed += struct.pack("<HHI", tag, kind, count) + field
    return struct.pack("<H", len(entries)) + packed + bytes(4) + longer
