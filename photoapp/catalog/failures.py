"""What could not be indexed, and why."""

import time
from dataclasses import dataclass

from photoapp.catalog.database import Database, from_column


@dataclass(frozen=True)
class Failure:
    """A file that could not be indexed. ``failed_at`` is in seconds since 1970."""

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
        """Return every file that failed, by path."""
        rows = self._database.connection().execute(
            "SELECT root.path AS root, file.path AS path,"
            " coalesce(file.problem_kind, failure.kind) AS kind,"
            " coalesce(file.problem, failure.reason) AS reason,"
            " coalesce(file.problem_at, failure.failed_at) AS failed_at"
            " FROM file JOIN root ON root.id = file.root_id"
            " LEFT JOIN failure ON failure.photo_id = file.photo_id"
            " WHERE file.problem IS NOT NULL OR failure.photo_id IS NOT NULL"
            " ORDER BY root.path, file.path"
        )
        return [
            Failure(
                f"{from_column(r['root']).rstrip('/')}/{from_column(r['path'])}",
                r["kind"],
                r["reason"],
                r["failed_at"],
            )
            for r in rows
        ]
