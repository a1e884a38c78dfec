"""The schema, as numbered steps that are only ever appended."""

import os
import sqlite3
import threading
import time
from pathlib import Path

from photoapp.catalog.migrations.captions import CAPTIONS, STAND_INS
from photoapp.catalog.migrations.events import EVENTS
from photoapp.catalog.migrations.generations import GENERATIONS
from photoapp.catalog.migrations.labels import LABELS
from photoapp.catalog.migrations.marks import MARKS
from photoapp.catalog.migrations.metadata import METADATA
from photoapp.catalog.migrations.photos import PHOTOS
from photoapp.catalog.migrations.step import Migration
from photoapp.catalog.migrations.write_back import WRITE_BACK
from photoapp.errors import CatalogError

MIGRATIONS: tuple[Migration, ...] = (
    PHOTOS,
    GENERATIONS,
    METADATA,
    MARKS,
    LABELS,
    EVENTS,
    WRITE_BACK,
    CAPTIONS,
    STAND_INS,
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
    if version < len(MIGRATIONS):
        _apply_all(connection)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _apply_all(connection: sqlite3.Connection) -> None:
    """Take all steps that are missing, in one transaction: nobody sees the schema half-way."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again, for another process may have been quicker.
        for number in range(_version(connection) + 1, len(MIGRATIONS) + 1):
            _apply(connection, number, MIGRATIONS[number - 1])
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _apply(connection: sqlite3.Connection, number: int, migration: Migration) -> None:
    for statement in migration.statements:
        connection.execute(statement)
    connection.execute(
        "INSERT INTO migration VALUES (?, ?, ?)", (number, migration.name, time.time())
    )
    connection.execute(f"PRAGMA user_version = {number}")


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    # Two that open an old catalogue at once both save it.
    part = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}.part")
    copy = sqlite3.connect(part)
    try:
        connection.backup(copy)
        is_old = _version(copy) < len(MIGRATIONS)  # else the other one was quicker
    finally:
        copy.close()
    if is_old:
        part.replace(target)
    else:
        part.unlink()
