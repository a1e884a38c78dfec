"""Whether a JPEG's IPTC was edited by a program that knew nothing of the XMP beside it.

Programs that write both leave a checksum (MD5) of the IPTC in a Photoshop resource. When it no
longer fits, the IPTC is newer: Metadata Working Group, Guidelines for Handling Image Metadata 2.0.
"""

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_IPTC, _CHECKSUM = 0x0404, 0x0425
_PHOTOSHOP = b"Photoshop 3.0\0"
_APP13, _START_OF_SCAN = 0xED, 0xDA


def iptc_is_newer(path: Path) -> bool:
    """Tell whether a JPEG has a checksum of its IPTC that no longer fits."""
    with path.open("rb") as file:
        found = dict(_resources(b"".join(_photoshop_segments(file))))
    iptc, checksum = found.get(_IPTC), found.get(_CHECKSUM, b"")
    if iptc is None or len(checksum) != 16 or not any(checksum):
        return False
    return hashlib.md5(iptc, usedforsecurity=False).digest() != checksum


def _photoshop_segments(file: IO[bytes]) -> Iterator[bytes]:
    if file.read(2) != b"\xff\xd8":
        return
    while len(head := file.read(4)) == 4 and head[0] == 0xFF and head[1] != _START_OF_SCAN:
        length = struct.unpack(">H", head[2:])[0] - 2
        if head[1] != _APP13:
            file.seek(max(length, 0), 1)
            continue
        segment = file.read(max(length, 0))
        if segment.startswith(_PHOTOSHOP):
            yield segment[len(_PHOTOSHOP) :]


def _resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while data[at : at + 4] == b"8BIM" and at + 12 <= len(data):
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        at += 6 + data[at + 6] // 2 * 2 + 2  # its name, padded to an even length
        size = int.from_bytes(data[at : at + 4], "big")
        yield number, data[at + 4 : at + 4 + size]
        at += 4 + size + size % 2
