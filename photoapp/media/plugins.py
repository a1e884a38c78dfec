"""Telling what kind of picture a file holds, with Pillow and its plug-ins."""

import functools
import io
import logging
import os
import struct
import warnings
from collections.abc import Iterator
from typing import IO, cast

from PIL import Image

from photoapp.errors import PhotoUnreadableError
from photoapp.media.counted_reads import CountedReads
from photoapp.media.formats import HEAD_BYTES, looks_like_photo
from photoapp.media.second_chances import second_chance

log = logging.getLogger(__name__)

# Pillow knows these, and photoapp does not: drawings that other programs would be run for, films,
# and formats of which Pillow reads the name only.
_NO_PHOTOS = frozenset(["BUFR", "EPS", "GRIB", "HDF5", "MPEG", "WMF"])
# Their plug-ins read the whole file into memory.
_READ_WHOLE = frozenset(["AVIF", "HEIF", "JXL", "WEBP"])
_MAX_READ_WHOLE = 128 << 20
# The bound at which Pillow itself refuses; a JPEG counts as large as it is decoded, scaled.
MAX_DECODED_PIXELS = 178_956_970
_LIMIT_EXCEEDED = "Security limit exceeded"  # libheif's words

# What Pillow says where it says nothing.
_SAYING_NOTHING = frozenset(["", "cannot identify image file", "not identified by this driver"])


@functools.cache
def register_formats() -> tuple[str, ...]:
    """Make Pillow ready for all formats, once for the process; return their names."""
    # They load decoders; only processes that decode need them.
    import pillow_heif  # noqa: PLC0415
    import pillow_jxl  # noqa: F401, PLC0415 - importing it registers it

    pillow_heif.register_heif_opener()
    Image.init()
    # Pillow warns of odd metadata, which nothing can be done about. Once for all: the filters are
    # the process's, and photos are decoded in several threads.
    warnings.filterwarnings("ignore", module=r"PIL\.|pillow_jxl\.")
    # For pictures within pictures (ICO), which raise at twice this; others are checked with more
    # care when the scale of a JPEG is known.
    Image.MAX_IMAGE_PIXELS = MAX_DECODED_PIXELS // 2
    return tuple(name for name in Image.ID if name not in _NO_PHOTOS)


def identify(stream: IO[bytes]) -> Image.Image:
    """Return the picture in a file, not decoded yet (JPEG XL is).

    As ``Image.open``, but large ones are let through, and what is damaged is told from what is no
    image.

    Raises:
        PhotoUnreadableError: no plug-in takes it.

    """
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    problem: Exception | None = None
    for name in _candidates(head):
        try:
            _check_file_size(name, stream)
            return _open_as(name, stream)
        except (SyntaxError, IndexError, TypeError, struct.error) as error:
            if Image.OPEN[name][1]:  # it knew the signature, but another plug-in may know better
                problem = problem or error
        except Exception as error:  # decoders raise nearly anything on damaged files
            raise unreadable(error) from error
    if problem and looks_like_photo(head):
        raise unreadable(problem)
    raise PhotoUnreadableError("not-image", "The file holds no image that is known.") from problem


def _open_as(name: str, stream: IO[bytes]) -> Image.Image:
    factory = Image.OPEN[name][0]
    stream.seek(0)
    try:
        # libtiff reads TIFFs itself, of the file that Python has opened
        return factory(stream if name == "TIFF" else cast("IO[bytes]", CountedReads(stream)), "")
    except (RuntimeError, ValueError) as error:
        if stream.seek(0, os.SEEK_END) > _MAX_READ_WHOLE:
            raise
        stream.seek(0)
        other = second_chance(name, stream.read())
        if other is None:
            raise
        log.info("a %s is opened without what lies beside its picture: %s", name, error)
        return factory(io.BytesIO(other), "")


def unreadable(error: Exception) -> PhotoUnreadableError:
    """Return the refusal of a photo whose decoder raised ``error``."""
    if isinstance(error, PhotoUnreadableError):
        return error
    if isinstance(error, MemoryError):
        return PhotoUnreadableError("oversized", "The photo does not fit in memory.")
    if isinstance(error, Image.DecompressionBombError):
        return PhotoUnreadableError("oversized", "The photo is too large once it is unpacked.")
    kind = "oversized" if _LIMIT_EXCEEDED in str(error) else "damaged"
    return PhotoUnreadableError(kind, damage_of(error))


def damage_of(error: Exception) -> str:
    """Return a sentence on what a decoder found wrong with a file."""
    said = " ".join(str(error).split()).rstrip(".")
    if _LIMIT_EXCEEDED in said:
        return f"The photo is too large: {said.rpartition(': ')[2]}."
    if said in _SAYING_NOTHING:
        said = "its header makes no sense"
    return f"The file is damaged: {said}."


def _candidates(head: bytes) -> Iterator[str]:
    for name in register_formats():
        accept = Image.OPEN[name][1]
        try:
            accepted = accept is None or accept(head)
        except (IndexError, struct.error):  # the file is shorter than what it looks at
            continue
        if accepted and not isinstance(accepted, str):  # text says that support is not installed
            yield name


def _check_file_size(name: str, stream: IO[bytes]) -> None:
    if name in _READ_WHOLE and stream.seek(0, os.SEEK_END) > _MAX_READ_WHOLE:
        reason = f"The file is larger than {_MAX_READ_WHOLE >> 20} MiB, too much for this format."
        raise PhotoUnreadableError("oversized", reason)
