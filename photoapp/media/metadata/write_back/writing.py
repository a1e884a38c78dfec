"""What a person says, written into a photo's file: a few bytes change, and all else is the same.

No library writes here. libexiv2 writes whole blocks anew, and loses what it does not know (XMP's
unknown kinds, the places of other pictures in a JPEG); HEIF it can't write at all.
"""

import io
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photoapp.media.metadata.write_back import packet
from photoapp.media.metadata.write_back.boxes import jp2_xmp, jp2_xmp_edits, jxl_xmp, jxl_xmp_edits
from photoapp.media.metadata.write_back.heif import heif_xmp, heif_xmp_edits
from photoapp.media.metadata.write_back.jpeg import (
    jpeg_iptc_edits,
    jpeg_rating_edits,
    jpeg_xmp,
    jpeg_xmp_edits,
)
from photoapp.media.metadata.write_back.png import png_rating_edits, png_xmp, png_xmp_edits
from photoapp.media.metadata.write_back.said import CannotHoldError, Said
from photoapp.media.metadata.write_back.tiff import (
    tiff_iptc_edits,
    tiff_photoshop_edits,
    tiff_rating_edits,
    tiff_xmp,
    tiff_xmp_edits,
)
from photoapp.media.metadata.write_back.webp import webp_rating_edits, webp_xmp, webp_xmp_edits
from photoapp.media.raw import is_raw
from photoapp.media.rotating.edits import Edit, applied, backwards

MakeEdits = Callable[[bytes, Said], list[Edit]]
# Edits in several steps, each of what the one before has led to.
Steps = tuple[tuple[Edit, ...], ...]


@dataclass(frozen=True)
class _Format:
    xmp: Callable[[bytes], bytes]
    steps: tuple[MakeEdits, ...]


@dataclass(frozen=True)
class Written:
    """A file that says what a person says, ``steps`` of edits lead to it; none, if it did before.

    ``rating``, ``label`` and ``caption`` are what its XMP said before, empty for nothing.
    """

    data: bytes
    steps: Steps
    rating: str
    label: str
    caption: str


_JPEG = _Format(jpeg_xmp, (jpeg_xmp_edits, jpeg_iptc_edits, jpeg_rating_edits))
_PNG = _Format(png_xmp, (png_xmp_edits, png_rating_edits))
_WEBP = _Format(webp_xmp, (webp_xmp_edits, webp_rating_edits))
_TIFF = _Format(
    tiff_xmp, (tiff_xmp_edits, tiff_iptc_edits, tiff_photoshop_edits, tiff_rating_edits)
)
_HEIF = _Format(heif_xmp, (heif_xmp_edits,))
_JXL = _Format(jxl_xmp, (jxl_xmp_edits,))
_JP2 = _Format(jp2_xmp, (jp2_xmp_edits,))
_FORMATS = (
    (b"\xff\xd8\xff", _JPEG),
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"\xff\x0a", _JXL),
    (b"\0\0\0\x0cJXL ", _JXL),
    (b"\0\0\0\x0cjP", _JP2),
)
_BRANDS = frozenset([
    b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif",
])  # fmt: skip


def write_into(data: bytes, said: Said) -> Written:
    """Return a photo's file as it says what a person says.

    Raises:
        CannotHoldError: its format, or this one file, can't hold it without harm.

    """
    form = _format(data)
    try:
        old = form.xmp(data)
        before = {name: packet.stated(old, name) for name in ("rating", "label", "caption")}
        steps, new = _stepped(data, form.steps, said)
        if applied_backwards(new, steps) != data:
            raise CannotHoldError("it could not be undone")
    except (ValueError, IndexError, struct.error, UnicodeDecodeError) as error:
        why = str(error) if type(error) is ValueError else "its metadata is damaged"
        raise CannotHoldError(why) from error
    return Written(new, steps, **before)


def write_sidecar(data: bytes, said: Said) -> Written:
    """Return an XMP sidecar as it says what a person says; one that is empty is made anew.

    Raises:
        CannotHoldError: it is damaged.

    """
    try:
        before = {name: packet.stated(data, name) for name in ("rating", "label", "caption")}
        if said.takes_only and not data:
            return Written(b"", (), **before)
        new = packet.packet_saying(data or packet.NEW_SIDECAR, said)
    except ValueError as error:
        raise CannotHoldError(str(error)) from error
    steps: Steps = () if new == data else ((Edit(0, data, new),),)
    return Written(new, steps, **before)


def applied_backwards(data: bytes, steps: Steps) -> bytes:
    """Return what steps of edits have led from.

    Raises:
        ValueError: the data is not what they led to.

    """
    for step in reversed(steps):
        data = applied(data, backwards(step))
    return data


def _stepped(data: bytes, makes: Sequence[MakeEdits], said: Said) -> tuple[Steps, bytes]:
    steps = []
    for make in makes:
        edits = tuple(trimmed for edit in make(data, said) if (trimmed := _trimmed(edit)))
        if edits:
            data = applied(data, edits)
            steps.append(edits)
    return tuple(steps), data


def _trimmed(edit: Edit) -> Edit | None:
    """Return an edit without what is the same before and after; None if nothing changes."""
    at, old, new = edit
    if old == new:
        return None
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    most -= head
    tail = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    return Edit(at + head, old[head : len(old) - tail], new[head : len(new) - tail])


def _format(data: bytes) -> _Format:
    for begins, form in _FORMATS:
        if data.startswith(begins):
            return form
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        return _HEIF
    if is_raw(io.BytesIO(data)):
        raise CannotHoldError("raw files are never written")
    if data.startswith((b"II*\0", b"MM\0*")):
        return _TIFF
    raise CannotHoldError("files of its format hold no such metadata")
