"""The items of a HEIF or AVIF file (ISO/IEC 23008-12, 14496-12): what there is, and where."""

import struct
from dataclasses import dataclass, field

from photoapp.media.metadata.write_back.boxes import Box, boxes
from photoapp.media.metadata.write_back.said import CannotHoldError

_FULL = 4  # a box's version and flags
_XMP_TYPE = b"application/rdf+xml"


@dataclass
class Extent:
    """A piece of an item. ``index`` is as it was read, ``offset`` counts from the item's base."""

    index: int
    offset: int
    length: int


@dataclass
class Place:
    """Where an item's bytes are; ``method`` 0 counts from the file's beginning."""

    item_id: int
    method: int
    reference: int
    base: int
    extents: list[Extent]


@dataclass
class Places:
    """The box that says where items are, with the sizes of its numbers."""

    version: int
    flags: bytes
    offset_size: int
    length_size: int
    base_size: int
    index_size: int
    items: list[Place] = field(default_factory=list)

    def written(self) -> bytes:
        """Return what the box holds.

        Raises:
            CannotHoldError: a place lies too far away for its numbers.

        """
        sizes = self.offset_size << 12 | self.length_size << 8 | self.base_size << 4
        count = ">I" if self.version == 2 else ">H"
        parts = [bytes([self.version]) + self.flags, struct.pack(">H", sizes | self.index_size)]
        parts.append(struct.pack(count, len(self.items)))
        for item in self.items:
            parts.append(struct.pack(count, item.item_id))
            if self.version:
                parts.append(struct.pack(">H", item.method))
            parts.append(struct.pack(">H", item.reference) + _bytes(item.base, self.base_size))
            parts.append(struct.pack(">H", len(item.extents)))
            for extent in item.extents:
                parts += [
                    _bytes(extent.index, self.index_size if self.version else 0),
                    _bytes(extent.offset, self.offset_size),
                    _bytes(extent.length, self.length_size),
                ]
        return b"".join(parts)


def read_places(data: bytes, found: Box) -> Places:
    """Read where items are.

    Raises:
        ValueError: it makes no sense.

    """
    version = data[found.start]
    (sizes,) = struct.unpack_from(">H", data, found.start + _FULL)
    places = Places(
        version,
        data[found.start + 1 : found.start + _FULL],
        sizes >> 12,
        sizes >> 8 & 15,
        sizes >> 4 & 15,
        sizes & 15,
    )
    reader = _Reader(data, found.start + _FULL + 2, found.end)
    id_size = 4 if version == 2 else 2
    for _ in range(reader.number(id_size)):
        item_id = reader.number(id_size)
        method = reader.number(2) if version else 0
        item = Place(item_id, method, reader.number(2), reader.number(places.base_size), [])
        for _ in range(reader.number(2)):
            index = reader.number(places.index_size if version else 0)
            offset, length = (reader.number(s) for s in (places.offset_size, places.length_size))
            item.extents.append(Extent(index, offset, length))
        places.items.append(item)
    return places


def items_of_xmp(data: bytes, found: Box) -> tuple[list[int], int]:
    """Return which items are packets of XMP, and the highest number that an item has."""
    wide = data[found.start] > 0
    start = found.start + _FULL + (4 if wide else 2)
    packets, highest = [], 0
    for entry in boxes(data, start, found.end):
        version = data[entry.start]
        if entry.kind != b"infe" or version < 2:
            raise CannotHoldError("it is of an early kind")
        size = 4 if version == 3 else 2
        at = entry.start + _FULL
        item_id = int.from_bytes(data[at : at + size], "big")
        highest = max(highest, item_id)
        kind = data[at + size + 2 : at + size + 6]
        texts = data[at + size + 6 : entry.end].split(b"\0")
        if kind == b"mime" and len(texts) > 1 and texts[1] == _XMP_TYPE:
            if len(texts) > 2 and texts[2]:
                raise CannotHoldError("its XMP is compressed")
            packets.append(item_id)
    return packets, highest


def new_entry(item_id: int) -> bytes:
    """Return what the box of an item that is a packet of XMP holds."""
    return b"\2\0\0\0" + struct.pack(">HH", item_id, 0) + b"mime\0" + _XMP_TYPE + b"\0"


def _bytes(number: int, size: int) -> bytes:
    try:
        return number.to_bytes(size, "big")
    except OverflowError as error:
        raise CannotHoldError("there is no room in it to say where metadata is") from error


class _Reader:
    def __init__(self, data: bytes, at: int, end: int) -> None:
        self._data, self._at, self._end = data, at, end

    def number(self, size: int) -> int:
        self._at += size
        if self._at > self._end:
            raise ValueError("its boxes are damaged")
        return int.from_bytes(self._data[self._at - size : self._at], "big")
