"""Metadata of a PNG file (PNG, third edition; XMP specification, part 3)."""

import zlib

from photoapp.media.metadata.write_back.exif_rating import rating_edits
from photoapp.media.metadata.write_back.packet import packet_saying
from photoapp.media.metadata.write_back.said import CannotHoldError, Said
from photoapp.media.rotating.edits import Edit
from photoapp.media.rotating.png import PngChunk, png_chunk, png_chunk_edits, png_chunks

_KEYWORD = b"XML:com.adobe.xmp\0"
_PLAIN = b"\0\0\0\0"  # not compressed, in no language
_OTHER_XMP = b"Raw profile type xmp\0"
_MOST_BYTES = 1 << 24


def png_xmp(data: bytes) -> bytes:
    """Return a PNG's packet of XMP; empty where it has none."""
    found = _xmp_chunk(data)
    return _packet(data[found.start : found.end]) if found else b""


def png_xmp_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which a PNG's XMP says what a person says."""
    found = _xmp_chunk(data)
    old = png_xmp(data)
    new = packet_saying(old, said)
    if new == old:
        return []
    chunk = png_chunk(b"iTXt", _KEYWORD + _PLAIN + new)
    if found:
        return [Edit(found.start - 8, data[found.start - 8 : found.end + 4], chunk)]
    header = next(png_chunks(data))
    return [Edit(header.end + 4, b"", chunk)]


def png_rating_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which Windows' rating, if there is one, is the person's."""
    for chunk in png_chunks(data):
        if chunk.name == b"eXIf":
            block = data[chunk.start : chunk.end]
            return png_chunk_edits(data, chunk, rating_edits(block, said.rating))
    return []


def _xmp_chunk(data: bytes) -> PngChunk | None:
    found = []
    for chunk in png_chunks(data):
        if chunk.name in {b"tEXt", b"zTXt"} and data.startswith(_OTHER_XMP, chunk.start):
            raise CannotHoldError("its XMP is kept as a text of ImageMagick's")
        if chunk.name == b"iTXt" and data.startswith(_KEYWORD, chunk.start):
            found.append(chunk)
    if len(found) > 1:
        raise CannotHoldError("it holds several packets of XMP")
    return found[0] if found else None


def _packet(inside: bytes) -> bytes:
    at = len(_KEYWORD)
    is_compressed = inside[at : at + 1] == b"\1"
    rest = inside[at + 2 :].split(b"\0", 2)[-1]
    if not is_compressed:
        return rest
    try:
        return zlib.decompressobj().decompress(rest, _MOST_BYTES)
    except zlib.error as error:
        raise ValueError("its XMP is damaged") from error
