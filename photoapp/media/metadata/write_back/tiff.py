"""Metadata of a TIFF file (TIFF 6.0): XMP in tag 700, IPTC in 33723, Photoshop's in 34377."""

import struct
from typing import NamedTuple

from photoapp.media.metadata.write_back.exif_rating import rating_edits
from photoapp.media.metadata.write_back.iptc import (
    checksum_edits,
    iptc_saying,
    keywords_in,
    photoshop_edits,
)
from photoapp.media.metadata.write_back.packet import packet_saying
from photoapp.media.metadata.write_back.said import CannotHoldError, Said
from photoapp.media.rotating.edits import Edit, applied, moved
from photoapp.media.rotating.exif import first_directory, with_entry

_XMP, _IPTC, _PHOTOSHOP = 700, 33723, 34377
_SIZES = {1: 1, 2: 1, 4: 4, 7: 1}
_BYTE = 1


class _Value(NamedTuple):
    """What a tag holds: its entry is at ``entry``, its bytes are ``at`` a place of their own."""

    entry: int
    kind: int
    at: int
    data: bytes


def tiff_xmp(data: bytes) -> bytes:
    """Return a TIFF's packet of XMP; empty where it has none."""
    found = _value(data, _XMP)
    return found.data if found else b""


def tiff_xmp_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which a TIFF's XMP says what a person says.

    What grows is written at the end of the file, so that nothing else moves.
    """
    found = _value(data, _XMP)
    old = found.data if found else b""
    iptc = _value(data, _IPTC)
    new = packet_saying(old, said, keywords_in(iptc.data) if iptc else ())
    if new == old:
        return []
    if found:
        return _put(data, found, new)
    directory = first_directory(data)
    padding = b"\0" * (len(data) % 2)
    at = len(data) + len(padding)
    entry = struct.pack(f"{directory.order}HHII", _XMP, _BYTE, len(new), at)
    body = padding + new + b"\0" * (len(new) % 2)
    # The directory is written behind it: its place is counted from there.
    place, written = with_entry(data + body, directory, entry)
    return [place, Edit(len(data), b"", body + written.new)]


def tiff_iptc_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which a TIFF's IPTC, if there is any, says what a person says."""
    found = _value(data, _IPTC)
    if found is None:
        return []
    new = iptc_saying(found.data, said)
    if new == found.data:
        return []
    new += b"\0" * (-len(new) % 4)
    edits = _put(data, found, new)
    if resources := _value(data, _PHOTOSHOP):
        edits += moved(checksum_edits(resources.data, found.data, new), resources.at)
    return edits


def tiff_photoshop_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits of the IPTC that Photoshop's resources hold once more."""
    found = _value(data, _PHOTOSHOP)
    inside = photoshop_edits(found.data, said) if found else []
    return _put(data, found, applied(found.data, inside)) if found and inside else []


def tiff_rating_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which Windows' rating, if there is one, is the person's."""
    return rating_edits(data, said.rating)


def _value(data: bytes, wanted: int) -> _Value | None:
    directory = first_directory(data)
    for entry in directory.entries():
        tag, kind, count, at = struct.unpack_from(f"{directory.order}HHII", data, entry)
        if tag == wanted:
            size = count * _SIZES.get(kind, 0)
            if size <= 4 or at + size > len(data):
                raise CannotHoldError("the metadata that it has is damaged")
            return _Value(entry, kind, at, data[at : at + size])
    return None


def _put(data: bytes, old: _Value, new: bytes) -> list[Edit]:
    """Return the edits that put a value in another one's place, or at the end if it is longer."""
    order = first_directory(data).order
    new = new.ljust(8, b"\0")  # shorter ones would stand in the entry itself
    count = len(new) // _SIZES[old.kind]
    if len(new) <= len(old.data):
        place = old.at
        edits = [Edit(old.at, old.data[: len(new)], new)]
    else:
        padding = b"\0" * (len(data) % 2)
        place = len(data) + len(padding)
        edits = [Edit(len(data), b"", padding + new)]
    entry = struct.pack(f"{order}II", count, place)
    return [*edits, Edit(old.entry + 4, data[old.entry + 4 : old.entry + 12], entry)]
