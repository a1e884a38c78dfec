"""The orientation of a WebP file (RFC 9649)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from photoapp.media.rotating.edits import Edit, changed, moved
from photoapp.media.rotating.exif import new_exif, orientation_edits, stated_orientation
from photoapp.media.rotating.xmp import xmp_edits, xmp_orientation

_EXIF_MARK = b"Exif\0\0"  # some programs write it here too
_HAS_EXIF, _HAS_ALPHA = 0x08, 0x10
_FIRST = 12


class WebpChunk(NamedTuple):
    """``start`` and ``end`` are those of its data."""

    name: bytes
    start: int
    end: int


def webp_orientation(data: bytes) -> int | None:
    """Return the orientation that a WebP states, None if none.

    Raises:
        ValueError: its chunks make no sense.

    """
    stated = None
    for chunk in webp_chunks(data):
        if chunk.name == b"EXIF" and (found := stated_orientation(_block(data, chunk)[1])):
            return found
        if chunk.name == b"XMP ":
            stated = xmp_orientation(data[chunk.start : chunk.end])
    return stated


def webp_edits(data: bytes, orientation: int) -> list[Edit]:
    """Return the edits after which a WebP states an orientation.

    Raises:
        ValueError: its chunks make no sense.

    """
    chunks = list(webp_chunks(data))
    edits: list[Edit] = []
    for chunk in chunks:
        if chunk.name == b"XMP ":
            packet = data[chunk.start : chunk.end]
            edits += moved(xmp_edits(packet, orientation), chunk.start)
    exif = next((chunk for chunk in chunks if chunk.name == b"EXIF"), None)
    edits += _exif_edits(data, exif, orientation) if exif else _new(data, chunks, orientation)
    grows = sum(len(edit.new) - len(edit.old) for edit in edits)
    (size,) = struct.unpack_from("<I", data, 4)
    return edits + changed(data, 4, struct.pack("<I", size + grows))


def _exif_edits(data: bytes, exif: WebpChunk, orientation: int) -> list[Edit]:
    start, block = _block(data, exif)
    inside = orientation_edits(block, orientation)
    grows = sum(len(edit.new) - len(edit.old) for edit in inside)
    if not grows:
        return moved(inside, start)
    # What it grows by takes the place of the byte that makes the chunk's length even.
    length = exif.end - exif.start + grows
    *before, last = moved(inside, start)
    old = data[exif.end : exif.end + (exif.end - exif.start) % 2]
    last = Edit(last.at, old, last.new + b"\0" * (length % 2))
    return [*changed(data, exif.start - 4, struct.pack("<I", length)), *before, last]


def _new(data: bytes, chunks: list[WebpChunk], orientation: int) -> list[Edit]:
    """Return the edits that add EXIF, which a file has to announce at its beginning."""
    block = new_exif(orientation)
    exif = struct.pack("<4sI", b"EXIF", len(block)) + block
    first, last = chunks[0], chunks[-1]
    added = Edit(min(last.end + (last.end - last.start) % 2, len(data)), b"", exif)
    if first.name == b"VP8X":
        return [*changed(data, first.start, bytes([data[first.start] | _HAS_EXIF])), added]
    width, height, alpha = plain_size(data, first)
    flags = _HAS_EXIF | (_HAS_ALPHA if alpha else 0)
    edges = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    extended = struct.pack("<4sII", b"VP8X", 10, flags) + edges
    return [Edit(_FIRST, b"", extended), added]


def plain_size(data: bytes, picture: WebpChunk) -> tuple[int, int, bool]:
    """Return width, height and transparency of a file that is one picture and nothing else."""
    at = picture.start
    if picture.name == b"VP8 ":
        if data[at + 3 : at + 6] != b"\x9d\x01\x2a":
            raise ValueError("the picture has no beginning")
        width, height = struct.unpack_from("<HH", data, at + 6)
        return width & 0x3FFF, height & 0x3FFF, False
    if picture.name != b"VP8L" or data[at : at + 1] != b"\x2f":
        raise ValueError("the picture has no beginning")
    (bits,) = struct.unpack_from("<I", data, at + 1)
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)


def _block(data: bytes, exif: WebpChunk) -> tuple[int, bytes]:
    """Return where EXIF begins, and it."""
    marked = data.startswith(_EXIF_MARK, exif.start, exif.end)
    start = exif.start + (len(_EXIF_MARK) if marked else 0)
    return start, data[start : exif.end]


def webp_chunks(data: bytes) -> Iterator[WebpChunk]:
    """Yield all chunks.

    Raises:
        ValueError: they make no sense.

    """
    (size,) = struct.unpack_from("<I", data, 4)
    if 8 + size > len(data):
        raise ValueError("the file is not all there")
    at = _FIRST
    while at + 8 <= 8 + size:
        name, length = struct.unpack_from("<4sI", data, at)
        chunk = WebpChunk(name, at + 8, at + 8 + length)
        if chunk.end > len(data):
            raise ValueError("the chunk is not all there")
        yield chunk
        at = chunk.end + length % 2
