"""Files made to hurt: huge pictures in tiny files, loops, and masses of parts."""

import io
import struct
import zlib

from PIL import Image

from tests.media.pictures import encoded, photo

_SIDE = 60_000


def huge(file_format: str) -> bytes:
    """A file of a few hundred bytes that says it is of 3,600 megapixels (WebP: 268)."""
    return _HUGE[file_format]()


def _patched(file_format: str, find: bytes, replacement: bytes, after: int = 0) -> bytes:
    """A small file of a format with other bytes at the first ``find`` and ``after`` more."""
    data = bytearray(encoded(photo(64, 48), file_format))
    at = data.index(find) + after
    data[at : at + len(replacement)] = replacement
    return bytes(data)


def _huge_png() -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0))
    return PNG + header + png_chunk(b"IDAT", zlib.compress(bytes(999)))


def _huge_tiff() -> bytes:
    return tiff([(256, 4, _SIDE), (257, 4, _SIDE), (258, 3, 8), (262, 3, 1), (273, 4, 8)])


def _huge_tile() -> bytes:
    """Of a pixel, in a tile of 3,600 megapixels."""
    size = [(256, 4, 1), (257, 4, 1), (258, 3, 8), (259, 3, 5), (262, 3, 1), (277, 3, 1)]
    return tiff([*size, (322, 4, _SIDE), (323, 4, _SIDE), (324, 4, 8), (325, 4, 9)])


def _huge_heif() -> bytes:
    return _patched("HEIF", b"ispe", struct.pack(">II", _SIDE, _SIDE), 8)


def _huge_jpeg() -> bytes:
    return _patched("JPEG", b"\xff\xc0", struct.pack(">HH", _SIDE, _SIDE), 5)


def _huge_ico() -> bytes:
    inner = _huge_png()
    entry = struct.pack("<BBBBHHII", 0, 0, 0, 0, 1, 32, len(inner), 22)
    return struct.pack("<HHH", 0, 1, 1) + entry + inner


def _huge_webp() -> bytes:
    """Its canvas is of 16384 by 16384."""
    canvas = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff\x3f\0\xff\x3f\0"
    frame = encoded(Image.new("RGB", (8, 8)), "WEBP", lossless=True)[12:]
    body = b"WEBP" + canvas + frame
    return b"RIFF" + struct.pack("<I", len(body)) + body


# JPEG XL: not small, height and width in 18 bits each.
_JXL_BITS = (0, 1), (2, 2), (_SIDE - 1, 18), (0, 3), (2, 2), (_SIDE - 1, 18), (1, 1)


def jxl_header(fields: tuple[tuple[int, int], ...] = _JXL_BITS) -> bytes:
    """A codestream of numbers, each in so many bits, lowest first."""
    value, at = 0, 0
    for number, bits in fields:
        value |= number << at
        at += bits
    return b"\xff\x0a" + value.to_bytes(60, "little")


_HUGE = {
    "PNG": _huge_png,
    "TIFF": _huge_tiff,
    "TIFF tile": _huge_tile,
    "GIF": lambda: _patched("GIF", b"GIF8", struct.pack("<HH", _SIDE, _SIDE), 6),
    "BMP": lambda: _patched("BMP", b"BM", struct.pack("<ii", _SIDE, _SIDE), 18),
    "WEBP": _huge_webp,
    "HEIF": _huge_heif,
    "AVIF": lambda: _patched("AVIF", b"ispe", struct.pack(">II", _SIDE, _SIDE), 8),
    "JXL": jxl_header,
    "JPEG": _huge_jpeg,
    "JPEG2000": lambda: _patched("JPEG2000", b"ihdr", struct.pack(">II", _SIDE, _SIDE), 4),
    "ICO": _huge_ico,
    "PSD": lambda: b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, _SIDE, _SIDE, 8, 3)
    + bytes(99),
}  # fmt: skip


PNG = b"\x89PNG\r\n\x1a\n"


def png_chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def png_with(*chunks: bytes) -> bytes:
    """The cat, with chunks behind the header."""
    data = encoded(photo(64, 48), "PNG")
    return data[:33] + b"".join(chunks) + data[33:]


def tiff(entries: list[tuple[int, int, int]], following: int = 0) -> bytes:
    """A TIFF of one directory, of entries of tag, type and value."""
    return b"II*\0" + struct.pack("<I", 8) + directory(entries, following)


def directory(entries: list[tuple[int, int, int]], following: int = 0) -> bytes:
    packed = [struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries]
    return struct.pack("<H", len(entries)) + b"".join(packed) + struct.pack("<I", following)


def tiff_of_pages(count: int, following_last: int = 0) -> bytes:
    """A TIFF of so many small pages, whose last one says where another one is."""
    pixels = encoded(photo(8, 8).convert("L"), "BMP")[-64:]
    start = 8 + len(pixels)
    size = [(256, 4, 8), (257, 4, 8), (258, 3, 8)]
    entries = [*size, (262, 3, 1), (273, 4, 8), (278, 4, 8), (279, 4, 64)]
    length = len(directory(entries))
    pages = [
        directory(entries, start + (page + 1) * length if page + 1 < count else following_last)
        for page in range(count)
    ]
    return b"II*\0" + struct.pack("<I", start) + pixels + b"".join(pages)


def gif_of_frames(count: int) -> bytes:
    """A film whose frames are all empty."""
    one = encoded(Image.new("P", (16, 16)), "GIF")
    header, frame = one[: one.index(b",")], one[one.index(b",") : -1]
    return header + frame * count + b";"


def film(file_format: str, empty_frames: int) -> bytes:
    """A film that begins with empty frames and goes on with the cat."""
    frames = [Image.new("RGB", (64, 48), (n, n, n)) for n in range(empty_frames)]
    buffer = io.BytesIO()
    options = {"save_all": True, "append_images": [*frames[1:], photo(64, 48)], "duration": 50}
    frames[0].save(buffer, file_format, **options)
    return buffer.getvalue()
