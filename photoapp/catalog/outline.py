"""What the files around a catalogue are compared with, read without changing anything in it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.database import from_column
from photoapp.catalog.health import glance, is_lost, reading
from photoapp.errors import CatalogError


@dataclass(frozen=True)
class Outline:
    """The folders, photos, models and vectors that a catalogue knows.

    ``hashes`` are all that a photo's thumbnail could be named by; ``last_sequence`` is the
    highest number that a vector ever had, ``vectors`` how many each model has.
    """

    roots: tuple[Path, ...]
    hashes: frozenset[bytes]
    last_sequence: int
    vectors: dict[str, int]


def read_outline(path: Path) -> Outline | None:
    """Return a catalogue's outline, None where there is none or it can't be read."""
    if is_lost(path) or not path.exists():
        return None
    try:
        with reading(path) as connection:
            return None if glance(connection, path) else _outline(connection)
    except (sqlite3.Error, CatalogError, UnicodeDecodeError):
        return None


def _outline(connection: sqlite3.Connection) -> Outline:
    roots = connection.execute("SELECT path FROM root ORDER BY id").fetchall()
    sequence = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'vector'"
    vectors = "SELECT name, (SELECT count(*) FROM vector WHERE model_id = model.id) FROM model"
    return Outline(
        tuple(Path(from_column(row[0])) for row in roots),
        frozenset(_hashes(connection)),
        int(connection.execute(sequence).fetchone()[0]),
        {str(row[0]): int(row[1]) for row in connection.execute(vectors)},
    )


def _hashes(connection: sqlite3.Connection) -> set[bytes]:
    columns = [row[1] for row in connection.execute("PRAGMA table_info(photo)")]
    found: set[bytes] = set()
    for column in (name for name in columns if name.endswith("_hash")):
        found.update(row[0] for row in connection.execute(f"SELECT {column} FROM photo") if row[0])
    return found
