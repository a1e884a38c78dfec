"""Albums, and all that can be done to them, undoable."""

from collections.abc import Callable, Collection, Sequence

from photoapp.catalog import Album, Catalog
from photoapp.catalog.albums import WholeAlbum
from photoapp.errors import AlbumError
from photoapp.library.changes import Change, Changes
from photoapp.library.marks import photos_in_words
from photoapp.search.query_text import parse

_KIND = "album"


class Albums:
    """Fixed albums, which hold photos, and smart ones, whose photos answer a query.

    What is done is added to ``changes``. Names differ by more than case.
    """

    def __init__(self, catalog: Catalog, changes: Changes) -> None:
        self._catalog = catalog
        self._albums = catalog.albums
        self._changes = changes

    def all(self) -> list[Album]:
        """Return all albums, by name."""
        return self._albums.all()

    def named(self, name: str) -> Album:
        """Return the album of a name, in whatever case.

        Raises:
            AlbumError: there is none.

        """
        for album in self.all():
            if album.name.casefold() == " ".join(name.split()).casefold():
                return album
        raise AlbumError(f"There is no album “{name}”; photoapp albums list shows which there are.")

    def photo_ids(self, album_id: int) -> tuple[int, ...]:
        """Return the present photos of a fixed album, in its order.

        Raises:
            AlbumError: there is no such album.

        """
        return self._albums.photo_ids(album_id)

    def create(self, name: str, photo_ids: Sequence[int] = ()) -> int:
        """Make a fixed album of photos, and return its id.

        Raises:
            AlbumError: the name is empty, or taken.

        """
        with self._catalog.database.transaction():
            album_id = self._albums.create(_name(name))
            added = self._albums.add(album_id, photo_ids)
        return self._created(album_id, added)

    def create_smart(self, name: str, query: str) -> int:
        """Make a smart album, and return its id; ``query`` is as it is typed into the search.

        Raises:
            AlbumError: the name or the query is empty, or the name taken.
            UsageError: the query makes no sense.

        """
        return self._created(self._albums.create(_name(name), _query(query)), ())

    def rename(self, album_id: int, name: str) -> Change | None:
        """Give an album another name; None if it has it.

        Raises:
            AlbumError: there is no such album, or the name is empty or taken.

        """
        after = _name(name)
        before = self._albums.rename(album_id, after)
        if before == after:
            return None
        return self._changed(
            f"Album “{before}” renamed “{after}”",
            (),
            lambda: self._albums.rename(album_id, before),
            lambda: self._albums.rename(album_id, after),
        )

    def change_query(self, album_id: int, query: str) -> Change | None:
        """Let a smart album find other photos; None if it has the query.

        Raises:
            AlbumError: there is no such album, it is a fixed one, or the query is empty.
            UsageError: the query makes no sense.

        """
        after = _query(query)
        before = self._albums.change_query(album_id, after)
        if before == after:
            return None
        return self._changed(
            f"Query of album “{self._name_of(album_id)}” changed",
            (),
            lambda: self._albums.change_query(album_id, before),
            lambda: self._albums.change_query(album_id, after),
        )

    def delete(self, album_id: int) -> Change:
        """Delete an album; its photos stay.

        Raises:
            AlbumError: there is no such album.

        """
        whole = self._albums.delete(album_id)
        return self._changed(
            f"Album “{whole.name}” deleted",
            [photo.photo_id for photo in whole.photos],
            lambda: self._albums.bring_back(whole),
            lambda: self._albums.delete(album_id),
        )

    def add(self, album_id: int, photo_ids: Sequence[int]) -> Change | None:
        """Put photos at the end of a fixed album; None if all are in it.

        Raises:
            AlbumError: there is no such album, or it is a smart one.

        """
        added = self._albums.add(album_id, photo_ids)
        if not added:
            return None
        return self._changed(
            f"{photos_in_words(len(added))} added to album “{self._name_of(album_id)}”",
            added,
            lambda: self._albums.take(album_id, added),
            lambda: self._albums.add(album_id, added),
        )

    def remove(self, album_id: int, photo_ids: Collection[int]) -> Change | None:
        """Take photos out of a fixed album; None if it holds none of them.

        Raises:
            AlbumError: there is no such album, or it is a smart one.

        """
        taken = self._albums.take(album_id, photo_ids)
        if not taken:
            return None
        ids = [photo.photo_id for photo in taken]
        return self._changed(
            f"{photos_in_words(len(taken))} removed from album “{self._name_of(album_id)}”",
            ids,
            lambda: self._albums.put(album_id, taken),
            lambda: self._albums.take(album_id, ids),
        )

    def _created(self, album_id: int, photo_ids: Collection[int]) -> int:
        deleted: list[WholeAlbum] = []  # as it was when that was taken back
        self._changed(
            f"Album “{self._name_of(album_id)}” created",
            photo_ids,
            lambda: deleted.append(self._albums.delete(album_id)),
            lambda: self._albums.bring_back(deleted[-1]),
        )
        return album_id

    def _changed(
        self,
        text: str,
        photo_ids: Collection[int],
        undo: Callable[[], object],
        redo: Callable[[], object],
    ) -> Change:
        return self._changes.add(
            Change(_KIND, text, tuple(photo_ids), lambda: _do(undo), lambda: _do(redo))
        )

    def _name_of(self, album_id: int) -> str:
        return next((album.name for album in self.all() if album.id == album_id), "")


def _do(change: Callable[[], object]) -> None:
    change()


def _name(name: str) -> str:
    if not (words := " ".join(name.split())):
        raise AlbumError("An album needs a name; type one.")
    return words


def _query(query: str) -> str:
    if not (words := query.strip()):
        raise AlbumError("A smart album needs a query; type what its photos are to show.")
    parse(words)  # else the album could never be opened
    return words
