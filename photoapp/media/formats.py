"""Which files may be photos: by name where the name is telling, else by their first bytes."""

import functools
import mimetypes
from pathlib import Path

# Not in every system's table of types.
# fmt: off
_PHOTO_SUFFIXES = frozenset([
    ".avif", ".bmp", ".gif", ".heic", ".heif", ".hif", ".j2k", ".jp2", ".jpe", ".jpeg", ".jpg",
    ".jxl", ".mpo", ".png", ".tif", ".tiff", ".webp",
])
# fmt: on
# Image types that hold no photo.
_OTHER_SUFFIXES = frozenset([".ico", ".psd", ".svg", ".svgz", ".xcf"])

_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\0\x0cjP")
_HEAD = 16


def may_be_photo(path: Path) -> bool:
    """Tell whether ``path`` is worth opening as a photo; reads it only if its name says nothing.

    Raises:
        OSError: it had to be read, and can't be.

    """
    suffix = path.suffix.lower()
    if suffix in _PHOTO_SUFFIXES:
        return True
    if suffix in _OTHER_SUFFIXES or _type_of(suffix) is not None:
        return False
    with path.open("rb") as file:
        return _looks_like_photo(file.read(_HEAD))


@functools.cache
def _type_of(suffix: str) -> str | None:
    return mimetypes.guess_type(f"x{suffix}")[0] if suffix else None


def _looks_like_photo(head: bytes) -> bool:
    if head.startswith(_SIGNATURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return True
    return head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif"}
