"""Opening any photo safely, and making thumbnails."""

from photoapp.media.formats import may_be_photo
from photoapp.media.opening import OpenedPhoto, Want, open_photo
from photoapp.media.thumbnails import THUMBNAIL_EDGE, ThumbnailStore, encode_thumbnail

__all__ = [
    "THUMBNAIL_EDGE",
    "OpenedPhoto",
    "ThumbnailStore",
    "Want",
    "encode_thumbnail",
    "may_be_photo",
    "open_photo",
]
