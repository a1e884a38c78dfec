"""What could not be indexed, and why."""

import os
import sqlite3
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.database import Database, from_column, to_column
from photoapp.catalog.roots import require_root

UNLISTED = "unlisted"


@dataclass(frozen=True)
class Failure:
    """A file that could not be indexed, or a folder that can't be listed (``UNLISTED``).

    ``failed_at`` is in seconds since 1970.
    """

    path: str
    kind: str
    reason: str
    failed_at: float


class Failures:
    """Failures of photos (whatever file holds them) and of files (which could not be read)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, photo_id: int, kind: str, reason: str) -> None:
        """Mark a photo as failed: it is not tried again until the file's content changes."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)",
                (photo_id, kind, reason, time.time()),
            )

    def all(self) -> list[Failure]:
        """Return every file that failed and every folder that can't be listed, by path."""
        rows = self._database.connection().execute(
            "SELECT root.path AS root, file.path AS path,"
            " coalesce(file.problem_kind, failure.kind) AS kind,"
            " coalesce(file.problem, failure.reason) AS reason,"
            " coalesce(file.problem_at, failure.failed_at) AS failed_at"
            " FROM file JOIN root ON root.id = file.root_id"
            " LEFT JOIN failure ON failure.photo_id = file.photo_id"
            " WHERE file.problem IS NOT NULL OR failure.photo_id IS NOT NULL"
            f" UNION ALL SELECT root.path, unlisted.path, '{UNLISTED}', reason, since"
            " FROM unlisted JOIN root ON root.id = unlisted.root_id"
            " ORDER BY 1, 2"
        )
        return [_failure(row) for row in rows]

    def record_unlisted(
        self, root_id: int, folder: str, problems: Collection[tuple[str, str]], *, deep: bool
    ) -> list[tuple[str, str]]:
        """Set which folders can't be listed: path, relative to the root, and why.

        Those that were not known to be are returned.

        What was said before of ``folder``, and of what is below it if ``deep``, is forgotten.

        Raises:
            FolderError: the root is watched no longer.

        """
        known = self._unlisted(root_id)
        seen = {p for p in known if p == folder or (deep and _lies_below(p, folder))}
        gone = seen - {path for path, _ in problems}
        new = [(path, reason) for path, reason in problems if known.get(path) != reason]
        if not gone and not new:
            return []
        with self._database.transaction() as connection:
            require_root(connection, root_id)
            connection.executemany(
                "DELETE FROM unlisted WHERE root_id = ? AND path = ?",
                [(root_id, to_column(path)) for path in gone],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO unlisted VALUES (?, ?, ?, ?)",
                [(root_id, to_column(path), reason, time.time()) for path, reason in new],
            )
        return new

    def _unlisted(self, root_id: int) -> dict[str, str]:
        rows = self._database.connection().execute(
            "SELECT path, reason FROM unlisted WHERE root_id = ?", (root_id,)
        )
        return {from_column(r["path"]): r["reason"] for r in rows}


def _lies_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(folder + os.sep)


def _failure(row: sqlite3.Row) -> Failure:
    path = Path(from_column(row["root"]), from_column(row["path"]))
    return Failure(str(path), row["kind"], row["reason"], row["failed_at"])
