"""Photos that took another one's place in its file, and what goes on from one to the other."""

import sqlite3
from dataclasses import dataclass

from photoapp.catalog.database import Database

_SAID = " UNION ALL ".join(
    f"SELECT 1 FROM {table} WHERE photo_id = :before"
    for table in ("mark", "person_keyword", "album_photo", "further_caption")
)


@dataclass(frozen=True)
class Succession:
    """A file that held the photo ``before_id`` came to hold ``photo_id``.

    The hashes are of their contents, by which their thumbnails are known.
    """

    photo_id: int
    before_id: int
    content_hash: bytes
    hash_before: bytes


class Successions:
    """The successions that are not decided yet.

    What there is to decide is a query, so that who is killed meanwhile takes it up again.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self) -> list[Succession]:
        """Return those of photos that have been decoded, and so can be looked at."""
        rows = self._database.connection().execute(
            "SELECT succession.photo_id, before_id, later.content_hash, earlier.content_hash"
            " FROM succession JOIN photo AS later ON later.id = succession.photo_id"
            " JOIN photo AS earlier ON earlier.id = before_id"
            " WHERE NOT unlike AND later.width IS NOT NULL"
        )
        return [Succession(*row) for row in rows]

    def carry_over(self, succession: Succession) -> None:
        """Let what people said of the earlier photo hold of the later one, and be done with it."""
        with self._database.transaction() as connection:
            carry_over(connection, succession.before_id, succession.photo_id)
            connection.execute(
                "DELETE FROM succession WHERE photo_id = ? AND before_id = ?",
                (succession.photo_id, succession.before_id),
            )

    def refuse(self, succession: Succession) -> None:
        """Note that the later photo shows something else.

        That is kept: the next photo in the same file may be one of the earlier photo again.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE succession SET unlike = 1 WHERE photo_id = ? AND before_id = ?",
                (succession.photo_id, succession.before_id),
            )


def note_succession(connection: sqlite3.Connection, before_id: int, photo_id: int) -> None:
    """Note that a file that held one photo holds another; inside the transaction that writes it.

    What has not gone on to the photo before this one may go on to this one: an editor may have
    been looked at while it was writing, or another photo have been in the file for a while.
    Photos of which nothing is said have nothing to hand on: comparing them would take time.
    """
    query = "SELECT before_id FROM succession WHERE photo_id = ?"
    earlier = [row[0] for row in connection.execute(query, (before_id,)).fetchall()]
    connection.executemany(
        "INSERT INTO succession (photo_id, before_id) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET unlike = 0",
        [
            (photo_id, each)
            for each in [before_id, *earlier]
            if each != photo_id and _is_said_of(connection, each)
        ],
    )
    files = "SELECT count(*) FROM file WHERE photo_id = ?"
    if connection.execute(files, (before_id,)).fetchone()[0] <= 1:  # the one it is leaving
        connection.execute("DELETE FROM succession WHERE photo_id = ?", (before_id,))


def _is_said_of(connection: sqlite3.Connection, photo_id: int) -> bool:
    """Return whether people said anything of a photo."""
    return connection.execute(_SAID, {"before": photo_id}).fetchone() is not None


def carry_over(connection: sqlite3.Connection, before_id: int, photo_id: int) -> None:
    """Copy what people said of one photo to another, where nothing is said of that yet."""
    pair = {"earlier": before_id, "later": photo_id}
    # No upsert: in the triggers it would take the place of their own OR IGNORE.
    connection.execute(
        "INSERT OR IGNORE INTO mark SELECT :later, rating, flag, color, caption, changed_at"
        " FROM mark WHERE photo_id = :earlier",
        pair,
    )
    connection.execute(
        "UPDATE mark SET rating = coalesce(mark.rating, said.rating),"
        " flag = coalesce(mark.flag, said.flag), color = coalesce(mark.color, said.color),"
        " caption = coalesce(mark.caption, said.caption)"
        " FROM mark AS said WHERE mark.photo_id = :later AND said.photo_id = :earlier",
        pair,
    )
    connection.execute(
        "INSERT OR IGNORE INTO person_keyword"
        " SELECT :later, word, removed, changed_at, model, chance"
        " FROM person_keyword WHERE photo_id = :earlier",
        pair,
    )
    connection.execute(
        "INSERT OR IGNORE INTO album_photo SELECT album_id, :later, position, added_at"
        " FROM album_photo WHERE photo_id = :earlier",
        pair,
    )
    connection.execute(
        "INSERT INTO further_caption SELECT :later, position, text FROM further_caption"
        " WHERE photo_id = :earlier"
        " AND NOT EXISTS (SELECT 1 FROM further_caption WHERE photo_id = :later)",
        pair,
    )
