"""A hash over the parts of a file that make its picture, whatever is written around them.

A photo whose metadata alone was rewritten, by photoapp or another program, keeps it. What counts
is named here for each format; all else may change.
"""

import hashlib
import re
import struct
from collections.abc import Iterator

_HASH_BYTES = 32
_ORIENTATION = 0x0112
_EXIF_MARK = b"Exif\0\0"
# What follows the picture: programs that write metadata leave it alone.
_REST = b"rest"

# JPEG (ITU T.81) and its application segments.
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APPLICATION = range(0xE0, 0xF0)
_ICC, _ADOBE = (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe")
_ALONE = frozenset([0x01, *range(0xD0, 0xD8)])
# Within compressed data 0xFF is followed by 0, and restart markers belong to it.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = frozenset([
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
    b"acTL", b"fcTL", b"fdAT",
])  # fmt: skip
_WEBP_PARTS = frozenset([b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])


def picture_hash(data: bytes) -> bytes | None:
    """Return the BLAKE2b hash (32 bytes) of a file's picture and how it is to be turned.

    None for other formats than JPEG, PNG and WebP, and where the file can't be followed to the
    end of its picture.
    """
    parts = _parts_of(data)
    if parts is None:
        return None
    view = memoryview(data)
    hashed = hashlib.blake2b(digest_size=_HASH_BYTES)
    exif: bytes | None = None
    try:
        for name, start, end in parts:
            if name == _EXIF_MARK:
                exif = data[start:end] if exif is None else exif
                continue
            hashed.update(name + struct.pack("<Q", end - start))
            hashed.update(view[start:end])
    except (ValueError, struct.error, IndexError):
        return None
    hashed.update(bytes([_orientation(exif or b"")]))
    return hashed.digest()


_Parts = Iterator[tuple[bytes, int, int]]


def _parts_of(data: bytes) -> _Parts | None:
    """Return the names, starts and ends of the parts that count, in the file's order."""
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg_parts(data)
    if data.startswith(_PNG_SIGNATURE):
        return _png_parts(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp_parts(data)
    return None


def _jpeg_parts(data: bytes) -> _Parts:
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("there should be a marker here")
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        at += 1
        if marker == _EOI:
            yield _REST, at, len(data)
            return
        if marker in _ALONE:
            continue
        end = at + _short(data, at)
        if end > len(data) or end < at + 2:
            raise ValueError("the segment is not all there")
        if marker == _SOS:
            end = _end_of_scan(data, end)
        if name := _jpeg_name(data, marker, at + 2, end):
            start = at + 2 + (len(_EXIF_MARK) if name == _EXIF_MARK else 0)
            yield name, start, end
        at = end


def _jpeg_name(data: bytes, marker: int, start: int, end: int) -> bytes | None:
    """Return what a segment counts as, None if as nothing."""
    if marker == 0xE1 and data.startswith(_EXIF_MARK, start, end):
        return _EXIF_MARK
    if marker == _COM:
        return None
    if marker in _APPLICATION:
        kept = any(marker == m and data.startswith(w, start, end) for m, w in (_ICC, _ADOBE))
        return bytes([marker]) if kept else None
    return bytes([marker])


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the marker after a scan's compressed data stands."""
    found = _MARKER.search(data, at)
    if found is None:
        raise ValueError("the scan has no end")
    return found.start()


def _png_parts(data: bytes) -> _Parts:
    at = len(_PNG_SIGNATURE)
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        start, end = at + 8, at + 8 + length
        if end + 4 > len(data):
            raise ValueError("the chunk is not all there")
        if name == b"IEND":
            yield _REST, end + 4, len(data)
            return
        if name == b"eXIf":
            yield _EXIF_MARK, start, end
        elif name in _PNG_PARTS:
            yield name, start, end
        at = end + 4


def _webp_parts(data: bytes) -> _Parts:
    (size,) = struct.unpack_from("<I", data, 4)
    if 8 + size > len(data):
        raise ValueError("the file is not all there")
    at = 12
    while at + 8 <= 8 + size:
        name, length = struct.unpack_from("<4sI", data, at)
        start, end = at + 8, at + 8 + length
        if end > len(data):
            raise ValueError("the chunk is not all there")
        if name == b"EXIF":
            marked = data.startswith(_EXIF_MARK, start, end)
            yield _EXIF_MARK, start + (len(_EXIF_MARK) if marked else 0), end
        elif name in _WEBP_PARTS:
            yield name, start, end
        at = end + length % 2
    yield _REST, 8 + size, len(data)


def _orientation(exif: bytes) -> int:
    """Return the orientation in EXIF's first directory, 1 where it says nothing of use."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    try:
        if order is None:
            return 1
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, entry)
            if tag == _ORIENTATION and kind == 3:
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big") if at + 2 <= len(data) else 0
