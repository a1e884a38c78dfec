"""IPTC's keywords and caption (IIM 4.2, record 2), in the Photoshop resources that hold them.

They are kept level where a file has IPTC already, as the Metadata Working Group's guidelines have
it; a file that has none gets none: whoever reads it reads XMP.
"""

import hashlib
import struct
from collections.abc import Iterator
from typing import NamedTuple

from photoapp.media.metadata.texts import clean_bytes, from_bytes
from photoapp.media.metadata.write_back.said import Said, folded, folded_all
from photoapp.media.rotating.edits import Edit

_MARK = 0x1C
_RECORD = 2
_KEYWORD, _CAPTION = (_RECORD, 25), (_RECORD, 120)
_CHARACTER_SET = (1, 90)
_UTF8 = b"\x1b%G"
# IIM's own limits. A longer keyword stands in XMP alone: cut, it would be another one.
_MOST_KEYWORD_BYTES, _MOST_CAPTION_BYTES = 64, 2000
_EXTENDED = 0x8000
# Record 2's dataset 0 and others that are numbers.
_BINARY = frozenset([(2, 0), (2, 200), (2, 201), (2, 202)])
_RESOURCE, _CHECKSUM = 0x0404, 0x0425


class _Dataset(NamedTuple):
    name: tuple[int, int]
    value: bytes
    raw: bytes


class _Resource(NamedTuple):
    """``start`` and ``end`` are those of its length, its data and their padding."""

    number: int
    start: int
    end: int
    data: bytes


def iptc_saying(iptc: bytes, said: Said) -> bytes:
    """Return a block of IPTC that says what a person says; itself where it does, or is damaged."""
    try:
        datasets = list(_datasets(iptc))
    except (ValueError, struct.error):
        return iptc
    changed = _with_caption(_with_keywords(datasets, said), said)
    if [(d.name, d.value) for d in changed] == [(d.name, d.value) for d in datasets]:
        return iptc
    return b"".join(d.raw for d in _in_utf8(datasets, changed))


def keywords_in(iptc: bytes) -> list[str]:
    """Return the keywords that a block of IPTC holds; none of one that is damaged."""
    try:
        return [clean_bytes(d.value).strip() for d in _datasets(iptc) if d.name == _KEYWORD]
    except (ValueError, struct.error):
        return []


def photoshop_keywords(resources: bytes) -> list[str]:
    """Return the keywords of the IPTC that Photoshop's resources hold."""
    found = [resource.data for resource in _resources(resources) if resource.number == _RESOURCE]
    return [word for iptc in found for word in keywords_in(iptc)]


def photoshop_edits(resources: bytes, said: Said) -> list[Edit]:
    """Return the edits of Photoshop's resources after which their IPTC says what a person says.

    Where a checksum says that no other program has edited the IPTC, that stays so. IPTC that is
    damaged, or goes on in another segment, is left as it is.
    """
    found = {resource.number: resource for resource in _resources(resources)}
    iptc, checksum = found.get(_RESOURCE), found.get(_CHECKSUM)
    if iptc is None:
        return []
    new = iptc_saying(iptc.data, said)
    if new == iptc.data:
        return []
    edits = [_replaced(resources, iptc, new)]
    if checksum and checksum.data == _md5(iptc.data):
        edits.append(_replaced(resources, checksum, _md5(new)))
    return edits


def checksum_edits(resources: bytes, before: bytes, after: bytes) -> list[Edit]:
    """Return the edits of Photoshop's resources whose checksum is of IPTC kept elsewhere."""
    for found in _resources(resources):
        if found.number == _CHECKSUM:
            for old, new in ((before, after), (before.rstrip(b"\0"), after.rstrip(b"\0"))):
                if found.data == _md5(old):
                    return [Edit(found.start + 4, found.data, _md5(new))]
    return []


