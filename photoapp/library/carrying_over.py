"""What people said of a photo goes on to the edited one that took its place in the file.

A camera that counts from the start again, or a file that is written over, puts another photo
under an old name; so a photo is looked at before anything said of the last one is said of it.
"""

import io
import logging

from PIL import Image

from photoapp.catalog import Catalog, Succession
from photoapp.media import ThumbnailStore
from photoapp.media.alignment import ALIKE, alignment

log = logging.getLogger(__name__)


def carry_over(catalog: Catalog, thumbnails: ThumbnailStore) -> None:
    """Decide what has come up: whether photos are those that their files held before, edited."""
    for succession in catalog.successions.open():
        if _is_edited(succession, thumbnails):
            catalog.successions.carry_over(succession)
        else:
            catalog.successions.refuse(succession)


def _is_edited(succession: Succession, thumbnails: ThumbnailStore) -> bool:
    """Compare the thumbnails; where one is lost nothing is known, and nothing goes on."""
    earlier = thumbnails.read(succession.hash_before)
    later = thumbnails.read(succession.content_hash)
    if earlier is None or later is None:
        log.info("photo %d can't be compared with its file's last", succession.photo_id)
        return False
    try:
        with Image.open(io.BytesIO(earlier)) as first, Image.open(io.BytesIO(later)) as second:
            return alignment(first, second) >= ALIKE
    except OSError as error:  # they spoilt on the disk
        log.warning("a thumbnail can't be read: %s", error)
        return False
