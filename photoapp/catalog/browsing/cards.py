"""What is known of photos as they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.database import Database, from_column

_CHUNK = 500

_CARDS = """SELECT photo.id, damage, failure.reason, rating, flag, color,
    min(root.offline) AS offline, min(root.offline * (1 << 40) + file.id),
    root.path AS root, file.path AS path
    FROM photo JOIN described ON described.photo_id = photo.id
    JOIN file ON file.photo_id = photo.id JOIN root ON root.id = file.root_id
    LEFT JOIN failure ON failure.photo_id = photo.id
    WHERE photo.id IN ({marks}) GROUP BY photo.id"""


@dataclass(frozen=True)
class CardRow:
    """What a photo's place in the grid says of it; ``path`` is one of its files."""

    photo_id: int
    path: Path
    rating: int
    flag: str
    color: str
    offline: bool
    damage: str | None
    failure: str | None


def card_rows(database: Database, photo_ids: Sequence[int]) -> list[CardRow]:
    """Return what is written on the present ones of some photos, as it is now."""
    found = []
    for start in range(0, len(photo_ids), _CHUNK):
        chunk = photo_ids[start : start + _CHUNK]
        query = _CARDS.format(marks=",".join("?" * len(chunk)))
        found += [
            CardRow(
                r["id"], Path(from_column(r["root"]), from_column(r["path"])),
                r["rating"], r["flag"], r["color"],
                bool(r["offline"]), r["damage"], r["reason"],
            )
            for r in database.connection().execute(query, tuple(chunk))
        ]  # fmt: skip
    return found


def file_places(database: Database, photo_id: int) -> list[tuple[Path, bool]]:
    """Return where a photo's copies are, and whether that was missing last; present ones first."""
    rows = database.connection().execute(
        "SELECT root.path AS root, file.path AS path, offline FROM file"
        " JOIN root ON root.id = root_id WHERE photo_id = ? ORDER BY offline, file.id",
        (photo_id,),
    )
    return [
        (Path(from_column(r["root"]), from_column(r["path"])), bool(r["offline"])) for r in rows
    ]


def format_of(database: Database, photo_id: int) -> tuple[int, str | None]:
    """Return a photo's size in bytes and its format, 0 and None if there is no such photo."""
    query = "SELECT byte_size, format FROM photo WHERE id = ?"
    row = database.connection().execute(query, (photo_id,)).fetchone()
    return (row[0], row[1]) if row else (0, None)


def failure_of(database: Database, photo_id: int) -> str | None:
    """Return why a photo could not be looked at, None if it could."""
    query = "SELECT reason FROM failure WHERE photo_id = ?"
    row = database.connection().execute(query, (photo_id,)).fetchone()
    return str(row[0]) if row else None
