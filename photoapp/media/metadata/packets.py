"""Metadata that exiv2 misses: Pillow's decoders find it where exiv2 can't read the container."""

import io
from pathlib import Path
from typing import IO

from photoapp.media.jpeg_xl import is_jpeg_xl
from photoapp.media.plugins import identify

_EXIF_HEADER = b"Exif\0\0"
_TIFF_SIGNATURES = (b"II*\0", b"MM\0*")


def may_hold_more(head: bytes, damaged: bool) -> bool:
    """Tell by its first bytes whether a file may hold what exiv2 does not find: HEIF and AVIF.

    Of ``damaged`` files any may, but JPEG XL: Pillow's plug-in decodes all of one as it opens it.
    """
    return head[4:8] == b"ftyp" or (damaged and not is_jpeg_xl(head))


def find_packets(path: Path) -> tuple[bytes, bytes]:
    """Return a photo's EXIF (a TIFF of its own) and its XMP; empty where there is none."""
    try:
        with path.open("rb") as file:
            return _packets(file)
    except OSError:
        return b"", b""


def packets_in(data: bytes) -> tuple[bytes, bytes]:
    """Return the EXIF and the XMP that the bytes of a photo's file hold; empty for none."""
    return _packets(io.BytesIO(data))


def _packets(file: IO[bytes]) -> tuple[bytes, bytes]:
    try:
        with identify(file) as image:
            return _tiff(image.info.get("exif")), _packet(image.info.get("xmp"))
    except Exception:  # decoders raise nearly anything on damaged files
        return b"", b""


def _tiff(exif: object) -> bytes:
    data = exif.removeprefix(_EXIF_HEADER) if isinstance(exif, bytes) else b""
    return data if data.startswith(_TIFF_SIGNATURES) else b""


def _packet(xmp: object) -> bytes:
    if isinstance(xmp, str):
        return xmp.encode("utf-8", "replace")
    return in_utf8(xmp) if isinstance(xmp, bytes) else b""


def in_utf8(packet: bytes) -> bytes:
    """Return an XMP packet in UTF-8; it may be in UTF-16, and in any with a mark before it."""
    if packet[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return packet.decode("utf-16", "replace").encode("utf-8", "replace")
    return packet.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \r\n\t")
