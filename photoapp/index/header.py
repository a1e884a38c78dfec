"""The head of an hnswlib file, read before hnswlib reads it: that trusts every number in it."""

import struct
from dataclasses import dataclass
from pathlib import Path

# As hnswlib's HierarchicalNSW::saveIndex writes them, in the machine's own order: the offset of
# level 0, room, count, bytes a record, the offsets in it of label and vector, the highest level,
# the entry point, the most links of a vector and of one at level 0, links, their logarithm, ef.
_HEAD = struct.Struct("=QQQQQQiIQQQdQ")
_LINK, _LABEL, _FLOAT = 4, 8, 4


@dataclass(frozen=True)
class Head:
    """What the head of a file says; sizes are in bytes."""

    room: int
    count: int
    record_size: int
    label_offset: int
    vector_offset: int
    highest_level: int
    entry_point: int
    links_at_0: int


def check_head(file: Path, *, dim: int, held: int) -> None:
    """Make sure that a file is an index of ``held`` vectors, deleted ones too, of ``dim``.

    With the file's digest right this catches a sidecar that says something else than the file.

    Raises:
        OSError: it can't be read.
        ValueError: it is something else.

    """
    size = file.stat().st_size
    head = _read(file)
    vector_offset = head.links_at_0 * _LINK + _LINK
    label_offset = vector_offset + dim * _FLOAT
    expected = (label_offset + _LABEL, label_offset, vector_offset)
    if (head.record_size, head.label_offset, head.vector_offset) != expected:
        raise ValueError(f"{file.name} does not hold vectors of {dim}")
    if head.count != held or not head.count <= head.room:
        raise ValueError(f"{file.name} holds {head.count} vectors, not {held}")
    if size < _HEAD.size + head.count * (head.record_size + _LINK):
        raise ValueError(f"{file.name} is too short for {held} vectors of {dim}")
    if head.count and not 0 <= head.entry_point < head.count:
        raise ValueError(f"{file.name} begins at a vector that it does not hold")


def _read(file: Path) -> Head:
    with file.open("rb") as stream:
        start = stream.read(_HEAD.size)
    if len(start) < _HEAD.size:
        raise ValueError(f"{file.name} is too short for an index")
    _, room, count, record, label, vector, level, entry, _, links, *_ = _HEAD.unpack(start)
    return Head(room, count, record, label, vector, level, entry, links)
