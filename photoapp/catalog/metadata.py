"""What is known of photos from their files: when and where they were taken, and what they show."""

import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.database import Database, from_column

# Of a photo's files the one that describes it is the first with something beside it, else the
# first of all; it is read again when what is beside it changes. Nothing is unlearned when that
# goes away: a photo that was moved without its sidecar keeps what it said.
_PENDING = (
    "SELECT photo_id, root.path AS root, file.path AS path, byte_size, modified_ns,"
    " file.sidecars,"
    " min((file.sidecars = '') * (1 << 40) + file.id)"
    " FROM file JOIN root ON root.id = root_id"
    " WHERE NOT root.offline AND problem IS NULL AND photo_id > ?"
    " GROUP BY photo_id"
    " HAVING NOT EXISTS (SELECT 1 FROM metadata WHERE metadata.photo_id = file.photo_id"
    " AND (file.sidecars = '' OR metadata.sidecars = file.sidecars))"
    " ORDER BY photo_id LIMIT ?"
)


@dataclass(frozen=True)
class PendingMetadata:
    """A photo whose metadata is to be read, from one of its files and what is beside that."""

    photo_id: int
    path: Path
    byte_size: int
    modified_ns: int
    sidecars: str

    def sidecar_paths(self) -> list[Path]:
        """Return where the files are that describe the photo."""
        names = json.loads(self.sidecars) if self.sidecars else []
        return [self.path.with_name(name) for name, *_ in names]


@dataclass(frozen=True)
class PhotoMetadata:
    """A photo's metadata: what is searched and sorted by, and as JSON all that is known.

    ``taken`` is local time as ISO 8601 has it, ``offset_minutes`` what that is ahead of UTC;
    coordinates are in degrees; a ``rating`` is from 0 to 5, or -1 for rejected.
    """

    taken: str | None = None
    offset_minutes: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    camera: str | None = None
    lens: str | None = None
    title: str | None = None
    caption: str | None = None
    rating: int | None = None
    keywords: tuple[str, ...] = ()
    facts: bytes = b"{}"


class MetadataTable:
    """The metadata of all photos."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, after: int, limit: int) -> list[PendingMetadata]:
        """Return present photos with id > ``after`` whose metadata is to be read, by id."""
        if self._is_complete():
            return []
        rows = self._database.connection().execute(_PENDING, (after, limit))
        return [_pending(row) for row in rows]

    def record(self, read: Iterable[tuple[PendingMetadata, PhotoMetadata]]) -> None:
        """Store what was read of some photos, in one transaction."""
        with self._database.transaction() as connection:
            for pending, metadata in read:
                _store(connection, pending, metadata)

    def of(self, photo_id: int) -> PhotoMetadata | None:
        """Return what is known of a photo, None if its metadata has not been read."""
        connection = self._database.connection()
        query = "SELECT * FROM metadata WHERE photo_id = ?"
        row = connection.execute(query, (photo_id,)).fetchone()
        if row is None:
            return None
        query = "SELECT word FROM keyword WHERE photo_id = ? ORDER BY rowid"
        words = tuple(r["word"] for r in connection.execute(query, (photo_id,)))
        return _metadata(row, words)

    def count(self) -> int:
        """Return of how many photos the metadata is known."""
        row = self._database.connection().execute("SELECT count(*) FROM metadata").fetchone()
        return int(row[0])

    def _is_complete(self) -> bool:
        """Return whether nothing can be pending; this counts rows, which is quicker than asking."""
        row = self._database.connection().execute(
            "SELECT (SELECT count(*) FROM photo) = (SELECT count(*) FROM metadata)"
            " AND NOT EXISTS (SELECT 1 FROM file JOIN metadata USING (photo_id)"
            " WHERE file.sidecars <> '' AND file.sidecars <> metadata.sidecars)"
        )
        return bool(row.fetchone()[0])


def _pending(row: sqlite3.Row) -> PendingMetadata:
    path = Path(from_column(row["root"]), from_column(row["path"]))
    traits = (row["byte_size"], row["modified_ns"], row["sidecars"])
    return PendingMetadata(row["photo_id"], path, *traits)


_COLUMNS = (
    "taken", "offset_minutes", "latitude", "longitude", "city", "region", "country", "camera",
    "lens", "title", "caption", "rating",
)  # fmt: skip


def _store(
    connection: sqlite3.Connection, pending: PendingMetadata, metadata: PhotoMetadata
) -> None:
    known = connection.execute("SELECT 1 FROM photo WHERE id = ?", (pending.photo_id,)).fetchone()
    if known is None:
        return
    connection.execute("DELETE FROM metadata WHERE photo_id = ?", (pending.photo_id,))
    values = [getattr(metadata, column) for column in _COLUMNS]
    row = (pending.photo_id, pending.sidecars, time.time(), *values, metadata.facts.decode())
    connection.execute(f"INSERT INTO metadata VALUES ({','.join('?' * len(row))})", row)
    connection.executemany(
        "INSERT OR IGNORE INTO keyword VALUES (?, ?)",
        [(pending.photo_id, word) for word in metadata.keywords],
    )


def _metadata(row: sqlite3.Row, words: tuple[str, ...]) -> PhotoMetadata:
    values = {column: row[column] for column in _COLUMNS}
    return PhotoMetadata(**values, keywords=words, facts=row["facts"].encode())
