"""What stands at the beginning of a JPEG XL file (ISO/IEC 18181-1 and -2).

The plug-in decodes a file as it opens it, so that a bomb must be known before; and it turns pixels
itself by the codestream's orientation without saying so.
"""

import struct
from dataclasses import dataclass
from typing import IO

_CODESTREAM = b"\xff\x0a"
_CONTAINER = b"\x00\x00\x00\x0cJXL \x0d\x0a\x87\x0a"
# A header is a dozen bytes long.
_HEADER_BYTES = 64
_MOST_BOXES = 100
_RATIOS = {1: (1, 1), 2: (6, 5), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}


@dataclass(frozen=True)
class JpegXlHeader:
    """The stored width and height, and the EXIF number of how the decoder turns the pixels."""

    size: tuple[int, int]
    orientation: int


class _Bits:
    """Numbers from a codestream, lowest bit first."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        taken = self._value & ((1 << count) - 1)
        self._value >>= count
        return taken


def is_jpeg_xl(head: bytes) -> bool:
    """Tell by a file's first 12 bytes whether it is JPEG XL."""
    return head.startswith((_CODESTREAM, _CONTAINER))


def read_jpeg_xl_header(stream: IO[bytes]) -> JpegXlHeader | None:
    """Return what the header says, None where there is none: the decoder will say why."""
    stream.seek(0)
    if stream.read(2) != _CODESTREAM and not _find_codestream(stream):
        return None
    bits = _Bits(stream.read(_HEADER_BYTES))
    size = _size(bits)
    everything_default = bits.take(1)
    more = not everything_default and bits.take(1)
    return JpegXlHeader(size, bits.take(3) + 1 if more else 1)


def _find_codestream(stream: IO[bytes]) -> bool:
    """Stand behind the codestream's signature, within the container's boxes."""
    at = 0
    for _ in range(_MOST_BOXES):
        stream.seek(at)
        box = stream.read(16)
        if len(box) < 8:
            return False
        length, kind = struct.unpack(">I4s", box[:8])
        start = at + 8
        if length == 1 and len(box) == 16:
            length, start = int.from_bytes(box[8:], "big"), at + 16
        if kind in {b"jxlc", b"jxlp"}:
            stream.seek(start + (4 if kind == b"jxlp" else 0))
            return stream.read(2) == _CODESTREAM
        if length < 8:  # 0: to the end of the file; others make no sense
            return False
        at += length
    return False


def _size(bits: _Bits) -> tuple[int, int]:
    by_eight = bits.take(1)
    height = _edge(bits, by_eight)
    ratio = bits.take(3)
    if ratio:
        wide, high = _RATIOS[ratio]
        return height * wide // high, height
    return _edge(bits, by_eight), height


def _edge(bits: _Bits, by_eight: int) -> int:
    if by_eight:
        return (bits.take(5) + 1) * 8
    return bits.take((9, 13, 18, 30)[bits.take(2)]) + 1
