"""The connection to SQLite: one a thread, and one writer at a time."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from photoapp.catalog.migrations import migrate
from photoapp.errors import CatalogError

BUSY_SECONDS = 30.0


class Database:
    """An SQLite file in WAL mode, brought to the newest schema when it is opened.

    Raises:
        CatalogError: the file is damaged, locked, or written by a newer photoapp.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._connecting = threading.Lock()
        self._writing = threading.RLock()
        self._closed = False
        try:
            migrate(self.connection(), path)
        except sqlite3.Error as error:
            self.close()
            raise CatalogError(_sentence(path, error)) from error
        except CatalogError:
            self.close()
            raise

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection, for reading."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if self._closed:
                raise CatalogError(f"The catalogue {self.path} has been closed.")
            connection = self._connect()
            self._local.connection = connection
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write: everything inside happens, or nothing of it; inner ones join the outer one."""
        with self._writing:
            connection = self.connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise

    def close(self) -> None:
        """Close every thread's connection; the object is of no use afterwards."""
        with self._writing, self._connecting:
            for _, connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()
            self._closed = True

    def _connect(self) -> sqlite3.Connection:
        # isolation_level=None: the sqlite3 module would otherwise commit around DDL on its own.
        connection = sqlite3.connect(
            self.path,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
        )
        connection.path = self.path
        self._keep(connection)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _keep(self, connection: sqlite3.Connection) -> None:
        """Remember this thread's connection, and close those of threads that have ended."""
        with self._connecting:
            ended = [c for thread, c in self._connections if not thread.is_alive()]
            self._connections = [(t, c) for t, c in self._connections if c not in ended]
            self._connections.append((threading.current_thread(), connection))
        for old in ended:
            old.close()


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # else SQLite has rolled back by itself
        connection.execute("ROLLBACK")


def to_column(path: str) -> str | bytes:
    """Return a path as SQLite can keep it: file names that are not UTF-8 become bytes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def from_column(value: str | bytes) -> str:
    """Undo ``to_column``."""
    return os.fsdecode(value) if isinstance(value, bytes) else value


def _sentence(path: Path, error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return f"The catalogue {path} is in use by another program; close it and try again."
    if "readonly" in str(error) or "full" in str(error):
        return f"The catalogue {path} can't be written ({error}); make room, or the right to write."
    return (
        f"The catalogue {path} can't be opened ({error}); move it aside to start anew "
        "(your photos are not touched), or put a backup in its place."
    )


class _Connection(sqlite3.Connection):
    """Tells SQLite's errors as sentences: damage, locks and full disks are the user's to mend."""

    path = Path()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        try:
            return super().execute(sql, parameters)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # a bug of ours
        except sqlite3.DatabaseError as error:
            raise CatalogError(_sentence(self.path, error)) from error
