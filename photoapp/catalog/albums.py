"""Albums: fixed ones hold photos, smart ones a query that finds them."""

import sqlite3
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from photoapp.catalog.database import Database
from photoapp.errors import AlbumError

_PRESENT = "EXISTS (SELECT 1 FROM file WHERE file.photo_id = album_photo.photo_id)"


@dataclass(frozen=True)
class Album:
    """An album; ``query`` is None for a fixed one, and ``photos`` counts its present photos.

    What a smart one finds is not counted here: ``photos`` is None.
    """

    id: int
    name: str
    query: str | None
    photos: int | None

    @property
    def smart(self) -> bool:
        """Whether its photos are those that answer a query."""
        return self.query is not None


@dataclass(frozen=True)
class AlbumPhoto:
    """A photo of an album; ``position`` orders them, ``added_at`` is in seconds since 1970."""

    photo_id: int
    position: int
    added_at: float


@dataclass(frozen=True)
class WholeAlbum:
    """An album with all that belongs to it: enough to bring it back."""

    id: int
    name: str
    query: str | None
    created_at: float
    photos: tuple[AlbumPhoto, ...]


class Albums:
    """The albums of a catalogue. Names differ by more than case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Album]:
        """Return all albums, by name."""
        rows = self._database.connection().execute(
            "SELECT id, name, query, CASE WHEN query IS NULL THEN (SELECT count(*)"
            f" FROM album_photo WHERE album_id = album.id AND {_PRESENT}) END FROM album"
        )
        return sorted((Album(*row) for row in rows), key=lambda album: album.name.casefold())

    def photo_ids(self, album_id: int) -> tuple[int, ...]:
        """Return the present photos of a fixed album, in its order.

        Raises:
            AlbumError: there is no such album.

        """
        connection = self._database.connection()
        _row(connection, album_id)
        query = f"SELECT photo_id FROM album_photo WHERE album_id = ? AND {_PRESENT}"
        rows = connection.execute(f"{query} ORDER BY position", (album_id,))
        return tuple(row[0] for row in rows)

    def of(self, photo_id: int) -> list[int]:
        """Return the ids of the fixed albums that a photo is in."""
        query = "SELECT album_id FROM album_photo WHERE photo_id = ? ORDER BY album_id"
        return [row[0] for row in self._database.connection().execute(query, (photo_id,))]

    def create(self, name: str, query: str | None = None) -> int:
        """Make an album, a smart one if it has a query, and return its id.

        Raises:
            AlbumError: there is one of that name.

        """
        with self._database.transaction() as connection:
            _refuse_taken(connection, name)
            cursor = connection.execute(
                "INSERT INTO album (name, query, created_at) VALUES (?, ?, ?)",
                (name, query, time.time()),
            )
            return int(cursor.lastrowid or 0)

    def rename(self, album_id: int, name: str) -> str:
        """Give an album another name, and return the one it had.

        Raises:
            AlbumError: there is no such album, or another one of that name.

        """
        with self._database.transaction() as connection:
            before = str(_row(connection, album_id)["name"])
            _refuse_taken(connection, name, by_another_than=album_id)
            connection.execute("UPDATE album SET name = ? WHERE id = ?", (name, album_id))
            return before

    def change_query(self, album_id: int, query: str) -> str:
        """Let a smart album find other photos, and return the query it had.

        Raises:
            AlbumError: there is no such album, or it is a fixed one.

        """
        with self._database.transaction() as connection:
            row = _row(connection, album_id)
            if row["query"] is None:
                raise AlbumError(
                    f"“{row['name']}” is no smart album; add photos to it, or remove some."
                )
            connection.execute("UPDATE album SET query = ? WHERE id = ?", (query, album_id))
            return str(row["query"])

    def add(self, album_id: int, photo_ids: Sequence[int]) -> list[int]:
        """Put photos at the end of a fixed album, and return those that were not in it.

        Raises:
            AlbumError: there is no such album, or it is a smart one.

        """
        with self._database.transaction() as connection:
            _refuse_smart(_row(connection, album_id))
            query = "SELECT coalesce(max(position), 0) FROM album_photo WHERE album_id = ?"
            last = int(connection.execute(query, (album_id,)).fetchone()[0])
            return [
                photo_id
                for position, photo_id in enumerate(dict.fromkeys(photo_ids), last + 1)
                if _insert(connection, album_id, AlbumPhoto(photo_id, position, time.time()))
            ]

    def take(self, album_id: int, photo_ids: Collection[int]) -> list[AlbumPhoto]:
        """Take photos out of a fixed album, and return what there was: for ``put``.

        Raises:
            AlbumError: there is no such album, or it is a smart one.

        """
        with self._database.transaction() as connection:
            _refuse_smart(_row(connection, album_id))
            going = set(photo_ids)
            taken = [p for p in _photos(connection, album_id) if p.photo_id in going]
            connection.executemany(
                "DELETE FROM album_photo WHERE album_id = ? AND photo_id = ?",
                [(album_id, photo.photo_id) for photo in taken],
            )
            return taken

    def put(self, album_id: int, photos: Collection[AlbumPhoto]) -> None:
        """Put photos back to where they were in an album.

        Raises:
            AlbumError: there is no such album.

        """
        with self._database.transaction() as connection:
            _row(connection, album_id)
            for photo in photos:
                _insert(connection, album_id, photo)

    def delete(self, album_id: int) -> WholeAlbum:
        """Delete an album, and return it: for ``bring_back``. Its photos stay.

        Raises:
            AlbumError: there is no such album.

        """
        with self._database.transaction() as connection:
            row = _row(connection, album_id)
            photos = tuple(_photos(connection, album_id))
            connection.execute("DELETE FROM album WHERE id = ?", (album_id,))
            return WholeAlbum(album_id, row["name"], row["query"], row["created_at"], photos)

    def bring_back(self, album: WholeAlbum) -> None:
        """Bring an album back that was deleted, under the id it had.

        Raises:
            AlbumError: there is one of that name by now.

        """
        with self._database.transaction() as connection:
            _refuse_taken(connection, album.name, by_another_than=album.id)
            connection.execute(
                "INSERT OR IGNORE INTO album (id, name, query, created_at) VALUES (?, ?, ?, ?)",
                (album.id, album.name, album.query, album.created_at),
            )
            self.put(album.id, album.photos)


def _row(connection: sqlite3.Connection, album_id: int) -> sqlite3.Row:
    row = connection.execute("SELECT * FROM album WHERE id = ?", (album_id,)).fetchone()
    if row is None:
        raise AlbumError("The album is not there any more; it was deleted meanwhile.")
    assert isinstance(row, sqlite3.Row)
    return row


def _refuse_taken(
    connection: sqlite3.Connection, name: str, by_another_than: int | None = None
) -> None:
    for album_id, taken in connection.execute("SELECT id, name FROM album").fetchall():
        if taken.casefold() == name.casefold() and album_id != by_another_than:
            raise AlbumError(f"There is an album “{taken}” already; choose another name.")


def _refuse_smart(row: sqlite3.Row) -> None:
    if row["query"] is not None:
        raise AlbumError(
            f"“{row['name']}” is a smart album: its photos are those that its query finds; "
            "change the query instead."
        )


def _photos(connection: sqlite3.Connection, album_id: int) -> list[AlbumPhoto]:
    rows = connection.execute(
        "SELECT photo_id, position, added_at FROM album_photo WHERE album_id = ? ORDER BY position",
        (album_id,),
    )
    return [AlbumPhoto(*row) for row in rows]


def _insert(connection: sqlite3.Connection, album_id: int, photo: AlbumPhoto) -> bool:
    """Put a known photo into an album; False if it is in it or not known."""
    cursor = connection.execute(
        "INSERT OR IGNORE INTO album_photo (album_id, photo_id, position, added_at)"
        " SELECT ?, id, ?, ? FROM photo WHERE id = ?",
        (album_id, photo.position, photo.added_at, photo.photo_id),
    )
    return cursor.rowcount == 1
