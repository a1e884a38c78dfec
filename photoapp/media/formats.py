"""Which files may be photos: by name where the name is telling, else by their first bytes."""

import mimetypes
import os
from pathlib import Path
from typing import Literal

Kind = Literal["photo", "video", "other", "unknown"]

# fmt: off
_PHOTOS = frozenset([
    ".avif", ".avifs", ".bmp", ".gif", ".heic", ".heics", ".heif", ".heifs", ".hif", ".j2k",
    ".jfif", ".jp2", ".jpe", ".jpeg", ".jpg", ".jpf", ".jpx", ".jxl", ".mpo", ".png", ".tif",
    ".tiff", ".webp",
])
# Cameras' raw files, as far as LibRaw knows them.
_RAW = frozenset([
    ".3fr", ".ari", ".arw", ".bay", ".cap", ".cr2", ".cr3", ".crw", ".cs1", ".dc2", ".dcr", ".dng",
    ".drf", ".eip", ".erf", ".fff", ".gpr", ".iiq", ".k25", ".kdc", ".mdc", ".mef", ".mos", ".mrw",
    ".nef", ".nrw", ".orf", ".ori", ".pef", ".ptx", ".pxn", ".raf", ".raw", ".rw2", ".rwl", ".rwz",
    ".sr2", ".srf", ".srw", ".sti", ".x3f",
])
_VIDEOS = frozenset([
    ".3g2", ".3gp", ".3gpp", ".asf", ".avi", ".divx", ".flv", ".insv", ".lrv", ".m2t", ".m2ts",
    ".m2v", ".m4v", ".mkv", ".mov", ".mp4", ".mpe", ".mpeg", ".mpg", ".mts", ".mxf",
    ".ogm", ".ogv", ".qt", ".rm", ".rmvb", ".vob", ".webm", ".wmv",
])
# Image types that hold no photo, what lies beside photos, and what not every system's table has.
_OTHERS = frozenset([
    ".aae", ".db", ".ico", ".ini", ".json", ".md", ".psb", ".psd", ".svg", ".svgz", ".thm", ".ts",
    ".txt", ".xcf", ".xmp",
    # what is still being written
    ".crdownload", ".download", ".filepart", ".part", ".partial", ".temp", ".tmp",
])
# fmt: on
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_PHOTOS | _RAW, "photo"),
    **dict.fromkeys(_VIDEOS, "video"),
    **dict.fromkeys(_OTHERS, "other"),
}

HEAD_BYTES = 16
_SIGNATURES = (
    b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"BM",
    b"\0\0\0\x0cjP", b"\xff\x4f\xff\x51", b"\xff\x0a", b"\0\0\0\x0cJXL ",
    # raw files that are no TIFF: Fujifilm, Panasonic, Olympus, Minolta, Canon's old, Sigma
    b"FUJIFILMCCD-RAW", b"IIU\0", b"IIRO", b"IIRS", b"MMOR", b"\0MRM", b"II\x1a\0\0\0HEAPCCDR",
    b"FOVb",
)  # fmt: skip
_BRANDS = frozenset([
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
    b"crx ",  # Canon's CR3
])  # fmt: skip


def photo_suffixes() -> list[str]:
    """Return the endings by which files are photos, in lower case and in order."""
    return sorted(_PHOTOS | _RAW)


def is_raw_name(name: str) -> bool:
    """Tell by a file's name whether it is a camera's raw file."""
    return os.path.splitext(name)[1].lower() in _RAW  # noqa: PTH122 - a string in a listing


def kind_of_name(name: str) -> Kind:
    """Tell by a file's name what it holds; "unknown" where only its content can say.

    Meant for names by the hundred thousand: after the first of each ending it is one look-up.
    """
    at = name.rfind(".")
    if at <= 0:
        return "unknown"
    suffix = name[at:]
    kind = _KINDS.get(suffix)
    return kind if kind else _kind_of_new(suffix)


def may_be_photo(path: Path | str) -> bool:
    """Tell whether ``path`` is worth opening as a photo; reads it only if its name says nothing.

    Raises:
        OSError: it had to be read, and can't be.

    """
    kind = kind_of_name(os.path.basename(path))  # noqa: PTH119 - quicker than a Path
    if kind != "unknown":
        return kind == "photo"
    with open(path, "rb") as file:  # noqa: PTH123 - a str is as good
        return looks_like_photo(file.read(HEAD_BYTES))


def is_video(path: Path | str) -> bool:
    """Tell by its name whether ``path`` is a video."""
    return kind_of_name(os.path.basename(path)) == "video"  # noqa: PTH119


def looks_like_photo(head: bytes) -> bool:
    """Tell by a file's first ``HEAD_BYTES`` bytes whether it begins as photos do."""
    if head.startswith(_SIGNATURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return True
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


_MOST_SUFFIXES = 10_000


def _kind_of_new(suffix: str) -> Kind:
    """Find out about an ending as it is written here, and remember it."""
    lower = suffix.lower()
    kind = _KINDS.get(lower) or _kind_by_type(lower)
    if len(_KINDS) < _MOST_SUFFIXES:  # endings may be anything, such as dates
        _KINDS[suffix] = kind
    return kind


def _kind_by_type(suffix: str) -> Kind:
    kind = mimetypes.guess_type(f"x{suffix}")[0]
    if kind is None:
        return "unknown"
    return "video" if kind.startswith("video/") else "other"
