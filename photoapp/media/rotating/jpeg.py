"""The orientation of a JPEG file (ITU T.81; Exif 2.32 and XMP in application segments)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from photoapp.media.rotating.edits import Edit, changed, moved
from photoapp.media.rotating.exif import new_exif, orientation_edits, stated_orientation
from photoapp.media.rotating.xmp import xmp_edits, xmp_orientation

_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_MANY_PICTURES = b"MPF\0"
_APP0, _APP1, _APP2, _SOS, _EOI = 0xE0, 0xE1, 0xE2, 0xDA, 0xD9
_ALONE = frozenset([0x01, *range(0xD0, 0xD9)])
_MOST_BYTES = 0xFFFF


class JpegSegment(NamedTuple):
    """``at`` is where its marker stands, ``start`` and ``end`` are those of its data."""

    marker: int
    at: int
    start: int
    end: int


def jpeg_orientation(data: bytes) -> int | None:
    """Return the orientation that a JPEG states, None if none.

    Raises:
        ValueError: its segments make no sense.

    """
    stated = None
    for segment in jpeg_segments(data):
        if _is(data, segment, _EXIF) and (found := stated_orientation(_inside(data, segment))):
            return found
        if _is(data, segment, _XMP) and stated is None:
            stated = xmp_orientation(data[segment.start : segment.end])
    return stated


def jpeg_edits(data: bytes, orientation: int) -> list[Edit]:
    """Return the edits after which a JPEG states an orientation.

    Raises:
        ValueError: there is no room for it, or its segments make no sense.

    """
    segments = list(jpeg_segments(data))
    edits = [
        edit
        for s in segments
        if _is(data, s, _XMP)
        for edit in moved(xmp_edits(data[s.start : s.end], orientation), s.start)
    ]
    exif = next((s for s in segments if _is(data, s, _EXIF)), None)
    if exif is None:
        return [*edits, _new_segment(segments, orientation)]
    inside = orientation_edits(_inside(data, exif), orientation)
    grows = sum(len(edit.new) - len(edit.old) for edit in inside)
    length = exif.end - exif.start + 2 + grows
    if length > _MOST_BYTES:
        raise ValueError("there is no room left in its EXIF")
    if grows and any(s.at < exif.at and _is(data, s, _MANY_PICTURES, _APP2) for s in segments):
        raise ValueError("its other pictures would be lost")
    edits += changed(data, exif.at + 2, struct.pack(">H", length))
    return edits + moved(inside, exif.start + len(_EXIF))


def _new_segment(segments: list[JpegSegment], orientation: int) -> Edit:
    """Return the edit that adds EXIF at its place: first, or after JFIF's segment."""
    first = segments[0]
    at = first.end if first.marker == _APP0 else first.at
    block = _EXIF + new_exif(orientation)
    return Edit(at, b"", struct.pack(">BBH", 0xFF, _APP1, len(block) + 2) + block)


def jpeg_segments(data: bytes) -> Iterator[JpegSegment]:
    """Yield what stands before the picture."""
    at = 2
    while True:
        begin = at
        while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] == b"\xff":
            at += 1
        if at + 4 > len(data) or data[at] != 0xFF:
            raise ValueError("there should be a marker here")
        marker = data[at + 1]
        if marker in _ALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _EOI or end > len(data) or end < at + 4:
            raise ValueError("the segment is not all there")
        # Fill bytes belong to the segment that they stand before; its length follows its marker.
        yield JpegSegment(marker, at if marker != _SOS else begin, at + 4, end)
        if marker == _SOS:
            return
        at = end


def _is(data: bytes, segment: JpegSegment, name: bytes, marker: int = _APP1) -> bool:
    return segment.marker == marker and data.startswith(name, segment.start, segment.end)


def _inside(data: bytes, exif: JpegSegment) -> bytes:
    return data[exif.start + len(_EXIF) : exif.end]
