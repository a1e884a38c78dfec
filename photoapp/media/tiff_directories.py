"""The directories of a TIFF file (TIFF 6.0), which most raw files are too, read with suspicion."""

import struct
from collections import deque
from typing import IO

Directory = dict[int, tuple[int, ...]]

_MOST_DIRECTORIES = 24
_MOST_ENTRIES = 400
_MOST_VALUES = 64
_NEXT_DIRECTORIES = 330  # SubIFDs
# Types whose values are whole numbers: BYTE, SHORT, LONG, UNDEFINED, IFD.
_FORMATS = {1: "B", 3: "H", 4: "I", 7: "B", 13: "I"}
_ENTRY = 12


def read_directories(stream: IO[bytes]) -> list[Directory]:
    """Return the whole numbers in a TIFF's directories and their children, none twice.

    Only those that can be read; a file that is no TIFF has none.
    """
    stream.seek(0)
    head = stream.read(8)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(head[:4])
    if order is None or len(head) < 8:
        return []
    waiting = deque(struct.unpack(f"{order}I", head[4:]))
    seen: set[int] = set()
    found: list[Directory] = []
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at = waiting.popleft()
        if at and at not in seen:
            seen.add(at)
            directory, following = _read_directory(stream, at, order)
            found.append(directory)
            waiting.extend([*directory.get(_NEXT_DIRECTORIES, ()), following])
    return found


def _read_directory(stream: IO[bytes], at: int, order: str) -> tuple[Directory, int]:
    """Return a directory and where the next one is, 0 if nowhere."""
    stream.seek(at)
    count_bytes = stream.read(2)
    if len(count_bytes) < 2:
        return {}, 0
    count = min(struct.unpack(f"{order}H", count_bytes)[0], _MOST_ENTRIES)
    data = stream.read(count * _ENTRY + 4)
    directory: Directory = {}
    for start in range(0, min(len(data) - _ENTRY + 1, count * _ENTRY), _ENTRY):
        tag, values = _read_entry(stream, data[start : start + _ENTRY], order)
        directory.setdefault(tag, values)
    following = data[count * _ENTRY :]
    return directory, struct.unpack(f"{order}I", following)[0] if len(following) == 4 else 0


def _read_entry(stream: IO[bytes], entry: bytes, order: str) -> tuple[int, tuple[int, ...]]:
    """Return a tag and its values, none where they are no whole numbers."""
    tag, kind, count = struct.unpack(f"{order}HHI", entry[:8])
    code = _FORMATS.get(kind)
    if code is None:
        return tag, ()
    form = f"{order}{min(count, _MOST_VALUES)}{code}"
    size = struct.calcsize(form)
    data = entry[8 : 8 + size]
    if size > 4:
        stream.seek(struct.unpack(f"{order}I", entry[8:])[0])
        data = stream.read(size)
    return tag, struct.unpack(form, data) if len(data) == size else ()
