"""The orientation that a packet of XMP states: some programs heed it."""

import re

from photoapp.media.rotating.edits import Edit, changed

_STATED = re.compile(rb"tiff:Orientation(?:\s*=\s*[\"']|\s*>\s*)([1-8])(?=[\"'\s<])")


def xmp_orientation(packet: bytes) -> int | None:
    """Return the orientation that is stated, None if none."""
    found = _STATED.search(packet)
    return int(found[1]) if found else None


def xmp_edits(packet: bytes, orientation: int) -> list[Edit]:
    """Return the edits after which a packet states another one; none if it states none."""
    digit = b"%d" % orientation
    return [e for found in _STATED.finditer(packet) for e in changed(packet, found.start(1), digit)]
