"""The orientation of a PNG file (PNG, third edition: chunk eXIf)."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from photoapp.media.rotating.edits import Edit, applied, changed, moved
from photoapp.media.rotating.exif import new_exif, orientation_edits, stated_orientation
from photoapp.media.rotating.xmp import xmp_edits, xmp_orientation

_SIGNATURE_BYTES = 8
# Not compressed, as all programs write it.
_XMP = b"XML:com.adobe.xmp\0\0"
_OTHER_EXIF = b"Raw profile type "


class PngChunk(NamedTuple):
    """``start`` and ``end`` are those of its data."""

    name: bytes
    start: int
    end: int


def png_orientation(data: bytes) -> int | None:
    """Return the orientation that a PNG states, None if none.

    Raises:
        ValueError: its chunks make no sense.

    """
    stated = None
    for chunk in png_chunks(data):
        inside = data[chunk.start : chunk.end]
        if chunk.name == b"eXIf" and (found := stated_orientation(inside)):
            return found
        if _is_xmp(chunk, inside):
            stated = xmp_orientation(inside)
    return stated


def png_edits(data: bytes, orientation: int) -> list[Edit]:
    """Return the edits after which a PNG states an orientation.

    Raises:
        ValueError: its chunks make no sense, or it has EXIF in a text that this would hide.

    """
    edits: list[Edit] = []
    has_exif = False
    for chunk in png_chunks(data):
        inside = data[chunk.start : chunk.end]
        if chunk.name == b"eXIf":
            edits += png_chunk_edits(data, chunk, orientation_edits(inside, orientation))
            has_exif = True
        elif _is_xmp(chunk, inside):
            edits += png_chunk_edits(data, chunk, xmp_edits(inside, orientation))
        elif chunk.name in {b"tEXt", b"zTXt", b"iTXt"} and inside.startswith(_OTHER_EXIF):
            raise ValueError("its EXIF is kept as a text")
    if not has_exif:
        header = next(png_chunks(data))
        edits.append(Edit(header.end + 4, b"", png_chunk(b"eXIf", new_exif(orientation))))
    return edits


def png_chunk_edits(data: bytes, chunk: PngChunk, inside: list[Edit]) -> list[Edit]:
    """Return edits of a chunk's data with those of its length and its checksum."""
    if not inside:
        return []
    whole = png_chunk(chunk.name, applied(data[chunk.start : chunk.end], inside))
    edits = changed(data, chunk.start - 8, whole[:4]) + moved(inside, chunk.start)
    return edits + changed(data, chunk.end, whole[-4:])


def png_chunk(name: bytes, inside: bytes) -> bytes:
    """Return a chunk with its length and its checksum."""
    checksum = zlib.crc32(name + inside)
    return struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", checksum)


def png_chunks(data: bytes) -> Iterator[PngChunk]:
    """Yield all chunks.

    Raises:
        ValueError: they make no sense.

    """
    at = _SIGNATURE_BYTES
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        chunk = PngChunk(name, at + 8, at + 8 + length)
        if chunk.end + 4 > len(data):
            break
        yield chunk
        if name == b"IEND":
            return
        at = chunk.end + 4
    raise ValueError("the chunk is not all there")


def _is_xmp(chunk: PngChunk, inside: bytes) -> bool:
    return chunk.name == b"iTXt" and inside.startswith(_XMP)