def _datasets(iptc: bytes) -> Iterator[_Dataset]:
    at = 0
    while at < len(iptc):
        if iptc[at] != _MARK or at + 5 > len(iptc):
            if not iptc[at:].strip(b"\0"):
                return
            raise ValueError("its IPTC is damaged")
        record, number, length = struct.unpack_from(">BBH", iptc, at + 1)
        start = at + 5
        if length & _EXTENDED:
            count = length & ~_EXTENDED
            length = int.from_bytes(iptc[start : start + count], "big")
            start += count
        if start + length > len(iptc):
            raise ValueError("its IPTC is damaged")
        end = start + length
        yield _Dataset((record, number), iptc[start:end], iptc[at:end])
        at = end


def _with_keywords(datasets: list[_Dataset], said: Said) -> list[_Dataset]:
    lost = folded_all(said.lost)
    kept = [d for d in datasets if d.name != _KEYWORD or folded(from_bytes(d.value)) not in lost]
    there = {folded(from_bytes(d.value)) for d in kept if d.name == _KEYWORD}
    new = []
    for word, _ in said.words:
        value = word.encode("utf-8", "replace")
        if folded(word) not in there and len(value) <= _MOST_KEYWORD_BYTES:
            there.add(folded(word))
            new.append(_dataset(_KEYWORD, value))
    return _inserted(kept, new)


def _with_caption(datasets: list[_Dataset], said: Said) -> list[_Dataset]:
    if said.caption is None:
        return datasets
    text = said.caption.encode("utf-8", "replace")[:_MOST_CAPTION_BYTES]
    text = text.decode("utf-8", "ignore").encode()
    old = [d for d in datasets if d.name == _CAPTION]
    if [from_bytes(d.value) for d in old] == ([text.decode()] if text else []):
        return datasets
    others = [d for d in datasets if d.name != _CAPTION]
    return _inserted(others, [_dataset(_CAPTION, text)] if text else [])


def _inserted(datasets: list[_Dataset], new: list[_Dataset]) -> list[_Dataset]:
    """Put new datasets behind those of their name, else in the order of the numbers."""
    if not new:
        return datasets
    at = sum(1 for d in datasets if d.name <= new[0].name)
    same = [i + 1 for i, d in enumerate(datasets) if d.name == new[0].name]
    at = same[-1] if same else at
    return [*datasets[:at], *new, *datasets[at:]]


def _in_utf8(before: list[_Dataset], datasets: list[_Dataset]) -> list[_Dataset]:
    """Return datasets that say they are UTF-8, and are, if any text goes beyond ASCII."""
    marked = any(d.name == _CHARACTER_SET and d.value == _UTF8 for d in before)
    new = [d for d in datasets if d not in before]
    if marked or all(d.value.isascii() for d in new):
        return datasets
    others = [d for d in datasets if d.name != _CHARACTER_SET]
    written = [_recoded(d) for d in others]
    at = sum(1 for d in written if d.name[0] == 1 and d.name < _CHARACTER_SET)
    return [*written[:at], _dataset(_CHARACTER_SET, _UTF8), *written[at:]]


def _recoded(dataset: _Dataset) -> _Dataset:
    if dataset.name[0] != _RECORD or dataset.name in _BINARY or dataset.value.isascii():
        return dataset
    return _dataset(dataset.name, from_bytes(dataset.value).encode())


def _dataset(name: tuple[int, int], value: bytes) -> _Dataset:
    return _Dataset(name, value, struct.pack(">BBBH", _MARK, *name, len(value)) + value)


def _resources(data: bytes) -> Iterator[_Resource]:
    at = 0
    while data[at : at + 4] == b"8BIM" and at + 12 <= len(data):
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        start = at + 6 + data[at + 6] // 2 * 2 + 2  # its name, padded to an even length
        size = int.from_bytes(data[start : start + 4], "big")
        end = start + 4 + size
        if end > len(data):
            return
        at = min(end + size % 2, len(data))
        yield _Resource(number, start, at, data[start + 4 : end])


def _replaced(resources: bytes, old: _Resource, data: bytes) -> Edit:
    new = struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    return Edit(old.start, resources[old.start : old.end], new)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()
