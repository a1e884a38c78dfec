"""Files below roots: what a scan compares with, and what it writes."""

import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from photoapp.catalog.database import Database, from_column, to_column
from photoapp.catalog.folders import UNSETTLED, Folders
from photoapp.catalog.identity import photo_of
from photoapp.catalog.roots import Root, Roots, require_root

_CHUNK = 500


@dataclass(frozen=True)
class FileRecord:
    """A file as a scan found it; its path is relative to its root.

    ``content_hash`` is None when the file could not be read, and ``problem`` then says why;
    ``picture_hash`` is None where its format is not known for one. ``hashed_ns`` is when it was
    read, and ``sidecars`` a JSON list of [name, size, time in ns] of what describes it, or "".
    """

    path: str
    byte_size: int
    modified_ns: int
    inode: int
    content_hash: bytes | None
    problem: tuple[str, str] | None = None  # kind, reason
    picture_hash: bytes | None = None
    hashed_ns: int = 0
    sidecars: str = ""


class StoredFile(NamedTuple):
    """What the catalogue remembers of a file, to tell whether it has changed.

    ``sidecars`` is None for one that has to be read again in any case.
    """

    byte_size: int
    modified_ns: int
    sidecars: str | None


class FileTraits(NamedTuple):
    """What a file is told by without reading it; ``path`` is relative to its root."""

    path: str
    byte_size: int
    modified_ns: int
    inode: int


class Content(NamedTuple):
    """What a file held, and what it is told by when it has been moved."""

    inode: int
    byte_size: int
    modified_ns: int
    hashed_ns: int
    content_hash: bytes
    picture_hash: bytes | None


