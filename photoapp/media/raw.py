"""Cameras' raw files: the preview that they carry where it is large enough, else their pixels."""

import io
import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from PIL import Image

from photoapp.errors import PhotoUnreadableError
from photoapp.media.formats import HEAD_BYTES
from photoapp.media.orientation import turned, turned_size
from photoapp.media.photo import OpenedPhoto, Want
from photoapp.media.picture import is_blank, open_picture
from photoapp.media.room import ROOM, Turn
from photoapp.media.tiff_directories import Directory, read_directories

_SIGNATURES = (
    b"FUJIFILMCCD-RAW", b"IIU\0", b"IIRO", b"IIRS", b"MMOR", b"\0MRM", b"II\x1a\0\0\0HEAPCCDR",
    b"FOVb",
)  # fmt: skip
_TIFF = (b"II*\0", b"MM\0*")

_SUBFILE, _COMPRESSION, _PHOTOMETRIC, _MAKE, _DNG_VERSION = 254, 259, 262, 271, 50706
# A mosaic of colours, or one that was taken apart (DNG's LinearRaw).
_RAW_PHOTOMETRIC = frozenset([32803, 34892])
# Sony, Samsung, Nikon, Kodak, Pentax.
_RAW_COMPRESSION = frozenset([32767, 32769, 32770, 34713, 65000, 65535])

# LibRaw's numbers for how a photo is to be turned, as EXIF's.
_ORIENTATIONS = {3: 3, 5: 8, 6: 6}
# Quarter turns, and what undoes them.
_QUARTERS = {6: 8, 8: 6}
# LibRaw's buffers for each pixel of a mosaic, decoded to a quarter, and of full colours.
_MOSAIC_BYTES = 8
_COLOURS_BYTES = 24
_READ_WHOLE = 64 << 20
# No camera packs more pixels than that into a byte: the others are missing.
_PIXELS_IN_A_BYTE = 16


def is_raw(stream: IO[bytes]) -> bool:
    """Tell by its content whether a file is a raw one; a TIFF is not, a DNG is."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    if head.startswith(_SIGNATURES) or head[4:12] == b"ftypcrx ":
        return True
    if not head.startswith(_TIFF):
        return False
    if head[8:10] == b"CR":  # Canon's CR2
        return True
    directories = read_directories(stream)
    return any(_is_raw_directory(directory) for directory in directories) or (
        bool(directories) and _begins_with_preview(directories[0])
    )


def _is_raw_directory(directory: Directory) -> bool:
    return (
        _DNG_VERSION in directory
        or not _RAW_PHOTOMETRIC.isdisjoint(directory.get(_PHOTOMETRIC, ()))
        or not _RAW_COMPRESSION.isdisjoint(directory.get(_COMPRESSION, ()))
    )


def _begins_with_preview(directory: Directory) -> bool:
    return directory.get(_SUBFILE, (0,))[:1] == (1,) and _MAKE in directory


def open_raw(stream: IO[bytes], want: Want | None = None, turn: Turn | None = None) -> OpenedPhoto:
    """Show a raw file: its preview if that is as large as wanted, else its pixels at half size.

    Raises:
        PhotoUnreadableError: LibRaw can't read it, or it is too large.

    """
    import rawpy  # noqa: PLC0415 - it loads a decoder

    with ExitStack() as held:
        try:
            raw = held.enter_context(rawpy.imread(_source(stream)))
            size = _size(raw)
            preview = _preview(raw, want, turn)
            damage = _cut_short(stream, size) if preview else None
            if preview and (damage or _is_enough(preview.size, size, want)):
                return OpenedPhoto(preview.image, size, "RAW", damage)
            image = _half_size(raw, held, turn)
        except PhotoUnreadableError:
            raise
        except (rawpy.LibRawError, ValueError, OSError, MemoryError) as error:
            raise _refusal(error) from error
    return OpenedPhoto(image, size, "RAW", None)


def _source(stream: IO[bytes]) -> Any:
    """Return what rawpy is to read: the path of a large file, of which it reads only parts."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    name = getattr(stream, "name", None)
    return name if size > _READ_WHOLE and isinstance(name, str) and Path(name).exists() else stream


