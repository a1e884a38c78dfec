"""XMP in a HEIF or AVIF file (ISO/IEC 23008-12): an item that describes the picture."""

import struct

from photoapp.media.metadata.write_back.boxes import Box, box, boxes, closed
from photoapp.media.metadata.write_back.heif_items import (
    Extent,
    Place,
    items_of_xmp,
    new_entry,
    read_places,
)
from photoapp.media.metadata.write_back.packet import packet_saying
from photoapp.media.metadata.write_back.said import CannotHoldError, Said
from photoapp.media.rotating.edits import Edit

_FULL = 4
_MOST_ITEMS = 0xFFFF
# Films of Motion Photos, and Samsung's data: their places are counted from the file's end.
_AT_THE_END = frozenset([b"mpvd", b"sefd"])


def heif_xmp(data: bytes) -> bytes:
    """Return the packet of XMP; empty where there is none."""
    return _Meta(data).packet()


def heif_xmp_edits(data: bytes, said: Said) -> list[Edit]:
    """Return the edits after which the XMP says what a person says.

    It is written at the end of the file, or before its film; a new item makes the boxes at its
    beginning longer, and all that lies behind them is found further back then.
    """
    meta = _Meta(data)
    old = meta.packet()
    new = packet_saying(old, said)
    if new == old:
        return []
    return meta.replaced(new) if meta.xmp else meta.added(new)


