"""The photos of a page: small JPEGs in data URIs, so that the page needs no other file."""

import base64
import io
import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from photoapp.encoders.device import cores
from photoapp.errors import PhotoUnreadableError
from photoapp.media import Want, open_photo
from photoapp.media.encoding import reduced_to

log = logging.getLogger(__name__)

EDGE = 160
_QUALITY = 70


def read_pictures(paths: Iterable[str], threads: int | None = None) -> dict[str, str]:
    """Return data URIs of photos by their paths; those that can't be shown are not there.

    The longer edge is at most ``EDGE`` pixels. ``threads`` of None is one for each core.
    """
    wanted = list(dict.fromkeys(paths))
    with ThreadPoolExecutor(threads or cores(), "report") as pool:
        uris = pool.map(_data_uri, wanted)
        return {path: uri for path, uri in zip(wanted, uris, strict=True) if uri}


def _data_uri(path: str) -> str | None:
    try:
        if not Path(path).is_file():  # opening a pipe would wait for ever
            return None
        with Path(path).open("rb") as file:
            image = open_photo(file, Want(EDGE)).image
    except (PhotoUnreadableError, OSError) as error:
        log.info("the report goes without the photo %s: %s", path, error)
        return None
    buffer = io.BytesIO()
    reduced_to(image.convert("RGB"), EDGE).save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
