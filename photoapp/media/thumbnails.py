"""Thumbnails: made once, kept as small JPEGs named by the photo's content hash."""

import contextlib
import io
import logging
import os
import threading
from pathlib import Path

from PIL import Image

log = logging.getLogger(__name__)

# A photo of 12 megapixels is 500 pixels long at an eighth, the smallest scale JPEG decodes at:
# at 480 the thumbnail and the model's input both come out of that one cheap decode.
THUMBNAIL_EDGE = 480
_QUALITY = 80
_END_OF_JPEG = b"\xff\xd9"


def encode_thumbnail(image: Image.Image) -> bytes:
    """Return ``image`` as a JPEG whose longer edge is at most ``THUMBNAIL_EDGE`` pixels."""
    small = image
    if max(image.size) > THUMBNAIL_EDGE:
        small = image.copy()
        small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE), Image.Resampling.BICUBIC, reducing_gap=2)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


class ThumbnailStore:
    """The folder of thumbnails. It is a cache: each can be made again from its photo."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, content_hash: bytes) -> Path:
        """Return where the thumbnail of a photo is, or would be."""
        name = content_hash.hex()
        return self._folder / name[:2] / f"{name}.jpg"

    def read(self, content_hash: bytes) -> bytes | None:
        """Return a thumbnail, None where there is none or a power cut left only part of it."""
        try:
            thumbnail = self.path(content_hash).read_bytes()
        except OSError:
            return None
        return thumbnail if thumbnail.endswith(_END_OF_JPEG) else None

    def write(self, content_hash: bytes, thumbnail: bytes) -> None:
        """Keep a thumbnail; readers see all of it or nothing.

        Where it can't be kept, as on a full disk, that is logged: it can be made again.
        """
        target = self.path(content_hash)
        temporary = target.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(thumbnail)
            temporary.replace(target)
        except OSError as error:
            log.warning("the thumbnail %s can't be kept: %s", target, error)
            with contextlib.suppress(OSError):
                temporary.unlink()  # else what was written takes room
