"""Metadata of a JPEG file (ITU T.81), in its application segments."""

import struct
from collections.abc import Sequence

from photoapp.media.metadata.write_back.exif_rating import rating_edits
from photoapp.media.metadata.write_back.iptc import photoshop_edits, photoshop_keywords
from photoapp.media.metadata.write_back.packet import packet_saying
from photoapp.media.metadata.write_back.said import CannotHoldError, Said
from photoapp.media.rotating.edits import Edit, applied, changed, moved
from photoapp.media.rotating.exif import first_directory
from photoapp.media.rotating.jpeg import JpegSegment, jpeg_segments

_XMP, _EXIF = b"http://ns.adobe.com/xap/1.0/\0", b"Exif\0\0"
_PHOTOSHOP, _MANY_PICTURES = b"Photoshop 3.0\0", b"MPF\0"
_APP0, _APP1, _APP2, _APP13 = 0xE0, 0xE1, 0xE2, 0xED
_MOST_BYTES = 0xFFFF
# CIPA DC-007: a list of pictures, 16 bytes each, their place counted from this segment's TIFF.
_PICTURES, _PICTURE_BYTES = 0xB002, 16


def jpeg_xmp(data: bytes) -> bytes:
    """Return a JPEG's packet of XMP; empty where it has none."""
    found = _only(data, _APP1, _XMP)
    return data[found.start + len(_XMP) : found.end] if found else b""


def jpeg_xmp_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which a JPEG's XMP says what a person says."""
    old = jpeg_xmp(data)
    others = [
        word
        for found in _all(data, _APP13, _PHOTOSHOP)
        for word in photoshop_keywords(data[found.start + len(_PHOTOSHOP) : found.end])
    ]
    new = packet_saying(old, said, others)
    if new == old:
        return []
    segment = _segment(_APP1, _XMP + new)
    found = _only(data, _APP1, _XMP)
    if found:
        return _with_pictures_moved(data, [_replaced(data, found, segment)])
    return _with_pictures_moved(data, [Edit(_place(data), b"", segment)])


def jpeg_iptc_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which a JPEG's IPTC, if there is any, says what a person says."""
    edits: list[Edit] = []
    for found in _all(data, _APP13, _PHOTOSHOP):
        old = data[found.start + len(_PHOTOSHOP) : found.end]
        inside = photoshop_edits(old, said)
        if inside:
            segment = _segment(_APP13, _PHOTOSHOP + applied(old, inside))
            edits.append(_replaced(data, found, segment))
    return _with_pictures_moved(data, edits)


def jpeg_rating_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which Windows' rating, if there is one, is the person's."""
    found = next(iter(_all(data, _APP1, _EXIF)), None)
    if found is None:
        return []
    start = found.start + len(_EXIF)
    return moved(rating_edits(data[start : found.end], said.rating), start)


def _all(data: bytes, marker: int, name: bytes) -> list[JpegSegment]:
    return [
        s
        for s in jpeg_segments(data)
        if s.marker == marker and data.startswith(name, s.start, s.end)
    ]


def _only(data: bytes, marker: int, name: bytes) -> JpegSegment | None:
    found = _all(data, marker, name)
    if len(found) > 1:
        raise CannotHoldError("it holds several packets of XMP")
    return found[0] if found else None


def _place(data: bytes) -> int:
    """Return where XMP is put: behind EXIF, or behind JFIF, or first."""
    at = 2
    for segment in jpeg_segments(data):
        is_exif = segment.marker == _APP1 and data.startswith(_EXIF, segment.start)
        if not (is_exif or segment.marker == _APP0):
            break
        at = segment.end
    return at


def _segment(marker: int, inside: bytes) -> bytes:
    if len(inside) + 2 > _MOST_BYTES:
        raise CannotHoldError("there is no room left for it in its metadata")
    return struct.pack(">BBH", 0xFF, marker, len(inside) + 2) + inside


def _replaced(data: bytes, segment: JpegSegment, new: bytes) -> Edit:
    return Edit(segment.start - 4, data[segment.start - 4 : segment.end], new)


def _with_pictures_moved(data: bytes, edits: Sequence[Edit]) -> list[Edit]:
    """Add the edits by which the other pictures in the file are found where they are then."""
    moves: list[Edit] = []
    for segment in _all(data, _APP2, _MANY_PICTURES) if edits else []:
        base = segment.start + len(_MANY_PICTURES)
        block = data[base : segment.end]
        for at, order in _pictures(block):
            size, offset = struct.unpack_from(f"{order}II", block, at + 4)
            if offset:
                offset += _grown(edits, base, base + offset)
            else:
                size += _grown(edits, 0, size)
            new = struct.pack(f"{order}II", size, offset)
            moves += moved(changed(block, at + 4, new), base)
    return [*edits, *moves]


def _pictures(block: bytes) -> list[tuple[int, str]]:
    """Return where the pictures of a list are told, and the order of its bytes."""
    directory = first_directory(block)
    for entry in directory.entries():
        tag, _, count, at = struct.unpack_from(f"{directory.order}HHII", block, entry)
        if tag == _PICTURES and at + count <= len(block):
            places = range(at, at + count, _PICTURE_BYTES)
            return [(place, directory.order) for place in places]
    return []


def _grown(edits: Sequence[Edit], start: int, end: int) -> int:
    """Return by how much edits make a part of a file longer."""
    return sum(len(edit.new) - len(edit.old) for edit in edits if start <= edit.at < end)