def _cut_short(stream: IO[bytes], size: tuple[int, int]) -> str | None:
    if stream.seek(0, os.SEEK_END) * _PIXELS_IN_A_BYTE >= size[0] * size[1]:
        return None
    return "The raw file is cut short; its preview is shown."


def _size(raw: Any) -> tuple[int, int]:
    """Return the upright size of the photo as the camera means it to be cropped."""
    sizes = raw.sizes
    size = (sizes.crop_width, sizes.crop_height)
    if not (0 < size[0] <= sizes.width and 0 < size[1] <= sizes.height):
        size = (sizes.width, sizes.height)
    return size[::-1] if sizes.flip in {5, 6} else size


def _is_enough(preview: tuple[int, int], size: tuple[int, int], want: Want | None) -> bool:
    """Return whether a preview shows what is wanted, or more than the pixels at half size would."""
    if want is not None and want.is_met_by(preview):
        return True
    return max(preview) * 2 >= max(size)


def _preview(raw: Any, want: Want | None, turn: Turn | None) -> OpenedPhoto | None:
    """Return the largest preview upright, None where there is none that can be shown."""
    import rawpy  # noqa: PLC0415

    try:
        thumbnail = raw.extract_thumb()
        if thumbnail.format == rawpy.ThumbFormat.JPEG:
            opened = open_picture(io.BytesIO(thumbnail.data), want, turn)
            if opened.damage:
                return None
        else:
            image = Image.fromarray(thumbnail.data).convert("RGB")
            opened = OpenedPhoto(image, image.size, "RAW", None)
    except (rawpy.LibRawError, rawpy.NotSupportedError, PhotoUnreadableError, ValueError):
        return None
    return _turned_like(raw, opened)


def _turned_like(raw: Any, preview: OpenedPhoto) -> OpenedPhoto:
    """Turn a preview as the photo is to be turned, unless the camera has turned its pixels.

    LibRaw writes the photo's orientation into a preview that has none, so most are upright by now.
    """
    orientation = _ORIENTATIONS.get(raw.sizes.flip, 1)
    stored = turned_size(preview.size, preview.orientation)
    if orientation in _QUARTERS and _lie_across(stored, (raw.sizes.width, raw.sizes.height)):
        return _turned(preview, _QUARTERS.get(preview.orientation, 1))
    return preview if preview.orientation != 1 else _turned(preview, orientation)


def _lie_across(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return (one[0] - one[1]) * (other[0] - other[1]) < 0


def _turned(preview: OpenedPhoto, orientation: int) -> OpenedPhoto:
    size = turned_size(preview.size, orientation)
    return replace(preview, image=turned(preview.image, orientation), size=size)


def _half_size(raw: Any, held: ExitStack, turn: Turn | None) -> Image.Image:
    """Decode a raw file's own pixels, each square of four to one, upright."""
    import rawpy  # noqa: PLC0415

    pixels = raw.sizes.raw_width * raw.sizes.raw_height
    is_mosaic = raw.raw_type == rawpy.RawType.Flat
    needed = pixels * (_MOSAIC_BYTES if is_mosaic else _COLOURS_BYTES)
    if not ROOM.fits(needed):
        reason = f"The photo is too large: {raw.sizes.width} by {raw.sizes.height} pixels."
        raise PhotoUnreadableError("oversized", reason)
    held.enter_context(ROOM.hold(needed, turn))
    image = Image.fromarray(raw.postprocess(half_size=True, use_camera_wb=True))
    if is_blank(image):
        raise PhotoUnreadableError("damaged", "The raw file holds no picture.")
    return image.convert("RGB")


def _refusal(error: Exception) -> PhotoUnreadableError:
    said = error.args[0] if error.args else ""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return PhotoUnreadableError("damaged", f"The raw file can't be read: {text.rstrip('.')}.")
