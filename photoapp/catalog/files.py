"""Roots (the folders the user gave) and the files below them."""

import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.database import Database, from_column, to_column


@dataclass(frozen=True)
class Root:
    """A folder that the user asked to have watched; offline when it is not there just now."""

    id: int
    path: Path
    offline: bool


@dataclass(frozen=True)
class FileRecord:
    """A file as a scan found it; its path is relative to its root.

    ``content_hash`` is None when the file could not be read, and ``problem`` then says why.
    """

    path: str
    byte_size: int
    modified_ns: int
    inode: int
    content_hash: bytes | None
    problem: tuple[str, str] | None = None  # kind, reason


@dataclass(frozen=True)
class StoredFile:
    """What the catalogue remembers of a file, to tell whether it has changed."""

    byte_size: int
    modified_ns: int
    readable: bool


class Files:
    """Roots and files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def roots(self) -> list[Root]:
        """Return all roots, the oldest first."""
        rows = self._database.connection().execute("SELECT * FROM root ORDER BY id")
        return [Root(r["id"], Path(from_column(r["path"])), bool(r["offline"])) for r in rows]

    def add_root(self, path: Path, apart: Collection[int] = ()) -> Root:
        """Return the root that holds ``path``, made if there is none.

        A new root takes over the files of the roots that lie inside it, but for those ``apart``.
        """
        with self._database.transaction() as connection:
            for root in self.roots():
                if path.is_relative_to(root.path):
                    return root
            cursor = connection.execute(
                "INSERT INTO root (path, added_at) VALUES (?, ?)",
                (to_column(str(path)), time.time()),
            )
            new = Root(int(cursor.lastrowid or 0), path, offline=False)
            for inner in self.roots():
                if inner.id not in (new.id, *apart) and inner.path.is_relative_to(path):
                    _take_over(connection, inner, new)
            return new

    def set_offline(self, root_id: int, *, offline: bool) -> None:
        """Remember whether a root is there."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE root SET offline = ? WHERE id = ?", (offline, root_id))

    def below(self, root_id: int) -> dict[str, StoredFile]:
        """Return the files of a root by their relative path."""
        rows = self._database.connection().execute(
            "SELECT path, byte_size, modified_ns, problem IS NULL AS readable FROM file"
            " WHERE root_id = ?",
            (root_id,),
        )
        return {
            from_column(r["path"]): StoredFile(r["byte_size"], r["modified_ns"], r["readable"] == 1)
            for r in rows
        }

    def record(self, root_id: int, files: Iterable[FileRecord]) -> list[int | None]:
        """Insert or update files, and return the photo id of each (None: unreadable)."""
        with self._database.transaction() as connection:
            return [_record(connection, root_id, file) for file in files]

    def forget(self, root_id: int, paths: Iterable[str]) -> None:
        """Remove files that are gone. Their photos stay, with all that hangs on them."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM file WHERE root_id = ? AND path = ?",
                [(root_id, to_column(path)) for path in paths],
            )

    def set_problem(self, path: str, kind: str, reason: str) -> None:
        """Record that the file at the absolute ``path`` could not be read."""
        with self._database.transaction() as connection:
            for root in self.roots():
                if Path(path).is_relative_to(root.path):
                    connection.execute(
                        "UPDATE file SET problem_kind = ?, problem = ?, problem_at = ?"
                        " WHERE root_id = ? AND path = ?",
                        (kind, reason, time.time(), root.id, to_column(_below(path, root))),
                    )

    def counts(self) -> dict[int, int]:
        """Return the number of files of each root."""
        rows = self._database.connection().execute(
            "SELECT root_id, count(*) AS files FROM file GROUP BY root_id"
        )
        return {r["root_id"]: r["files"] for r in rows}

    def paths_of(self, photo_id: int) -> Iterator[Path]:
        """Yield where a photo's copies are, those on present roots first."""
        rows = self._database.connection().execute(
            "SELECT root.path AS root, file.path AS path FROM file JOIN root ON root.id = root_id"
            " WHERE photo_id = ? ORDER BY offline, file.id",
            (photo_id,),
        )
        return (Path(from_column(r["root"]), from_column(r["path"])) for r in rows.fetchall())


def _below(path: str, root: Root) -> str:
    return os.path.relpath(path, root.path)


def _take_over(connection: sqlite3.Connection, inner: Root, outer: Root) -> None:
    prefix = _below(str(inner.path), outer)
    rows = connection.execute("SELECT id, path FROM file WHERE root_id = ?", (inner.id,))
    connection.executemany(
        "UPDATE file SET root_id = ?, path = ? WHERE id = ?",
        [
            (outer.id, to_column(os.path.join(prefix, from_column(r["path"]))), r["id"])  # noqa: PTH118
            for r in rows.fetchall()
        ],
    )
    connection.execute("DELETE FROM root WHERE id = ?", (inner.id,))


def _record(connection: sqlite3.Connection, root_id: int, file: FileRecord) -> int | None:
    photo_id = None if file.content_hash is None else _photo_id(connection, file)
    kind, reason = file.problem or (None, None)
    connection.execute(
        "INSERT INTO file (root_id, path, photo_id, byte_size, modified_ns, inode,"
        " problem_kind, problem, problem_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (root_id, path) DO UPDATE SET photo_id = excluded.photo_id,"
        " byte_size = excluded.byte_size, modified_ns = excluded.modified_ns,"
        " inode = excluded.inode, problem_kind = excluded.problem_kind,"
        " problem = excluded.problem, problem_at = excluded.problem_at",
        (
            root_id,
            to_column(file.path),
            photo_id,
            file.byte_size,
            file.modified_ns,
            file.inode,
            kind,
            reason,
            time.time() if reason else None,
        ),
    )
    return photo_id


def _photo_id(connection: sqlite3.Connection, file: FileRecord) -> int:
    connection.execute(
        "INSERT INTO photo (content_hash, byte_size, added_at) VALUES (?, ?, ?)"
        " ON CONFLICT (content_hash) DO NOTHING",
        (file.content_hash, file.byte_size, time.time()),
    )
    row = connection.execute("SELECT id FROM photo WHERE content_hash = ?", (file.content_hash,))
    return int(row.fetchone()[0])
