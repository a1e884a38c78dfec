"""The orientation of a TIFF file (TIFF 6.0), which may hold a packet of XMP."""

from photoapp.media.rotating.edits import Edit, moved
from photoapp.media.rotating.exif import orientation_edits, packet_place, stated_orientation
from photoapp.media.rotating.xmp import xmp_edits, xmp_orientation


def tiff_orientation(data: bytes) -> int | None:
    """Return the orientation that a TIFF states, None if none.

    Raises:
        ValueError: its first directory makes no sense.

    """
    place = packet_place(data)
    stated = stated_orientation(data)
    return stated or (xmp_orientation(data[slice(*place)]) if place else None)


def tiff_edits(data: bytes, orientation: int) -> list[Edit]:
    """Return the edits after which a TIFF states an orientation.

    Raises:
        ValueError: its first directory makes no sense.

    """
    edits = orientation_edits(data, orientation)
    if place := packet_place(data):
        edits += moved(xmp_edits(data[slice(*place)], orientation), place[0])
    return edits
