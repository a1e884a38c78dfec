"""Photos whose files photoapp itself has written anew, and that are the same photos still."""

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photoapp.catalog.database import Database, from_column, to_column
from photoapp.catalog.successions import carry_over
from photoapp.errors import CatalogError


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written anew, by its id, and what the system says of it now."""

    id: int
    byte_size: int
    modified_ns: int
    inode: int


@dataclass(frozen=True)
class TurnedPhoto:
    """A photo that held ``before`` until now, a content hash, and what it is from now on.

    ``size`` and ``orientation`` are None where its picture is the same as it was.
    """

    id: int
    before: bytes
    content_hash: bytes
    picture_hash: bytes | None
    byte_size: int
    size: tuple[int, int] | None
    orientation: int | None


class Turning:
    """What is kept of a photo when its files are written anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def content_hash(self, photo_id: int) -> bytes | None:
        """Return what a photo holds, None if there is no such photo."""
        row = self._database.connection().execute(
            "SELECT content_hash FROM photo WHERE id = ?", (photo_id,)
        )
        found = row.fetchone()
        return bytes(found[0]) if found else None

    def record(
        self, turned: TurnedPhoto, files: Sequence[WrittenFile], replace: Callable[[], None]
    ) -> None:
        """Know a photo by its new content; ``replace`` puts the files there meanwhile.

        Nobody else writes while that happens, so that a scan either finds the old file or knows
        the new one. The vectors of a turned one go: to a model it is another one. Copies that
        were not written, on missing drives say, are read again when they are met.

        Raises:
            CatalogError: the photo has changed meanwhile.

        """
        with self._database.transaction() as connection:
            query = "SELECT 1 FROM photo WHERE id = ? AND content_hash = ?"
            if connection.execute(query, (turned.id, turned.before)).fetchone() is None:
                raise CatalogError("The photo has changed meanwhile; look at it, and try again.")
            _claim(connection, turned)
            _update(connection, turned)
            hashed_ns = time.time_ns()
            connection.executemany(
                "UPDATE file SET photo_id = ?, byte_size = ?, modified_ns = ?, inode = ?,"
                " hashed_ns = ? WHERE id = ?",
                [(turned.id, f.byte_size, f.modified_ns, f.inode, hashed_ns, f.id) for f in files],
            )
            _doubt_others(connection, turned.id, [file.id for file in files])
            replace()


def _claim(connection: sqlite3.Connection, turned: TurnedPhoto) -> None:
    """Take the content from a photo that has it already: a turned copy, or what a scan met."""
    query = "SELECT id FROM photo WHERE content_hash = ?"
    other = connection.execute(query, (turned.content_hash,)).fetchone()
    if other is None or other["id"] == turned.id:
        return
    # Its files go on as this photo's, and so does what people said of it.
    carry_over(connection, other["id"], turned.id)
    change = "UPDATE photo SET content_hash = ?, picture_hash = NULL WHERE id = ?"
    connection.execute("UPDATE file SET photo_id = ? WHERE photo_id = ?", (turned.id, other["id"]))
    connection.execute(change, (os.urandom(32), turned.id))  # no two may have the same
    connection.execute(change, (turned.before, other["id"]))
    connection.execute("DELETE FROM vector WHERE photo_id = ?", (other["id"],))


def _update(connection: sqlite3.Connection, turned: TurnedPhoto) -> None:
    connection.execute(
        "UPDATE photo SET content_hash = ?, picture_hash = ?, byte_size = ? WHERE id = ?",
        (turned.content_hash, turned.picture_hash, turned.byte_size, turned.id),
    )
    if turned.size is None:
        return
    connection.execute(
        "UPDATE photo SET width = ?, height = ? WHERE id = ? AND width IS NOT NULL",
        (*turned.size, turned.id),
    )
    # All else that is known of the file is as it was.
    connection.execute(
        "UPDATE metadata SET facts = json_set(facts, '$.orientation',"
        " json_object('value', ?, 'source', 'EXIF Image.Orientation')) WHERE photo_id = ?",
        (turned.orientation, turned.id),
    )
    connection.execute("DELETE FROM vector WHERE photo_id = ?", (turned.id,))
    connection.execute("DELETE FROM failure WHERE photo_id = ?", (turned.id,))


def _doubt_others(connection: sqlite3.Connection, photo_id: int, written: Sequence[int]) -> None:
    """Have the photo's other files read again, and their folders looked at."""
    marks = ",".join("?" * len(written))
    rows = connection.execute(
        f"SELECT id, root_id, path FROM file WHERE photo_id = ? AND id NOT IN ({marks})",
        (photo_id, *written),
    ).fetchall()
    for row in rows:
        folder = os.path.dirname(from_column(row["path"]))  # noqa: PTH120 - a string in the table
        connection.execute("UPDATE file SET hashed_ns = modified_ns WHERE id = ?", (row["id"],))
        connection.execute(
            "DELETE FROM folder WHERE root_id = ? AND path = ?",
            (row["root_id"], to_column(folder)),
        )
