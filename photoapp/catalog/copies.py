"""Copies of the catalogue: as it is at one moment, checked, and on the disk."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from photoapp.catalog.health import find_damage, log_of, reading
from photoapp.catalog.migrations import MIGRATIONS
from photoapp.errors import CatalogError

# What photos can be looked at again for: nine tenths of a catalogue.
_REMAKABLE = ("feature", "vector")
_PAGES = 2048  # copied between two questions whether to stop: some milliseconds
# Of SQLite's header (https://sqlite.org/fileformat2.html#the_database_header): the versions that
# say whether there is a write-ahead log, and the two counters of changes.
_VERSIONS, _COUNTERS = 18, (24, 92)

Stopped = Callable[[], bool]


def copy_catalog(source: Path, target: Path, stopped: Stopped = lambda: False) -> None:
    """Copy a catalogue, though it is in use, as it is at this moment.

    Nobody waits for it: readers of a write-ahead log and its writers don't meet. Copies of the
    same content are the same to the byte.

    Raises:
        sqlite3.Error, OSError: it can't be read, or the copy can't be written.
        InterruptedError: ``stopped``.

    """

    def ask(_status: int, _left: int, _all: int) -> None:
        if stopped():
            raise InterruptedError

    with reading(source) as connection, _writing(target) as copy:
        connection.execute("BEGIN")  # else each change meanwhile would start it over
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.backup(copy, pages=_PAGES, progress=ask)
    _normalise(target)


def slim(source: Path, target: Path, stopped: Stopped = lambda: False) -> None:
    """Copy a backup without the vectors, which can be made again.

    The numbers that vectors had are not given again: an index may still know them.

    Raises:
        sqlite3.Error, OSError: it can't be read, or the copy can't be written.
        InterruptedError: ``stopped``.

    """
    copy_catalog(source, target, stopped)
    with _writing(target) as copy:
        tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_schema")}
        for name in _REMAKABLE:
            if name in tables:
                copy.execute(f"DELETE FROM {name}")
        copy.execute("VACUUM")
    _normalise(target)


def finish(copy: Path, stopped: Stopped = lambda: False) -> None:
    """Make sure that a copy is a whole catalogue, and that it is on the disk.

    Raises:
        CatalogError: it is damaged, or no catalogue that this photoapp can open.
        OSError: it can't be written.
        InterruptedError: ``stopped``.

    """
    if wrong := find_damage(copy, stopped):
        raise CatalogError(f"The copy {copy} is damaged: {wrong}.")
    with reading(copy, alone=True) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if not 0 < version <= len(MIGRATIONS):
        raise CatalogError(f"The copy {copy} is of schema {version}, which is not known here.")
    with copy.open("r+b") as file:
        os.fsync(file.fileno())


def put(copy: Path, target: Path) -> None:
    """Give a finished copy its name, so that a power cut can't take it back."""
    copy.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def discard(copy: Path) -> None:
    """Delete a copy that was not finished, with what SQLite may have put beside it."""
    for path in (copy, copy.with_name(f"{copy.name}-journal"), log_of(copy)):
        path.unlink(missing_ok=True)


@contextmanager
def _writing(target: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that writes fast: what a kill leaves of a copy is thrown away."""
    connection = sqlite3.connect(target, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        yield connection
    finally:
        connection.close()


def _normalise(copy: Path) -> None:
    """Let the header say that there is no log, and how often it changed nothing."""
    with copy.open("r+b") as file:
        file.seek(_VERSIONS)
        file.write(b"\x01\x01")
        for counter in _COUNTERS:
            file.seek(counter)
            file.write((1).to_bytes(4, "big"))
