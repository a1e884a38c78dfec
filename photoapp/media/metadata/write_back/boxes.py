"""Files made of boxes (ISO/IEC 14496-12, JPEG 2000 part 1): XMP in JPEG XL and JPEG 2000."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from photoapp.media.metadata.write_back.packet import packet_saying
from photoapp.media.metadata.write_back.said import CannotHoldError, Said
from photoapp.media.rotating.edits import Edit

_JXL_CODESTREAM = b"\xff\x0a"
_JXL_HEAD = bytes.fromhex("0000000c4a584c200d0a870a00000014667479706a786c20000000006a786c20")
_UUID_OF_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_MOST_BYTES = 0xFFFFFFFF
# What is to be open looks so; else it is no box at all, but something of another program's.
_MAY_BE_OPEN = frozenset([b"mdat", b"jxlc", b"jxlp", b"jp2c"])


class Box(NamedTuple):
    """A box begins ``at`` a place; ``start`` and ``end`` are those of what it holds."""

    kind: bytes
    at: int
    start: int
    end: int
    is_open: bool


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes in a part of a file; an open one goes on to the file's end.

    Raises:
        ValueError: they make no sense.

    """
    at, last = start, len(data) if end is None else end
    while at + 8 <= last:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= last:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        stop = last if size == 0 else at + size
        if stop > last or stop < at + head:
            raise ValueError("its boxes are damaged")
        yield Box(kind, at, at + head, stop, size == 0)
        at = stop


def box(kind: bytes, inside: bytes) -> bytes:
    """Return a box."""
    return struct.pack(">I4s", len(inside) + 8, kind) + inside


def closed(data: bytes) -> list[Edit]:
    """Return the edits after which a file's last box says where it ends."""
    last = list(boxes(data))[-1]
    if not last.is_open:
        return []
    if last.kind not in _MAY_BE_OPEN:
        raise CannotHoldError("something unknown lies at its end")
    if last.end - last.at > _MOST_BYTES:
        raise CannotHoldError("it is too large")
    size = struct.pack(">I", last.end - last.at)
    return [Edit(last.at, data[last.at : last.at + 4], size)]


def jxl_xmp(data: bytes) -> bytes:
    """Return a JPEG XL's packet of XMP; empty where it has none."""
    found = _jxl_box(data)
    return data[found.start : found.end] if found else b""


def jxl_xmp_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which a JPEG XL's XMP says what a person says.

    One that is a bare stream of code gets the boxes around it that metadata needs.
    """
    found = _jxl_box(data)
    old = data[found.start : found.end] if found else b""
    new = packet_saying(old, said)
    if new == old:
        return []
    if not data.startswith(_JXL_CODESTREAM):
        return _with_box(data, found, box(b"xml ", new))
    head = _JXL_HEAD + struct.pack(">I4s", len(data) + 8, b"jxlc")
    return [Edit(0, b"", head), Edit(len(data), b"", box(b"xml ", new))]


def jp2_xmp(data: bytes) -> bytes:
    """Return a JPEG 2000's packet of XMP; empty where it has none."""
    found = _jp2_box(data)
    return data[found.start + len(_UUID_OF_XMP) : found.end] if found else b""


def jp2_xmp_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which a JPEG 2000's XMP says what a person says."""
    old = jp2_xmp(data)
    new = packet_saying(old, said)
    if new == old:
        return []
    return _with_box(data, _jp2_box(data), box(b"uuid", _UUID_OF_XMP + new))


def _with_box(data: bytes, old: Box | None, new: bytes) -> list[Edit]:
    if old:
        return [Edit(old.at, data[old.at : old.end], new)]
    return [*closed(data), Edit(len(data), b"", new)]


def _jxl_box(data: bytes) -> Box | None:
    if data.startswith(_JXL_CODESTREAM):
        return None
    for found in boxes(data):
        if found.kind == b"brob" and data.startswith(b"xml ", found.start):
            raise CannotHoldError("its XMP is compressed")
    return _one([found for found in boxes(data) if found.kind == b"xml "])


def _jp2_box(data: bytes) -> Box | None:
    return _one(
        [
            found
            for found in boxes(data)
            if found.kind == b"uuid" and data.startswith(_UUID_OF_XMP, found.start)
        ]
    )


def _one(found: list[Box]) -> Box | None:
    if len(found) > 1:
        raise CannotHoldError("it holds several packets of XMP")
    return found[0] if found else None
