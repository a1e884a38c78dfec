"""Photos: what is pending for a model, what was made of them, and what is shown."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.database import Database, from_column

# SQLite's own limit on values in one statement is higher; this keeps statements short.
_CHUNK = 500

_PENDING = (
    "FROM photo JOIN file ON file.photo_id = photo.id AND file.problem IS NULL"
    " JOIN root ON root.id = file.root_id AND NOT root.offline"
    " WHERE photo.id > ? AND photo.id NOT IN (SELECT photo_id FROM failure)"
    " AND NOT EXISTS (SELECT 1 FROM vector WHERE model_id = ? AND photo_id = photo.id)"
)


@dataclass(frozen=True)
class PendingPhoto:
    """A photo that has no vector yet for a model, and one of its files."""

    id: int
    content_hash: bytes
    path: Path
    byte_size: int
    modified_ns: int


@dataclass(frozen=True)
class EmbeddedPhoto:
    """What the worker made of a photo: little-endian float16 vectors, and what it is.

    ``content_hash`` is that of what was looked at: a photo that was turned meanwhile holds
    something else, and nothing is stored of it. None: what it holds now.
    """

    id: int
    vector: bytes
    feature: bytes
    format: str
    width: int
    height: int
    damage: str | None
    content_hash: bytes | None = None


@dataclass(frozen=True)
class PhotoRecord:
    """A photo as it is shown; ``path`` is one of its files."""

    id: int
    content_hash: bytes
    path: Path
    width: int | None
    height: int | None
    damage: str | None
    offline: bool


class Photos:
    """Photos of the catalogue. A photo is *present* while at least one file holds it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, model_id: int, after: int, limit: int) -> list[PendingPhoto]:
        """Return present photos with id > ``after`` and no vector of the model, by id."""
        if self.all_embedded(model_id):
            return []
        rows = self._database.connection().execute(
            "SELECT photo.id, content_hash, root.path AS root, file.path AS path, file.byte_size,"
            f" file.modified_ns, min(file.id) {_PENDING}"
            " GROUP BY photo.id ORDER BY photo.id LIMIT ?",
            (after, model_id, limit),
        )
        return [
            PendingPhoto(
                r["id"],
                r["content_hash"],
                Path(from_column(r["root"]), from_column(r["path"])),
                r["byte_size"],
                r["modified_ns"],
            )
            for r in rows
        ]

    def all_embedded(self, model_id: int) -> bool:
        """Return whether each photo, present or not, has failed or a vector of the model.

        Then nothing is pending. This only counts rows, a tenth of the time of asking for those.
        """
        row = self._database.connection().execute(
            "SELECT (SELECT count(*) FROM photo) ="
            " (SELECT count(*) FROM vector WHERE model_id = :model)"
            " + (SELECT count(*) FROM failure WHERE photo_id NOT IN"
            "  (SELECT photo_id FROM vector WHERE model_id = :model"
            "   AND photo_id = failure.photo_id))",
            {"model": model_id},
        )
        return bool(row.fetchone()[0])

    def newest_id(self) -> int:
        """Return the highest id of a photo, 0 when there is none."""
        row = self._database.connection().execute("SELECT coalesce(max(id), 0) FROM photo")
        return int(row.fetchone()[0])

    def pending_count(self, model_id: int) -> int:
        """Return how many photos ``pending`` would return in all."""
        if self.all_embedded(model_id):
            return 0
        row = self._database.connection().execute(
            f"SELECT count(DISTINCT photo.id) {_PENDING}", (0, model_id)
        )
        return int(row.fetchone()[0])

    def record_embedded(self, model_id: int, photos: Iterable[EmbeddedPhoto]) -> list[int]:
        """Store what the worker made, in one transaction; return the ids that were new."""
        with self._database.transaction() as connection:
            return [p.id for p in photos if _store(connection, model_id, p)]

    def present_ids(self, *, decoded: bool = False) -> list[int]:
        """Return the ids of present photos that have not failed, the newest first.

        What counts is when they were taken, else the time of their newest file. ``decoded``
        leaves out those that the worker has not got to yet.
        """
        rows = self._database.connection().execute(
            "SELECT file.photo_id FROM file JOIN photo ON photo.id = file.photo_id"
            " LEFT JOIN metadata ON metadata.photo_id = file.photo_id"
            " WHERE file.photo_id NOT IN (SELECT photo_id FROM failure)"
            " AND (photo.width IS NOT NULL OR NOT ?)"
            " GROUP BY file.photo_id ORDER BY coalesce(taken, strftime('%Y-%m-%dT%H:%M:%S',"
            " max(modified_ns) / 1000000000, 'unixepoch', 'localtime')) DESC,"
            " max(modified_ns) DESC, file.photo_id",
            (decoded,),
        )
        return [r[0] for r in rows]

    def present_among(self, photo_ids: Sequence[int]) -> set[int]:
        """Return which of the photos are present."""
        found: set[int] = set()
        for start in range(0, len(photo_ids), _CHUNK):
            chunk = photo_ids[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            query = f"SELECT photo_id FROM file WHERE photo_id IN ({marks})"
            found.update(row[0] for row in self._database.connection().execute(query, chunk))
        return found

    def records(self, photo_ids: Sequence[int]) -> dict[int, PhotoRecord]:
        """Return the present ones of the photos, by id."""
        found: dict[int, PhotoRecord] = {}
        for start in range(0, len(photo_ids), _CHUNK):
            for row in self._rows(photo_ids[start : start + _CHUNK]):
                found.setdefault(row["id"], _photo_record(row))
        return found

    def count(self, model_id: int) -> tuple[int, int]:
        """Return how many photos are present, and how many of those the model has embedded."""
        row = (
            self._database.connection()
            .execute(
                "SELECT count(*), count(vector.sequence) FROM"
                " (SELECT DISTINCT photo_id FROM file WHERE photo_id IS NOT NULL) AS present"
                " LEFT JOIN vector ON vector.photo_id = present.photo_id AND vector.model_id = ?",
                (model_id,),
            )
            .fetchone()
        )
        return int(row[0]), int(row[1])

    def _rows(self, photo_ids: Sequence[int]) -> list[sqlite3.Row]:
        marks = ",".join("?" * len(photo_ids))
        return (
            self._database.connection()
            .execute(
                "SELECT photo.id, content_hash, width, height, damage, root.offline,"
                " root.path AS root, file.path AS path FROM photo"
                " JOIN file ON file.photo_id = photo.id JOIN root ON root.id = file.root_id"
                f" WHERE photo.id IN ({marks}) ORDER BY root.offline, file.id",
                tuple(photo_ids),
            )
            .fetchall()
        )


def _photo_record(row: sqlite3.Row) -> PhotoRecord:
    path = Path(from_column(row["root"]), from_column(row["path"]))
    return PhotoRecord(
        row["id"],
        row["content_hash"],
        path,
        row["width"],
        row["height"],
        row["damage"],
        bool(row["offline"]),
    )


def _store(connection: sqlite3.Connection, model_id: int, photo: EmbeddedPhoto) -> bool:
    if photo.content_hash is not None:
        query = "SELECT 1 FROM photo WHERE id = ? AND content_hash = ?"
        if connection.execute(query, (photo.id, photo.content_hash)).fetchone() is None:
            return False
    cursor = connection.execute(
        "INSERT INTO vector (model_id, photo_id, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (model_id, photo.id, photo.vector),
    )
    if cursor.rowcount != 1:
        return False
    connection.execute("INSERT INTO feature VALUES (?, ?)", (cursor.lastrowid, photo.feature))
    connection.execute(
        "UPDATE photo SET format = ?, width = ?, height = ?, damage = ? WHERE id = ?",
        (photo.format, photo.width, photo.height, photo.damage, photo.id),
    )
    return True