class Files:
    """The files of a catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._roots = Roots(database)
        self._folders = Folders(database)

    def below(self, root_id: int, folder: str = "") -> dict[str, StoredFile]:
        """Return the files of a root by their relative path; all, or those below a folder."""
        columns = f"path, byte_size, modified_ns, CASE WHEN NOT {UNSETTLED} THEN sidecars END"
        query = f"SELECT {columns} FROM file WHERE root_id = ?"
        below = f"{folder}{os.sep}" if folder else ""
        parameters: tuple[object, ...] = (root_id,)
        if below:
            # Paths that are bytes, for they are not UTF-8, come after all others; they are few.
            query = f"{query} AND path >= ? AND path < ? UNION ALL {query} AND path >= x''"
            parameters = (root_id, below, f"{folder}{chr(ord(os.sep) + 1)}", root_id)
        cursor = self._database.connection().execute(query, parameters)
        cursor.row_factory = None  # plain tuples: this is asked for every file of every scan
        found = {from_column(row[0]): StoredFile(*row[1:]) for row in cursor}
        return {p: f for p, f in found.items() if p.startswith(below)} if below else found

    def count_below(self, root_id: int, folder: str = "") -> int:
        """Return how many files of a root are known; all, or those below a folder."""
        if folder:
            return len(self.below(root_id, folder))
        query = "SELECT count(*) FROM file WHERE root_id = ?"
        return int(self._database.connection().execute(query, (root_id,)).fetchone()[0])

    def contents(self, root_id: int, paths: Collection[str]) -> list[Content]:
        """Return what the files at some relative paths hold, of those that it is sure of."""
        found: list[Content] = []
        columns = [to_column(path) for path in paths]
        for start in range(0, len(columns), _CHUNK):
            chunk = columns[start : start + _CHUNK]
            rows = self._database.connection().execute(
                "SELECT inode, file.byte_size, modified_ns, hashed_ns, content_hash, picture_hash"
                f" FROM file JOIN photo ON photo.id = photo_id WHERE root_id = ?"
                f" AND NOT {UNSETTLED} AND path IN ({','.join('?' * len(chunk))})",
                (root_id, *chunk),
            )
            found.extend(Content(*row) for row in rows)
        return found

    def traits(self, root_id: int, at_most: int | None = None) -> Iterator[FileTraits]:
        """Yield what the files of a root are told by: all, or some, spread over all of them."""
        every = 1
        if at_most is not None:
            every = max(1, -(-self.count_below(root_id) // at_most))
        rows = self._database.connection().execute(
            "SELECT path, byte_size, modified_ns, inode FROM file"
            " WHERE root_id = ? AND photo_id IS NOT NULL AND id % ? = 0",
            (root_id, every),
        )
        return (FileTraits(from_column(row[0]), *row[1:]) for row in rows)

    def record(self, root_id: int, files: Iterable[FileRecord]) -> list[int | None]:
        """Insert or update files, and return the photo id of each (None: unreadable).

        Raises:
            FolderError: the root is watched no longer.

        """
        with self._database.transaction() as connection:
            require_root(connection, root_id)
            return [_record(connection, root_id, file) for file in files]

    def forget(self, root_id: int, paths: Iterable[str]) -> None:
        """Remove files that are gone. Their photos stay, with all that hangs on them."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM file WHERE root_id = ? AND path = ?",
                [(root_id, to_column(path)) for path in paths],
            )

    def set_problem(self, path: Path, modified_ns: int, kind: str, reason: str) -> bool:
        """Record that the file at an absolute path, as it was at that time, could not be read.

        False if the catalogue has no such file any more: it knows better already.
        """
        with self._database.transaction() as connection:
            for root in self._roots.all():
                if path.is_relative_to(root.path):
                    below = _below(str(path), root)
                    self._folders.doubt(root.id, os.path.dirname(below))  # noqa: PTH120
                    changed = connection.execute(
                        "UPDATE file SET problem_kind = ?, problem = ?, problem_at = ?"
                        " WHERE root_id = ? AND path = ? AND modified_ns = ?",
                        (kind, reason, time.time(), root.id, to_column(below), modified_ns),
                    )
                    if changed.rowcount:
                        return True
            return False

    def problems(self, root_id: int, paths: Collection[str]) -> dict[str, str]:
        """Return why files at some relative paths could not be read, of those that could not."""
        rows = self._database.connection().execute(
            f"SELECT path, problem FROM file WHERE root_id = ? AND {UNSETTLED}"
            " AND problem IS NOT NULL",
            (root_id,),
        )
        found = {from_column(row[0]): row[1] for row in rows}
        return {path: found[path] for path in paths if path in found}

    def paths_of(self, photo_id: int) -> Iterator[Path]:
        """Yield where a photo's copies are, those on present roots first."""
        rows = self._database.connection().execute(
            "SELECT root.path AS root, file.path AS path FROM file JOIN root ON root.id = root_id"
            " WHERE photo_id = ? ORDER BY offline, file.id",
            (photo_id,),
        )
        return (Path(from_column(r["root"]), from_column(r["path"])) for r in rows.fetchall())

    def photo_at(self, path: Path) -> int | None:
        """Return the id of the photo that the file at an absolute path held when last seen."""
        for root in self._roots.all():
            if path.is_relative_to(root.path):
                row = (
                    self._database.connection()
                    .execute(
                        "SELECT photo_id FROM file WHERE root_id = ? AND path = ?",
                        (root.id, to_column(_below(str(path), root))),
                    )
                    .fetchone()
                )
                if row and row[0] is not None:
                    return int(row[0])
        return None


def _below(path: str, root: Root) -> str:
    return os.path.relpath(path, root.path)


def _record(connection: sqlite3.Connection, root_id: int, file: FileRecord) -> int | None:
    path = to_column(file.path)
    query = "SELECT id, photo_id FROM file WHERE root_id = ? AND path = ?"
    before = connection.execute(query, (root_id, path)).fetchone()
    photo_id = None
    if file.content_hash is not None:
        held = before["photo_id"] if before else None
        photo_id = photo_of(
            connection, file.content_hash, file.picture_hash, file.byte_size, before=held
        )
    kind, reason = file.problem or (None, None)
    problem = (kind, reason, time.time() if reason else None)
    size_and_times = (file.byte_size, file.modified_ns, file.inode, file.hashed_ns, file.sidecars)
    if before:
        connection.execute(
            "UPDATE file SET photo_id = ?, byte_size = ?, modified_ns = ?, inode = ?,"
            " hashed_ns = ?, sidecars = ?, problem_kind = ?, problem = ?, problem_at = ?"
            " WHERE id = ?",
            (photo_id, *size_and_times, *problem, before["id"]),
        )
    else:
        connection.execute(
            "INSERT INTO file (root_id, path, photo_id, byte_size, modified_ns, inode,"
            " hashed_ns, sidecars, problem_kind, problem, problem_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (root_id, path, photo_id, *size_and_times, *problem),
        )
    return photo_id
