"""Telling whether a catalogue is whole: at a glance when it is opened, thoroughly where asked."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from photoapp.catalog import migrations
from photoapp.catalog.backups import backups_of
from photoapp.catalog.complaints import complaint, lost, primary_code, tells_damage
from photoapp.errors import CatalogError

_BUSY_SECONDS = 5.0
# Steps of SQLite's machine between two questions whether to stop: some milliseconds.
_STEPS = 20_000
# SQLite takes a file of one byte for an empty one too: where none can be locked it writes one.
_EMPTY = 1
_PREFIX = "*** in database main ***\n"  # of SQLite's, before damage of pages


def was_left_open(path: Path) -> bool:
    """Return whether a write-ahead log is there: its writer was killed, or is at work."""
    return _size(log_of(path)) > 0


def log_of(path: Path) -> Path:
    """Return where a database's write-ahead log is."""
    return path.with_name(f"{path.name}-wal")


def refuse_if_lost(path: Path) -> None:
    """Refuse to start an empty catalogue where one with backups has been.

    Raises:
        CatalogError: the file is gone or empty, and there are backups.

    """
    if is_lost(path):
        raise CatalogError(lost(path))


def is_lost(path: Path) -> bool:
    """Return whether a catalogue that has backups is gone or empty."""
    empty = path.is_file() and _size(path) <= _EMPTY and not was_left_open(path)
    return (empty or not path.exists()) and bool(backups_of(path))


def glance(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return what is wrong with a catalogue as far as a few reads can tell, None if nothing is.

    Takes some milliseconds, however large the file is.

    Raises:
        sqlite3.Error, CatalogError: it can't be read.

    """
    had_log = was_left_open(path)
    connection.execute("BEGIN")  # all that follows is of one moment
    try:
        wrong = _wrong_schema(connection) or _wrong_pages(connection)
        pages = _one(connection, "PRAGMA page_count") * _one(connection, "PRAGMA page_size")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    if not (had_log or was_left_open(path)) and _size(path) < pages:
        return wrong or f"it is {_size(path)} bytes long and should be {pages}"
    return wrong


def look_over(path: Path) -> str | None:
    """Return what is wrong with a catalogue at a glance, None if nothing is.

    Raises:
        CatalogError: it can't be looked at: it is locked, say.

    """
    return _wrong_with(path, thorough=False)


def find_damage(path: Path, stopped: Callable[[], bool] = lambda: False) -> str | None:
    """Read all of a catalogue, and return what is wrong, None if nothing is.

    Takes about a second a gigabyte from memory; others may read and write meanwhile.

    Raises:
        CatalogError: it can't be looked at: it is locked, say.
        InterruptedError: ``stopped``.

    """
    if stopped():
        raise InterruptedError
    return _wrong_with(path, thorough=True, stopped=stopped)


def _wrong_with(
    path: Path, *, thorough: bool, stopped: Callable[[], bool] = lambda: False
) -> str | None:
    try:
        with reading(path, stopped) as connection:
            if (wrong := glance(connection, path)) or not thorough:
                return wrong
            found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
    except sqlite3.Error as error:
        if primary_code(error) == sqlite3.SQLITE_INTERRUPT:
            raise InterruptedError from error
        if not tells_damage(error):
            raise CatalogError(complaint(path, error)) from error
        return str(error)
    except UnicodeDecodeError as error:  # of a name, or of SQLite's message that quotes one
        return str(error)
    return None if found == ["ok"] else "; ".join(line.removeprefix(_PREFIX) for line in found)


@contextmanager
def reading(
    path: Path, stopped: Callable[[], bool] = lambda: False, *, alone: bool = False
) -> Iterator[sqlite3.Connection]:
    """Give a connection that changes nothing in the file.

    ``alone`` says that nobody writes it, so that no file is made beside it either.

    Raises:
        sqlite3.OperationalError: there is no file, or, of statements, ``stopped``.

    """
    mode = "immutable=1" if alone else "mode=ro"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.set_progress_handler(stopped, _STEPS)
        yield connection
    finally:
        connection.close()


def _wrong_schema(connection: sqlite3.Connection) -> str | None:
    version = _one(connection, "PRAGMA user_version")
    names = _names(connection)
    if version < 0 or (version == 0 and names):
        return f"schema {version} with {len(names)} tables and indexes"
    if version == len(migrations.MIGRATIONS) and (missing := _newest_names() - names):
        return f"it has no {', '.join(sorted(missing))}"
    return None


def _newest_names() -> set[str]:
    """Return the names of what a new catalogue has."""
    new = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.migrate(new, Path())
        return _names(new)
    finally:
        new.close()


def _names(connection: sqlite3.Connection) -> set[str]:
    query = "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    return {str(row[0]) for row in connection.execute(query)}


def _wrong_pages(connection: sqlite3.Connection) -> str | None:
    """Read both ends of our tables: that is where a file that was cut or overwritten shows."""
    tables = connection.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    ).fetchall()
    ours = _newest_names()
    for name, without_rowid in (row for row in tables if row[0] in ours):
        ends = ("",) if without_rowid else ("ORDER BY rowid", "ORDER BY rowid DESC")
        for end in ends:
            connection.execute(f'SELECT * FROM "{name}" {end} LIMIT 1').fetchall()
    return None


def _one(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
