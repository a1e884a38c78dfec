"""Opening any photo safely, and making thumbnails."""

from photoapp.media.formats import is_video, kind_of_name, may_be_photo
from photoapp.media.opening import OpenedPhoto, Want, open_photo
from photoapp.media.picture_hash import picture_hash
from photoapp.media.room import ROOM, Turn
from photoapp.media.thumbnails import THUMBNAIL_EDGE, ThumbnailStore, encode_thumbnail

__all__ = [
    "ROOM",
    "THUMBNAIL_EDGE",
    "OpenedPhoto",
    "ThumbnailStore",
    "Turn",
    "Want",
    "encode_thumbnail",
    "is_video",
    "kind_of_name",
    "may_be_photo",
    "open_photo",
    "picture_hash",
]
