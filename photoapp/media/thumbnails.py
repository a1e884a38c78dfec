"""Thumbnails: made once, kept as small JPEGs named by the photo's content hash."""

import contextlib
import io
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

log = logging.getLogger(__name__)

# A photo of 12 megapixels is 500 pixels long at an eighth, the smallest scale JPEG decodes at:
# at 480 the thumbnail and the model's input both come out of that one cheap decode.
THUMBNAIL_EDGE = 480
_QUALITY = 80
_END_OF_JPEG = b"\xff\xd9"
# A thumbnail's time says when it was last shown, to the day: writing it costs more than reading.
_DAY_SECONDS = 86_400.0
# A sweep makes some more room than there must be, so that the next photo does not ask for another.
_SWEPT_TO = 0.9


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
        path = self.path(content_hash)
        try:
            with path.open("rb") as file:
                shown_at = os.fstat(file.fileno()).st_mtime
                thumbnail = file.read()
        except OSError:
            return None
        if time.time() - shown_at > _DAY_SECONDS:
            with contextlib.suppress(OSError):
                os.utime(path)
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

    def sweep(self, most_bytes: int, stopped: Callable[[], bool] = lambda: False) -> int:
        """Delete the thumbnails that were shown longest ago where all take too much room.

        Returns how many were deleted. To be called in a thread of its own: it asks for the size
        of each. Deleted ones are made again when they are wanted.
        """
        files = list(self._files(stopped))
        left = sum(size for _, size, _ in files)
        if stopped() or left <= most_bytes:
            return 0
        deleted = 0
        for _, size, path in sorted(files):
            if left <= most_bytes * _SWEPT_TO or stopped():
                break
            with contextlib.suppress(OSError):
                Path(path).unlink()
                left -= size
                deleted += 1
        log.info("%d thumbnails were deleted to make room", deleted)
        return deleted

    def _files(self, stopped: Callable[[], bool]) -> Iterator[tuple[float, int, str]]:
        """Yield when each thumbnail was last shown, its size in bytes, and its path."""
        for folder, _, names in os.walk(self._folder):
            if stopped():
                return
            for name in names:
                path = os.path.join(folder, name)  # noqa: PTH118 - there may be 100,000
                with contextlib.suppress(OSError):
                    stat = os.stat(path)  # noqa: PTH116
                    yield stat.st_mtime, stat.st_size, path
