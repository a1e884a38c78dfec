"""Metadata of a WebP file (RFC 9649)."""

import struct

from photoapp.media.metadata.write_back.exif_rating import rating_edits
from photoapp.media.metadata.write_back.packet import packet_saying
from photoapp.media.metadata.write_back.said import CannotHoldError, Said
from photoapp.media.rotating.edits import Edit, changed, moved
from photoapp.media.rotating.webp import WebpChunk, plain_size, webp_chunks

_HAS_XMP, _HAS_ALPHA = 0x04, 0x10
_FIRST = 12
_EXIF_MARK = b"Exif\0\0"


def webp_xmp(data: bytes) -> bytes:
    """Return a WebP's packet of XMP; empty where it has none."""
    found = _xmp_chunk(list(webp_chunks(data)))
    return data[found.start : found.end] if found else b""


def webp_xmp_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which a WebP's XMP says what a person says."""
    chunks = list(webp_chunks(data))
    found = _xmp_chunk(chunks)
    old = data[found.start : found.end] if found else b""
    new = packet_saying(old, said)
    if new == old:
        return []
    chunk = struct.pack("<4sI", b"XMP ", len(new)) + new + b"\0" * (len(new) % 2)
    if found:
        end = found.end + (found.end - found.start) % 2
        edits = [Edit(found.start - 8, data[found.start - 8 : end], chunk)]
    else:
        edits = _new(data, chunks, chunk)
    grows = sum(len(edit.new) - len(edit.old) for edit in edits)
    (size,) = struct.unpack_from("<I", data, 4)
    return [*edits, *changed(data, 4, struct.pack("<I", size + grows))]


def webp_rating_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which Windows' rating, if there is one, is the person's."""
    for chunk in webp_chunks(data):
        if chunk.name == b"EXIF":
            marked = data.startswith(_EXIF_MARK, chunk.start, chunk.end)
            start = chunk.start + (len(_EXIF_MARK) if marked else 0)
            return moved(rating_edits(data[start : chunk.end], said.rating), start)
    return []


def _xmp_chunk(chunks: list[WebpChunk]) -> WebpChunk | None:
    found = [chunk for chunk in chunks if chunk.name == b"XMP "]
    if len(found) > 1:
        raise CannotHoldError("it holds several packets of XMP")
    return found[0] if found else None


def _new(data: bytes, chunks: list[WebpChunk], chunk: bytes) -> list[Edit]:
    """Return the edits that add XMP, which a file has to announce at its beginning."""
    first, last = chunks[0], chunks[-1]
    end = last.end + (last.end - last.start) % 2
    added = Edit(min(end, len(data)), b"", b"\0" * (end - min(end, len(data))) + chunk)
    if first.name == b"VP8X":
        return [*changed(data, first.start, bytes([data[first.start] | _HAS_XMP])), added]
    width, height, alpha = plain_size(data, first)
    flags = _HAS_XMP | (_HAS_ALPHA if alpha else 0)
    edges = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return [Edit(_FIRST, b"", struct.pack("<4sII", b"VP8X", 10, flags) + edges), added]
