"""Opening a photo of any kind: safely, upright, in sRGB, and no larger than it is wanted.

The content decides what a file is, never its name: ``raw.py`` takes cameras' raw files,
``picture.py`` everything that Pillow and its plug-ins know.
"""

import io
from typing import IO

from photoapp.errors import PhotoUnreadableError
from photoapp.media.photo import OpenedPhoto, Want
from photoapp.media.picture import open_picture
from photoapp.media.raw import is_raw, open_raw
from photoapp.media.room import Turn

__all__ = ["OpenedPhoto", "Want", "open_photo"]


def open_photo(
    source: bytes | IO[bytes], want: Want | None = None, turn: Turn | None = None
) -> OpenedPhoto:
    """Decode a photo from the bytes of its file, or from the file opened for reading.

    JPEGs are decoded at the smallest scale (DCT) that still gives ``want``, raw files by the
    preview they carry where it is large enough, others in full and then reduced. ``turn`` is told
    when decoding has to wait for memory that other photos hold.

    Raises:
        PhotoUnreadableError: it is no image, damaged beyond showing, or too large.

    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    if not stream.read(1):
        raise PhotoUnreadableError("damaged", "The file is empty.")
    if not is_raw(stream):
        return open_picture(stream, want, turn)
    try:
        return open_raw(stream, want, turn)
    except PhotoUnreadableError as refusal:
        return _other_than_raw(stream, want, turn, refusal)


def _other_than_raw(
    stream: IO[bytes], want: Want | None, turn: Turn | None, refusal: PhotoUnreadableError
) -> OpenedPhoto:
    """Open what looks like a raw file as the TIFF that it may be as well."""
    if refusal.kind == "oversized":
        raise refusal
    try:
        return open_picture(stream, want, turn)
    except PhotoUnreadableError:
        raise refusal from None
