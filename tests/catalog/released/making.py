"""Keeps a catalogue of today's schema, for all later versions of photoapp to be tested with.

    python -m tests.catalog.released.making

makes those that are missing, one for each step of ``MIGRATIONS``, with the rows of ``rows.py``:
write some for a new step first. It never makes one anew: what was released stays as it was, and
so does whatever was wrong with it.
"""

import gzip
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from photoapp.catalog.migrations import MIGRATIONS
from tests.catalog.released.rows import ROWS

FOLDER = Path(__file__).parent
_MADE_AT = 1_735_689_600.0


def kept(version: int) -> Path:
    """Return where the catalogue of a schema is kept."""
    return FOLDER / f"catalog-{version}.sqlite.gz"


def schema(path: Path, version: int) -> None:
    """Make an empty catalogue as photoapp made it when it knew so many steps."""
    with closing(_connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for number, step in enumerate(MIGRATIONS[:version], 1):
            for statement in step.statements:
                connection.execute(statement)
            values = (number, step.name, _MADE_AT)
            connection.execute("INSERT INTO migration VALUES (?, ?, ?)", values)
        connection.execute(f"PRAGMA user_version = {version}")


def make(version: int) -> None:
    """Make the catalogue of a schema, with rows in it, and keep it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.sqlite"
        schema(path, version)
        with closing(_connect(path)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            for statement in (each for rows in ROWS[:version] for each in rows):
                connection.execute(statement)
        kept(version).write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


if __name__ == "__main__":
    for wanted in range(1, len(MIGRATIONS) + 1):
        if not kept(wanted).exists():
            make(wanted)
