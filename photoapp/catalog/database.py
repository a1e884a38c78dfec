"""The connection to SQLite: one a thread, and one writer at a time."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photoapp.catalog.complaints import complaint, damaged
from photoapp.catalog.connection import CatalogConnection
from photoapp.catalog.health import glance, refuse_if_lost, was_left_open
from photoapp.catalog.migrations import migrate
from photoapp.errors import CatalogError

BUSY_SECONDS = 30.0


class Database:
    """An SQLite file in WAL mode, brought to the newest schema when it is opened.

    Attributes:
        left_open: whether its last writer was killed, or is still at work: a reason to have a
            thorough look at it in the background (``health.find_damage``).

    Raises:
        CatalogError: the file is damaged, locked, written by a newer photoapp, or gone though
            there are backups of it.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._connecting = threading.Lock()
        self._writing = threading.RLock()
        self._closed = False
        refuse_if_lost(path)
        self.left_open = was_left_open(path)
        try:
            connection = self._open()
            if wrong := glance(connection, path):  # before anything is written
                raise CatalogError(damaged(path, wrong))
            self._local.connection = _prepared(connection)
            migrate(connection, path)
        except sqlite3.Error as error:
            self.close()
            raise CatalogError(complaint(path, error)) from error
        except CatalogError:
            self.close()
            raise

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection, for reading."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if self._closed:
                raise CatalogError(f"The catalogue {self.path} has been closed.")
            connection = _prepared(self._open())
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

    def _open(self) -> sqlite3.Connection:
        # isolation_level=None: the sqlite3 module would otherwise commit around DDL on its own.
        connection = sqlite3.connect(
            self.path,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=CatalogConnection,
        )
        connection.path = self.path
        self._keep(connection)
        return connection

    def _keep(self, connection: sqlite3.Connection) -> None:
        """Remember this thread's connection, and close those of threads that have ended."""
        with self._connecting:
            ended = [c for thread, c in self._connections if not thread.is_alive()]
            self._connections = [(t, c) for t, c in self._connections if c not in ended]
            self._connections.append((threading.current_thread(), connection))
        for old in ended:
            old.close()


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


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