class _Meta:
    """The boxes that say what is in a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        outer = {found.kind: found for found in boxes(data)}
        if b"moov" in outer or b"moof" in outer:
            raise CannotHoldError("it holds a sequence of pictures")
        if b"meta" not in outer:
            raise ValueError("it has no list of items")
        self._box = outer[b"meta"]
        inside = boxes(data, self._box.start + _FULL, self._box.end)
        self._inner = {found.kind: found for found in inside}
        for kind in (b"iinf", b"iloc", b"pitm"):
            if kind not in self._inner:
                raise ValueError("it has no list of items")
        self.xmp, self._highest = items_of_xmp(data, self._inner[b"iinf"])
        self._places = read_places(data, self._inner[b"iloc"])
        if len(self.xmp) > 1:  # the others describe its depth, or its second picture
            self.xmp = [item for item in self.xmp if item in self._describing()]
        if len(self.xmp) > 1:
            raise CannotHoldError("it holds several packets of XMP")

    def packet(self) -> bytes:
        """Return the packet of XMP; empty where there is none."""
        if not self.xmp:
            return b""
        place = self._place()
        start = place.base + place.extents[0].offset
        return self._data[start : start + place.extents[0].length]

    def replaced(self, packet: bytes) -> list[Edit]:
        """Return the edits that put another packet in the place of the one there is."""
        data, place, end = self._data, self._place(), self._end(self.xmp[0])
        if end + 8 < place.base:
            raise CannotHoldError("its pictures are stored in an uncommon way")
        place.extents[0] = Extent(place.extents[0].index, end + 8 - place.base, len(packet))
        found = self._inner[b"iloc"]
        new = self._places.written()
        if len(new) != found.end - found.start:
            raise ValueError("its boxes are damaged")
        moved = Edit(found.start, data[found.start : found.end], new)
        return [moved, *self._appended(end, packet)]

    def added(self, packet: bytes) -> list[Edit]:
        """Return the edits that add a packet."""
        data, item_id = self._data, self._highest + 1
        if item_id > _MOST_ITEMS:
            raise CannotHoldError("it holds too many items")
        grown, end = self._grown(item_id), self._end(item_id)
        for place in self._places.items:
            _move(place, self._box.end, grown)
        at = end + grown + 8
        base, offset = (0, at) if self._places.offset_size else (at, 0)
        self._places.items.append(Place(item_id, 0, 0, base, [Extent(0, offset, len(packet))]))
        edits = [
            *self._with_entry(item_id),
            *self._with_reference(item_id),
            self._with_size(self._inner[b"iloc"], self._places.written()),
            Edit(self._box.at, data[self._box.at : self._box.at + 4], self._size(grown)),
            *self._appended(end, packet),
        ]
        inside = [e for e in edits if self._box.at <= e.at <= self._box.end]
        if sum(len(e.new) - len(e.old) for e in inside) != grown:
            raise ValueError("its boxes are damaged")
        return edits

    def _place(self) -> Place:
        found = [place for place in self._places.items if place.item_id == self.xmp[0]]
        plain = len(found) == 1 and (found[0].method, found[0].reference) == (0, 0)
        if not plain or len(found[0].extents) != 1:
            raise CannotHoldError("its XMP is kept in pieces")
        return found[0]

    def _end(self, item_id: int) -> int:
        """Return where an item is put: behind all that is found by its place in the file."""
        film = next((found for found in boxes(self._data) if found.kind in _AT_THE_END), None)
        if film is None:
            return len(self._data)
        for place in self._places.items:
            starts = [place.base + e.offset for e in place.extents if not place.method]
            if place.item_id != item_id and any(start >= film.at for start in starts):
                raise CannotHoldError("its pictures are stored in an uncommon way")
        return film.at

    def _appended(self, end: int, packet: bytes) -> list[Edit]:
        last = closed(self._data) if end == len(self._data) else []
        return [*last, Edit(end, b"", box(b"mdat", packet))]

    def _grown(self, item_id: int) -> int:
        places = self._places
        if not (places.offset_size or places.base_size) or not places.length_size:
            raise CannotHoldError("there is no room in it to say where metadata is")
        if self._box.is_open or self._box.start != self._box.at + 8:
            raise CannotHoldError("its boxes are of an uncommon kind")
        numbers = (4 if places.version == 2 else 2) + (2 if places.version else 0) + 4
        place = numbers + places.base_size + places.offset_size + places.length_size
        place += places.index_size if places.version else 0
        entries = [*self._with_entry(item_id), *self._with_reference(item_id)]
        return place + sum(len(e.new) - len(e.old) for e in entries)

    def _size(self, grown: int) -> bytes:
        return struct.pack(">I", self._box.end - self._box.at + grown)

    def _with_entry(self, item_id: int) -> list[Edit]:
        found = self._inner[b"iinf"]
        inside = self._data[found.start : found.end]
        form = ">I" if inside[0] else ">H"
        (count,) = struct.unpack_from(form, inside, _FULL)
        rest = inside[_FULL + struct.calcsize(form) :]
        new = inside[:_FULL] + struct.pack(form, count + 1) + rest
        return [self._with_size(found, new + box(b"infe", new_entry(item_id)))]

    def _with_reference(self, item_id: int) -> list[Edit]:
        """Return the edits that say what the item describes: the main picture."""
        data, primary = self._data, self._primary()
        found = self._inner.get(b"iref")
        form = ">IHI" if found and data[found.start] else ">HHH"
        if form == ">HHH" and primary > _MOST_ITEMS:
            raise CannotHoldError("it holds too many items")
        new = box(b"cdsc", struct.pack(form, item_id, 1, primary))
        if found:
            return [self._with_size(found, data[found.start : found.end] + new)]
        return [Edit(self._box.end, b"", box(b"iref", b"\0\0\0\0" + new))]

    def _primary(self) -> int:
        data, pitm = self._data, self._inner[b"pitm"]
        size = 4 if data[pitm.start] else 2
        return int.from_bytes(data[pitm.start + _FULL : pitm.start + _FULL + size], "big")

    def _describing(self) -> set[int]:
        """Return which items describe the main picture."""
        data, found = self._data, self._inner.get(b"iref")
        if found is None:
            return set()
        form = "I" if data[found.start] else "H"
        describing = set()
        for reference in boxes(data, found.start + _FULL, found.end):
            item, count = struct.unpack_from(f">{form}H", data, reference.start)
            at = reference.start + struct.calcsize(f">{form}H")
            whom = struct.unpack_from(f">{count}{form}", data, at)
            if reference.kind == b"cdsc" and self._primary() in whom:
                describing.add(item)
        return describing

    def _with_size(self, found: Box, inside: bytes) -> Edit:
        return Edit(found.at, self._data[found.at : found.end], box(found.kind, inside))


def _move(place: Place, behind: int, by: int) -> None:
    """Have an item found where it is once boxes before it have grown."""
    if place.method or place.reference or not place.extents:
        return
    starts = [place.base + extent.offset for extent in place.extents]
    if all(start < behind for start in starts):
        return
    if min(starts) < behind:
        raise CannotHoldError("its pictures are stored in an uncommon way")
    if place.base:
        place.base += by
    else:
        for extent in place.extents:
            extent.offset += by
