"""What people say that is not in their photos' files yet, what was written, and taking it back."""

import json
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from photoapp.catalog.database import Database, from_column
from photoapp.catalog.metadata import PendingMetadata
from photoapp.catalog.written_notes import Notes, grouped, levels_of, notes_of, put_notes

# A photo whose metadata has not been read waits: what its file says is not known.
_STALE = (
    "SELECT photo_id FROM unwritten_stale JOIN metadata USING (photo_id)"
    " WHERE EXISTS (SELECT 1 FROM file WHERE file.photo_id = unwritten_stale.photo_id)"
)


@dataclass(frozen=True)
class Unwritten:
    """What a person says of a photo (None: nothing), and beside it what its files do."""

    photo_id: int
    content_hash: bytes
    rating: int | None = None
    flag: str | None = None
    color: str | None = None
    caption: str | None = None
    given: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    file_rating: int | None = None
    file_caption: str = ""
    file_words: tuple[str, ...] = ()
    notes: Notes = field(default_factory=Notes)

    @property
    def said(self) -> tuple[object, ...]:
        """What a person says, to be compared."""
        words = (frozenset(self.given), frozenset(self.removed))
        return (self.rating, self.flag, self.color, self.caption, *words)


@dataclass(frozen=True)
class Waiting:
    """A photo that could not be written, ``since`` when (seconds since 1970) and why."""

    photo_id: int
    reason: str
    since: float


class WriteBackTable:
    """What is to be written, and what was."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stale(self, after: int = 0, limit: int = -1) -> list[int]:
        """Return photos with id > ``after`` of which something was said since they were written."""
        query = f"{_STALE} AND photo_id > ? ORDER BY photo_id LIMIT ?"
        return [row[0] for row in self._database.connection().execute(query, (after, limit))]

    def touch(self, photo_ids: Iterable[int]) -> None:
        """Have photos looked at once more by the next run."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO unwritten_stale VALUES (?)", [(i,) for i in photo_ids]
            )

    def touch_all(self) -> None:
        """Have all photos looked at once more of which anything is said."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO unwritten_stale SELECT photo_id FROM mark"
                " UNION SELECT photo_id FROM person_keyword"
            )

    def paths(self) -> dict[tuple[str, tuple[str, ...]], list[int]]:
        """Return of each keyword and path that was written the photos that have it."""
        rows = self._database.connection().execute(
            "SELECT word, path, photo_id FROM written_word WHERE given"
        )
        found: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for word, path, photo_id in rows:
            found.setdefault((word, levels_of(path)), []).append(photo_id)
        return found

    def of(self, photo_ids: Collection[int]) -> dict[int, Unwritten]:
        """Return what people and files say of photos, by id."""
        chosen = json.dumps(list(photo_ids))
        connection = self._database.connection()
        words = grouped(
            connection.execute(
                "SELECT photo_id, word, removed FROM person_keyword"
                " WHERE photo_id IN (SELECT value FROM json_each(?)) ORDER BY rowid",
                (chosen,),
            )
        )
        file_words = grouped(
            connection.execute(
                "SELECT photo_id, word FROM keyword"
                " WHERE photo_id IN (SELECT value FROM json_each(?))",
                (chosen,),
            )
        )
        notes = notes_of(connection, photo_ids)
        rows = connection.execute(
            "SELECT photo.id, content_hash, mark.rating, flag, color, mark.caption,"
            " metadata.rating, metadata.caption FROM photo"
            " LEFT JOIN mark ON mark.photo_id = photo.id"
            " LEFT JOIN metadata ON metadata.photo_id = photo.id"
            " WHERE photo.id IN (SELECT value FROM json_each(?))",
            (chosen,),
        )
        return {
            row[0]: Unwritten(
                row[0],
                bytes(row[1]),
                row[2],
                row[3],
                row[4],
                row[5],
                tuple(r["word"] for r in words.get(row[0], []) if not r["removed"]),
                tuple(r["word"] for r in words.get(row[0], []) if r["removed"]),
                row[6],
                row[7] or "",
                tuple(r["word"] for r in file_words.get(row[0], [])),
                notes.get(row[0], Notes()),
            )
            for row in rows
        }

    def settle(self, seen: Iterable[Unwritten]) -> None:
        """Note that all that was seen is in the files; not, if something else is said by now."""
        with self._database.transaction() as connection:
            by_id = {each.photo_id: each for each in seen}
            now = self.of(by_id)
            settled = [(i,) for i, each in by_id.items() if i in now and now[i].said == each.said]
            connection.executemany("DELETE FROM unwritten_stale WHERE photo_id = ?", settled)
            connection.executemany("DELETE FROM unwritten WHERE photo_id = ?", settled)

    def wait(
        self, photo_id: int, reason: str, policy: str, content_hash: bytes, *, lasting: bool
    ) -> None:
        """Note why a photo could not be written; since when, stays as long as the reason does."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT since FROM unwritten WHERE photo_id = ? AND reason = ?", (photo_id, reason)
            ).fetchone()
            connection.execute(
                "INSERT OR REPLACE INTO unwritten VALUES (?, ?, ?, ?, ?, ?)",
                (photo_id, reason, lasting, content_hash, policy, row[0] if row else time.time()),
            )

    def waiting(self) -> list[Waiting]:
        """Return the photos that could not be written, by reason."""
        rows = self._database.connection().execute(
            "SELECT photo_id, reason, since FROM unwritten JOIN unwritten_stale USING (photo_id)"
            " ORDER BY reason, photo_id"
        )
        return [Waiting(*row) for row in rows]

    def hopeless(self, policy: str) -> set[int]:
        """Return the photos that can't be written as they are, whenever that is tried."""
        rows = self._database.connection().execute(
            "SELECT photo_id FROM unwritten JOIN photo ON photo.id = photo_id"
            " WHERE lasting AND policy = ? AND unwritten.content_hash = photo.content_hash",
            (policy,),
        )
        return {row[0] for row in rows}

    def note(self, photo_id: int, notes: Notes) -> None:
        """Note what a photo's files say."""
        with self._database.transaction() as connection:
            put_notes(connection, photo_id, notes)

    def describing(self, photo_id: int) -> PendingMetadata | None:
        """Return which of a photo's present files describes it, None if it has none."""
        row = (
            self._database.connection()
            .execute(
                "SELECT root.path, file.path, byte_size, modified_ns, file.sidecars FROM file"
                " JOIN root ON root.id = root_id WHERE photo_id = ? AND NOT root.offline"
                " AND problem IS NULL ORDER BY file.sidecars = '', file.id LIMIT 1",
                (photo_id,),
            )
            .fetchone()
        )
        if row is None:
            return None
        path = Path(from_column(row[0]), from_column(row[1]))
        return PendingMetadata(photo_id, path, *row[2:])

    def doubt(self, photo_id: int) -> None:
        """Have a photo's metadata read anew by the next indexing."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM metadata WHERE photo_id = ?", (photo_id,))

    def set_sidecars(self, file_id: int, sidecars: str) -> None:
        """Note what lies beside a file, as a scan would."""
        with self._database.transaction() as connection:
            change = "UPDATE file SET sidecars = ? WHERE id = ?"
            connection.execute(change, (sidecars, file_id))
