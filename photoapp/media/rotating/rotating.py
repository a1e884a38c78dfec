"""A photo turned by quarters of a circle, and what proves that nothing else has changed."""

import io
import struct
from dataclasses import dataclass

from PIL import Image

from photoapp.errors import PhotoUnreadableError
from photoapp.media.opening import OpenedPhoto, Want, open_photo
from photoapp.media.orientation import turned
from photoapp.media.raw import is_raw
from photoapp.media.rotating.edits import Edit, applied, backwards
from photoapp.media.rotating.jpeg import jpeg_edits, jpeg_orientation
from photoapp.media.rotating.png import png_edits, png_orientation
from photoapp.media.rotating.tiff import tiff_edits, tiff_orientation
from photoapp.media.rotating.webp import webp_edits, webp_orientation
from photoapp.media.thumbnails import THUMBNAIL_EDGE

# EXIF's numbers (Exif 2.32, tag 0x0112), each a quarter of a circle to the right of the one
# before: of pictures as they are, and of their mirror images.
_CIRCLES = ((1, 6, 3, 8), (2, 7, 4, 5))
_AS_STORED = 1


@dataclass(frozen=True)
class Rotation:
    """The ``edits`` of a file that turn its photo, and the ``data`` that they lead to.

    ``orientation`` is what the file states then, ``orientation_before`` what it states now;
    ``opened`` is the turned photo, as large as a thumbnail at least.
    """

    edits: tuple[Edit, ...]
    data: bytes
    orientation_before: int
    orientation: int
    opened: OpenedPhoto


def rotation(data: bytes, quarter_turns: int) -> Rotation:
    """Return how a photo's file is turned to the right by quarters of a circle.

    Both files are decoded, and have shown the same pixels.

    Raises:
        PhotoUnreadableError: its format can't say how it is to be turned, or it is damaged.

    """
    try:
        before = _stated(data) or _AS_STORED
        after = turned_orientation(before, quarter_turns)
        edits = tuple(_edits(data, after))
        result = applied(data, edits)
    except (ValueError, IndexError, struct.error) as error:
        reason = f"The file can't be turned without harm: {error}."
        raise PhotoUnreadableError("damaged", reason) from error
    return Rotation(edits, result, before, after, _checked(data, result, edits, quarter_turns))


def turned_orientation(orientation: int, quarter_turns: int) -> int:
    """Return EXIF's number for a photo that is turned further to the right."""
    circle = next(circle for circle in _CIRCLES if orientation in circle)
    return circle[(circle.index(orientation) + quarter_turns) % 4]


def _stated(data: bytes) -> int | None:
    kind = _kind(data)
    if kind == "JPEG":
        return jpeg_orientation(data)
    if kind == "PNG":
        return png_orientation(data)
    return webp_orientation(data) if kind == "WebP" else tiff_orientation(data)


def _edits(data: bytes, orientation: int) -> list[Edit]:
    kind = _kind(data)
    if kind == "JPEG":
        return jpeg_edits(data, orientation)
    if kind == "PNG":
        return png_edits(data, orientation)
    return webp_edits(data, orientation) if kind == "WebP" else tiff_edits(data, orientation)


def _kind(data: bytes) -> str:
    """Return which of the formats a file has.

    Raises:
        PhotoUnreadableError: it has another one.

    """
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data.startswith((b"II*\0", b"MM\0*")) and not is_raw(io.BytesIO(data)):
        return "TIFF"
    reason = "Only JPEG, PNG, TIFF and WebP files can be turned; export it as one of these."
    raise PhotoUnreadableError("not-image", reason)


def _checked(
    data: bytes, result: bytes, edits: tuple[Edit, ...], quarter_turns: int
) -> OpenedPhoto:
    """Return the turned photo as it opens, if it is the same but for its turn."""
    if applied(result, backwards(edits)) != data:
        raise PhotoUnreadableError("damaged", "The file can't be turned so that it can be undone.")
    want = Want(THUMBNAIL_EDGE)
    before, after = open_photo(data, want), open_photo(result, want)
    if not _shows_turned(before, after, quarter_turns):
        reason = "The file says in several places how it is turned; it is left as it is."
        raise PhotoUnreadableError("damaged", reason)
    return after


def _shows_turned(before: OpenedPhoto, after: OpenedPhoto, quarter_turns: int) -> bool:
    expected = turned(before.image, turned_orientation(_AS_STORED, quarter_turns))
    same: bool = _bytes(expected) == _bytes(after.image)
    return expected.size == after.image.size and before.damage == after.damage and same


def _bytes(image: Image.Image) -> bytes:
    return image.tobytes()
