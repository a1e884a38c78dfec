"""Connections whose errors are sentences, wherever they come up."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from photoapp.catalog.complaints import complaint, damaged, primary_code
from photoapp.catalog.health import find_damage
from photoapp.errors import CatalogError, UsageError

_ROWS = 256


class CatalogConnection(sqlite3.Connection):
    """Tells SQLite's errors as CatalogError; what only a bug can cause keeps its traceback."""

    path = Path()

    def cursor(self, factory: Any = None) -> sqlite3.Cursor:  # type: ignore[override]
        """Return a cursor that tells errors as sentences too."""
        cursor: _Cursor = super().cursor(factory or _Cursor)
        cursor.path = self.path
        return cursor

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run one statement."""
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """Run one statement with each of several parameters."""
        return self.cursor().executemany(sql, parameters)


class _Cursor(sqlite3.Cursor):
    """SQLite finds out about damage while rows are fetched, not before."""

    path = Path()

    def execute(self, sql: str, parameters: Any = (), /) -> "_Cursor":
        with told(self.path):
            super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, parameters: Any, /) -> "_Cursor":
        with told(self.path):
            super().executemany(sql, parameters)
        return self

    def fetchone(self) -> Any:
        with told(self.path):
            return super().fetchone()

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        with told(self.path):
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:
        with told(self.path):
            return super().fetchall()

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        # By many rows: a __next__ of our own would cost as much again as fetching one.
        while rows := self.fetchmany(_ROWS):
            yield from rows


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell errors of the catalogue at ``path`` as CatalogError, text that is none as UsageError."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        # A row that belongs to another may be right, and that other on a page that is damaged.
        if wrong := find_damage(path):
            raise CatalogError(damaged(path, wrong)) from error
        raise  # a bug of ours
    except sqlite3.ProgrammingError:
        raise  # another one
    except UnicodeEncodeError as error:  # somebody typed it: paths are kept as bytes then
        text = error.object.encode("utf-8", "replace").decode()
        raise UsageError(f"“{text}” is not Unicode text; type it in UTF-8.") from error
    except UnicodeDecodeError as error:  # of a column, or of SQLite's message that quotes one
        raise CatalogError(damaged(path, str(error))) from error
    except sqlite3.DatabaseError as error:
        if primary_code(error) == sqlite3.SQLITE_ERROR:
            raise  # a statement that is wrong: one more
        raise CatalogError(complaint(path, error)) from error
