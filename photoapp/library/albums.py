"""Albums, and all that can be done to them, undoable."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from photoapp.catalog import Album, Catalog
from photoapp.catalog.albums import WholeAlbum
from photoapp.errors import AlbumError
from photoapp.library.changes import Change, Changes
from photoapp.library.marks import photos_in_words
from photoapp.search.query_text import parse, token

Find = Callable[[str], Sequence[int]]

_KIND = "album"


@dataclass(frozen=True)
class AlbumsMade:
    """The names of albums that were ``made``, and of those that were ``there`` already.

    ``empty`` are fixed ones that were not made, as nothing was found for them.
    """

    made: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


def _nothing(_query: str) -> Sequence[int]:
    """Find no photos, where nobody can look for any."""
    return ()


class Albums:
    """Fixed albums, which hold photos, and smart ones, whose photos answer a query.

    What is done is added to ``changes``. Names differ by more than case.

    Args:
        find: returns the photos that probably answer a query as it is typed.

    """

    def __init__(self, catalog: Catalog, changes: Changes, find: Find = _nothing) -> None:
        self._catalog = catalog
        self._albums = catalog.albums
        self._changes = changes
        self._find = find

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

    def found(self, album: Album) -> tuple[int, ...]:
        """Return the photos of any album: those that it holds, or those that its query finds now.

        Raises:
            AlbumError: there is no such album any more, or a smart one is found by way of itself.
            UsageError: the query of a smart one makes no sense any more.
            PhotoUnreadableError, WorkerUnavailableError: what it looks for can't be looked for.

        """
        if album.smart:
            return tuple(self._find(token("album", album.name)))
        return self.photo_ids(album.id)

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

    def create_from_labels(
        self, names: Iterable[str], *, live: bool = True, under: str = ""
    ) -> AlbumsMade:
        """Make an album for each of some labels, by one change.

        Live ones are smart: they hold what is tagged or suggested to be, now and later; others are
        fixed, and hold what is so now; where that is nothing none is made. ``under`` stands before
        the names: "Travel/beach". Albums that are there already stay as they are.

        Raises:
            AlbumError: a name is empty.
            WorkerUnavailableError: what a fixed one is to hold can't be found.

        """
        taken = {album.name.casefold(): album.name for album in self.all()}
        before, made, there, empty = _prefix(under), list[str](), list[str](), list[str]()
        with self._changes.as_one(_KIND, "Albums created from labels"):
            for label in dict.fromkeys(_name(name) for name in names):
                name = f"{before}{label}"
                if (known := taken.get(name.casefold())) is not None:
                    there.append(known)
                    continue
                query = token("label", label)
                if live:
                    self.create_smart(name, query)
                elif photo_ids := self._find(query):
                    self.create(name, photo_ids)
                else:
                    empty.append(name)
                    continue
                taken[name.casefold()] = name
                made.append(name)
        return AlbumsMade(tuple(made), tuple(there), tuple(empty))

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


def _prefix(under: str) -> str:
    words = " ".join(under.split()).rstrip("/ ")
    return f"{words}/" if words else ""


def _query(query: str) -> str:
    if not (words := query.strip()):
        raise AlbumError("A smart album needs a query; type what its photos are to show.")
    parse(words)  # else the album could never be opened
    return words
