"""The orientation in a block of EXIF, which is a small TIFF file (TIFF 6.0), or in a TIFF."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from photoapp.media.rotating.edits import Edit, changed

_ORIENTATION, _SHORT = 0x0112, 3
_XMP_PACKET, _BYTES = 700, frozenset([1, 7])
_ENTRY = 12
# No photo's first directory has more.
_MOST_ENTRIES = 1000


class TiffDirectory(NamedTuple):
    """A directory of a TIFF; ``order`` is that of its bytes, as struct has it."""

    at: int
    entry_count: int
    order: str

    @property
    def end(self) -> int:
        """Where the place of the next directory stands."""
        return self.at + 2 + self.entry_count * _ENTRY

    def entries(self) -> Iterator[int]:
        """Yield where the entries are."""
        return iter(range(self.at + 2, self.end, _ENTRY))


def first_directory(block: bytes) -> TiffDirectory:
    """Return the first directory of a TIFF or block of EXIF.

    Raises:
        ValueError: it makes no sense.

    """
    return _directory(block, *_first(block))


def with_entry(block: bytes, directory: TiffDirectory, new: bytes) -> list[Edit]:
    """Return the edits that write the first directory once more at the end, with a new entry.

    So nothing else moves, and what points at places (makers' notes do) stays right.
    """
    entries = [block[e : e + _ENTRY] for e in directory.entries()]
    entries.append(new)
    entries.sort(key=lambda entry: int(struct.unpack_from(f"{directory.order}H", entry)[0]))
    padding = b"\0" * (len(block) % 2)  # directories begin at even places
    written = struct.pack(f"{directory.order}H", len(entries)) + b"".join(entries)
    written += block[directory.end : directory.end + 4]
    place = struct.pack(f"{directory.order}I", len(block) + len(padding))
    return [*changed(block, 4, place), Edit(len(block), b"", padding + written)]


def stated_orientation(block: bytes) -> int | None:
    """Return the orientation that a TIFF or block of EXIF states, None if none of use.

    Raises:
        ValueError: it makes no sense.

    """
    directory = _directory(block, *_first(block))
    for entry in directory.entries():
        tag, kind, _, value = struct.unpack_from(f"{directory.order}HHIH", block, entry)
        if tag == _ORIENTATION:
            return int(value) if kind == _SHORT and 1 <= value <= 8 else None
    return None


def orientation_edits(block: bytes, orientation: int) -> list[Edit]:
    """Return the edits after which a TIFF or block of EXIF states an orientation.

    Where it states none, its first directory is written once more at the end, with it.

    Raises:
        ValueError: it makes no sense.

    """
    order, at = _first(block)
    directory = _directory(block, order, at)
    value = struct.pack(f"{order}HHIHH", _ORIENTATION, _SHORT, 1, orientation, 0)
    stated = stated_orientation(block)
    own = [e for e in directory.entries() if _tag(block, e, order) == _ORIENTATION]
    if own:
        edits = [edit for entry in own for edit in changed(block, entry, value)]
        return edits + _thumbnail_edits(block, directory, stated, value)
    return with_entry(block, directory, value)


def packet_place(block: bytes) -> tuple[int, int] | None:
    """Return where a TIFF's packet of XMP begins and ends, None if it has none.

    Raises:
        ValueError: the TIFF makes no sense.

    """
    directory = _directory(block, *_first(block))
    for entry in directory.entries():
        tag, kind, count, at = struct.unpack_from(f"{directory.order}HHII", block, entry)
        if tag == _XMP_PACKET and kind in _BYTES and at + count <= len(block):
            return int(at), int(at + count)
    return None


def new_exif(orientation: int) -> bytes:
    """Return a block of EXIF that states an orientation and nothing else."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, _SHORT, 1, orientation, 0, 0)


def _thumbnail_edits(
    block: bytes, first: TiffDirectory, stated: int | None, value: bytes
) -> list[Edit]:
    """Return the edits that turn the embedded thumbnail too, where it says how it is turned."""
    (at,) = struct.unpack_from(f"{first.order}I", block, first.end)
    try:
        second = _directory(block, first.order, at)
    except ValueError:  # there is none
        return []
    if second.at <= first.end or stated is None:
        return []
    return [
        edit
        for entry in second.entries()
        if block[entry : entry + 10] == struct.pack(f"{first.order}HHIH", *_as_stated(stated))
        for edit in changed(block, entry, value)
    ]


def _as_stated(orientation: int) -> tuple[int, int, int, int]:
    return _ORIENTATION, _SHORT, 1, orientation


def _first(block: bytes) -> tuple[str, int]:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None or len(block) < 8:
        raise ValueError("this is no TIFF")
    return order, int(struct.unpack_from(f"{order}I", block, 4)[0])


def _directory(block: bytes, order: str, at: int) -> TiffDirectory:
    if not 8 <= at <= len(block) - 6:
        raise ValueError("there is no directory")
    directory = TiffDirectory(at, int(struct.unpack_from(f"{order}H", block, at)[0]), order)
    if directory.entry_count > _MOST_ENTRIES or directory.end + 4 > len(block):
        raise ValueError("the directory is not all there")
    return directory


def _tag(block: bytes, entry: int, order: str) -> int:
    return int(struct.unpack_from(f"{order}H", block, entry)[0])
