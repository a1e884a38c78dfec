"""The schema, as numbered steps that are only ever appended."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from photoapp.errors import CatalogError


@dataclass(frozen=True)
class Migration:
    """One step of the schema; its number is its place in ``MIGRATIONS``, counted from 1."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        "photos, files and vectors",
        (
            """CREATE TABLE migration (
                number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at REAL NOT NULL
            ) STRICT""",
            # Paths are of type ANY: text, or bytes where a name is not UTF-8.
            """CREATE TABLE root (
                id INTEGER PRIMARY KEY, path ANY NOT NULL UNIQUE, added_at REAL NOT NULL,
                offline INTEGER NOT NULL DEFAULT 0
            ) STRICT""",
            # A photo is its content; every copy of it is a file.
            """CREATE TABLE photo (
                id INTEGER PRIMARY KEY, content_hash BLOB NOT NULL UNIQUE,
                byte_size INTEGER NOT NULL, added_at REAL NOT NULL,
                format TEXT, width INTEGER, height INTEGER, damage TEXT
            ) STRICT""",
            """CREATE TABLE file (
                id INTEGER PRIMARY KEY,
                root_id INTEGER NOT NULL REFERENCES root ON DELETE CASCADE,
                path ANY NOT NULL, photo_id INTEGER REFERENCES photo,
                byte_size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
                problem_kind TEXT, problem TEXT, problem_at REAL,
                UNIQUE (root_id, path)
            ) STRICT""",
            "CREATE INDEX file_photo ON file (photo_id)",
            """CREATE TABLE failure (
                photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
                kind TEXT NOT NULL, reason TEXT NOT NULL, failed_at REAL NOT NULL
            ) STRICT""",
            """CREATE TABLE model (
                id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
                dim INTEGER NOT NULL, feature_dim INTEGER NOT NULL
            ) STRICT""",
            # AUTOINCREMENT: sequences are never used again, so an index knows what it lacks.
            """CREATE TABLE vector (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                model_id INTEGER NOT NULL REFERENCES model ON DELETE CASCADE,
                photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
                vector BLOB NOT NULL, UNIQUE (model_id, photo_id)
            ) STRICT""",
            # Apart from the vectors, so that reading those does not page through these.
            """CREATE TABLE feature (
                sequence INTEGER PRIMARY KEY REFERENCES vector ON DELETE CASCADE,
                feature BLOB NOT NULL
            ) STRICT""",
        ),
    ),
)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the catalogue to the newest schema, backing it up before the first change.

    Raises:
        CatalogError: it was written by a newer photoapp.

    """
    version = _version(connection)
    if version > len(MIGRATIONS):
        message = (
            f"The catalogue {path} was written by a newer photoapp (schema {version}, "
            f"this one knows {len(MIGRATIONS)}); update photoapp to open it."
        )
        raise CatalogError(message)
    if 0 < version < len(MIGRATIONS):
        _back_up(connection, path.with_name(f"{path.name}.before-{version + 1}"))
    for number in range(version + 1, len(MIGRATIONS) + 1):
        _apply(connection, number, MIGRATIONS[number - 1])


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _apply(connection: sqlite3.Connection, number: int, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < number:  # another process may have been quicker
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(
                "INSERT INTO migration VALUES (?, ?, ?)", (number, migration.name, time.time())
            )
            connection.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    copy = sqlite3.connect(part)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    part.replace(target)
