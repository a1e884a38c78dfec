"""What was written into photos' files, as long as it can be taken back."""

import json
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from photoapp.catalog.database import Database, from_column, to_column
from photoapp.catalog.written_notes import Notes, as_json, notes_from, notes_of, put_notes

_UNDONE = 3


@dataclass(frozen=True)
class WrittenChange:
    """Something that was written: a photo's files with these ids, or a ``sidecar``.

    ``before`` (None for a sidecar that was new) and ``after`` are hashes of the content; ``edits``
    lead from the one to the other. ``noted`` is what was noted before. ``is_undone`` says that it
    was being taken back.
    """

    id: int
    photo_id: int
    sidecar: Path | None
    file_ids: tuple[int, ...]
    before: bytes | None
    after: bytes
    edits: bytes
    notes: Notes
    noted: Notes = field(default_factory=Notes)
    is_undone: bool = False


class Writings:
    """What was written, change by change, and in one go."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self) -> int:
        """Begin to write; return the number of what is written from now on."""
        with self._database.transaction() as connection:
            cursor = connection.execute("INSERT INTO writing (began_at) VALUES (?)", (time.time(),))
            return int(cursor.lastrowid or 0)

    def plan(self, writing_id: int, change: WrittenChange) -> int:
        """Note what is about to be written, so that a kill does not lose how to take it back."""
        notes = notes_of(self._database.connection(), [change.photo_id])
        noted = as_json(notes.get(change.photo_id, Notes()))
        sidecar = to_column(str(change.sidecar)) if change.sidecar else None
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO written (writing_id, photo_id, sidecar, file_ids, before, after,"
                " edits, notes, noted, done, written_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
                (
                    writing_id,
                    change.photo_id,
                    sidecar,
                    json.dumps(change.file_ids),
                    change.before,
                    change.after,
                    change.edits,
                    as_json(change.notes),
                    noted,
                    time.time(),
                ),
            )
            return int(cursor.lastrowid or 0)

    def finish(self, change_id: int, file_ids: Sequence[int] | None = None) -> None:
        """Note that something was written, and so what the photo's files say now."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT photo_id, notes FROM written WHERE id = ?", (change_id,)
            ).fetchone()
            if row is None:  # the photo has gone
                return
            put_notes(connection, row["photo_id"], notes_from(row["notes"]))
            connection.execute("UPDATE written SET done = 1 WHERE id = ?", (change_id,))
            if file_ids is not None:
                connection.execute(
                    "UPDATE written SET file_ids = ? WHERE id = ?",
                    (json.dumps(list(file_ids)), change_id),
                )

    def doubt(self, change_id: int, *, done: bool = False) -> None:
        """Note that a change is being taken back, for the case of a kill; ``done``, it stays."""
        with self._database.transaction() as connection:
            now = 1 if done else _UNDONE
            connection.execute("UPDATE written SET done = ? WHERE id = ?", (now, change_id))

    def drop(self, change_ids: Iterable[int]) -> None:
        """Forget what was not written after all, or was taken back."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM written WHERE id = ?", [(i,) for i in change_ids])
            connection.execute(
                "DELETE FROM writing WHERE id NOT IN (SELECT writing_id FROM written)"
            )

    def unfinished(self) -> list[WrittenChange]:
        """Return what was being written, or taken back, when photoapp was cut short."""
        return self._changes(f"done IN (0, {_UNDONE}) ORDER BY id")

    def last(self) -> list[WrittenChange]:
        """Return what was written last in one go, the last change first."""
        return self._changes(
            "done = 1 AND writing_id = (SELECT max(writing_id) FROM written WHERE done = 1)"
            " ORDER BY id DESC"
        )

    def pass_over(self, change_ids: Iterable[int]) -> None:
        """Have ``last`` leave out what could not be taken back, for what was written before."""
        with self._database.transaction() as connection:
            change = "UPDATE written SET done = 2 WHERE id = ?"
            connection.executemany(change, [(i,) for i in change_ids])

    def changes_of(self, photo_ids: Collection[int]) -> list[WrittenChange]:
        """Return all that can be taken back of photos, the last change first."""
        chosen = json.dumps(list(photo_ids))
        where = "done AND photo_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC"
        return self._changes(where, chosen)

    def forget(self, before: float, most_bytes: int) -> None:
        """Keep what takes changes back no longer than that (seconds since 1970), and no more."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM written WHERE done AND (written_at < ? OR id IN (SELECT id FROM"
                " (SELECT id, sum(length(edits)) OVER (ORDER BY id DESC) AS bytes FROM written)"
                " WHERE bytes > ?))",
                (before, most_bytes),
            )
            connection.execute(
                "DELETE FROM writing WHERE id NOT IN (SELECT writing_id FROM written)"
            )

    def _changes(self, where: str, *values: str) -> list[WrittenChange]:
        rows = self._database.connection().execute(f"SELECT * FROM written WHERE {where}", values)
        return [
            WrittenChange(
                row["id"],
                row["photo_id"],
                Path(from_column(row["sidecar"])) if row["sidecar"] is not None else None,
                tuple(json.loads(row["file_ids"])),
                row["before"],
                row["after"],
                row["edits"],
                notes_from(row["notes"]),
                notes_from(row["noted"]),
                row["done"] == _UNDONE,
            )
            for row in rows
        ]
