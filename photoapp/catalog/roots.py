"""Roots: the folders that the user asked to have watched."""

import json
import os
import sqlite3
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.database import Database, from_column, to_column
from photoapp.errors import FolderError


@dataclass(frozen=True)
class Root:
    """A folder that the user asked to have watched; offline when it is not there just now.

    ``videos`` and ``live_photos`` count what lies beside its photos; ``mounts`` are the folders
    below it, relative, on which other drives were met, and "" if it is itself a drive's.
    """

    id: int
    path: Path
    offline: bool
    videos: int = 0
    live_photos: int = 0
    mounts: tuple[str, ...] = ()


class Roots:
    """The roots of a catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Root]:
        """Return all roots, the oldest first."""
        rows = self._database.connection().execute("SELECT * FROM root ORDER BY id")
        return [_root(row) for row in rows]

    def add(self, path: Path, takes_over: Collection[int] = ()) -> Root:
        """Return the root at ``path``, made if there is none.

        A new root takes over the files of the roots ``takes_over``, which lie inside it.
        """
        with self._database.transaction() as connection:
            roots = self.all()
            for root in roots:
                if root.path == path:
                    return root
            cursor = connection.execute(
                "INSERT INTO root (path, added_at) VALUES (?, ?)",
                (to_column(str(path)), time.time()),
            )
            new = Root(int(cursor.lastrowid or 0), path, offline=False)
            for inner in roots:
                if inner.id in takes_over:
                    _take_over(connection, inner, new)
            return new

    def move(self, root_id: int, path: Path) -> None:
        """Note that a root, with all that is below it, is now found at ``path``."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE root SET path = ?, offline = 0 WHERE id = ?",
                (to_column(str(path)), root_id),
            )

    def remove(self, root_id: int) -> None:
        """Forget a root and its files. Their photos stay, with all that hangs on them."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM root WHERE id = ?", (root_id,))

    def set_offline(self, root_id: int, *, offline: bool) -> None:
        """Remember whether a root is there."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE root SET offline = ? WHERE id = ?", (offline, root_id))

    def describe(
        self, root_id: int, *, videos: int, live_photos: int, mounts: Collection[str]
    ) -> None:
        """Remember what a look at all of a root found beside photos."""
        row = (videos, live_photos, json.dumps(sorted(mounts)), root_id)
        query = "SELECT videos, live_photos, mounts, id FROM root WHERE id = ?"
        before = self._database.connection().execute(query, (root_id,)).fetchone()
        if before is not None and tuple(before) != row:
            with self._database.transaction() as connection:
                connection.execute(
                    "UPDATE root SET videos = ?, live_photos = ?, mounts = ? WHERE id = ?", row
                )

    def holds_files(self, root_id: int) -> bool:
        """Return whether any file of a root is known."""
        query = "SELECT EXISTS (SELECT 1 FROM file WHERE root_id = ?)"
        return bool(self._database.connection().execute(query, (root_id,)).fetchone()[0])

    def file_counts(self) -> dict[int, int]:
        """Return the number of files of each root that has any."""
        rows = self._database.connection().execute(
            "SELECT root_id, count(*) AS files FROM file GROUP BY root_id"
        )
        return {r["root_id"]: r["files"] for r in rows}


def require_root(connection: sqlite3.Connection, root_id: int) -> None:
    """See whether a root is still watched; inside the transaction that writes to it.

    Raises:
        FolderError: it was removed, or an outer one took it over, since it was scanned.

    """
    if connection.execute("SELECT 1 FROM root WHERE id = ?", (root_id,)).fetchone() is None:
        raise FolderError("A folder is watched no longer, or as part of another one; look again.")


def _root(row: sqlite3.Row) -> Root:
    path = Path(from_column(row["path"]))
    mounts = tuple(json.loads(row["mounts"]))
    offline = bool(row["offline"])
    return Root(row["id"], path, offline, row["videos"], row["live_photos"], mounts)


def _take_over(connection: sqlite3.Connection, inner: Root, outer: Root) -> None:
    prefix = os.path.relpath(inner.path, outer.path)
    rows = connection.execute("SELECT id, path FROM file WHERE root_id = ?", (inner.id,))
    connection.executemany(
        # The outer one may have met some of them while the inner one was away.
        "UPDATE OR REPLACE file SET root_id = ?, path = ? WHERE id = ?",
        [
            (outer.id, to_column(os.path.join(prefix, from_column(r["path"]))), r["id"])  # noqa: PTH118
            for r in rows.fetchall()
        ],
    )
    connection.execute("DELETE FROM root WHERE id = ?", (inner.id,))
