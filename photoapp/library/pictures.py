"""What a photo looks like: its thumbnail, and the photo itself."""

from collections.abc import Sequence

from photoapp import media
from photoapp.catalog import Catalog, PhotoRecord
from photoapp.errors import PhotoUnreadableError


class Pictures:
    """Thumbnails and photos by the photo's id. Safe to use from several threads."""

    def __init__(self, catalog: Catalog, thumbnails: media.ThumbnailStore) -> None:
        self._catalog = catalog
        self._thumbnails = thumbnails

    def thumbnail(self, photo_id: int) -> bytes:
        """Return a photo's thumbnail as a JPEG, made anew if it was lost.

        Raises:
            PhotoUnreadableError: there is none, and the photo can't be read.

        """
        photo = self._photo(photo_id)
        thumbnail = self._thumbnails.read(photo.content_hash)
        if thumbnail is None:
            opened = _open(photo, media.Want(media.THUMBNAIL_EDGE))
            thumbnail = media.encode_thumbnail(opened.image)
            self._thumbnails.write(photo.content_hash, thumbnail)
        return thumbnail

    def stored_thumbnails(self, photo_ids: Sequence[int]) -> dict[int, bytes]:
        """Return the thumbnails of those photos that have one, as JPEGs, by id."""
        photos = self._catalog.photos.records(photo_ids)
        found = {i: self._thumbnails.read(photo.content_hash) for i, photo in photos.items()}
        return {photo_id: thumbnail for photo_id, thumbnail in found.items() if thumbnail}

    def photo(self, photo_id: int, long_edge: int) -> media.OpenedPhoto:
        """Decode a photo at least ``long_edge`` pixels long, or as long as it is.

        Raises:
            PhotoUnreadableError: it can't be.

        """
        return _open(self._photo(photo_id), media.Want(long_edge))

    def _photo(self, photo_id: int) -> PhotoRecord:
        photo = self._catalog.photos.records([photo_id]).get(photo_id)
        if photo is None:
            raise PhotoUnreadableError("unreadable", "The photo's file is gone.")
        return photo


def _open(photo: PhotoRecord, want: media.Want) -> media.OpenedPhoto:
    try:
        with photo.path.open("rb") as file:
            return media.open_photo(file, want)
    except OSError as error:
        raise PhotoUnreadableError("unreadable", f"{error.strerror}.") from error
