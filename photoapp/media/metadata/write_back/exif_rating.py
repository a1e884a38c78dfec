"""Windows' rating in EXIF (tags 0x4746 and 0x4749), kept level where a file has one."""

import struct

from photoapp.media.rotating.edits import Edit, changed
from photoapp.media.rotating.exif import first_directory

_RATING, _PERCENT, _SHORT = 0x4746, 0x4749, 3
# What Windows takes one to five stars for.
_PERCENT_OF_STARS = (0, 1, 25, 50, 75, 99)


def rating_edits(block: bytes, rating: str | None) -> list[Edit]:
    """Return the edits of a TIFF or block of EXIF; it knows no rejected photos, they have 0.

    Raises:
        ValueError: it makes no sense.

    """
    if rating is None:
        return []
    stars = max(int(rating or 0), 0)
    values = {_RATING: stars, _PERCENT: _PERCENT_OF_STARS[stars]}
    directory = first_directory(block)
    edits: list[Edit] = []
    for entry in directory.entries():
        tag, kind, count = struct.unpack_from(f"{directory.order}HHI", block, entry)
        if tag in values and (kind, count) == (_SHORT, 1):
            new = struct.pack(f"{directory.order}H", values[tag])
            edits += changed(block, entry + 8, new)
    return edits
