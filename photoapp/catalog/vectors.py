"""Vectors of record: float16, keyed by photo and model, numbered in the order they came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.complaints import incomplete
from photoapp.catalog.database import Database
from photoapp.errors import CatalogError

# SQLite's own limit on values in one statement is higher; this keeps statements short.
_CHUNK = 500


@dataclass(frozen=True)
class StoredVectors:
    """Some vectors: ``photo_ids`` int64 (n,), ``vectors`` float16 (n, dim)."""

    photo_ids: NDArray[np.int64]
    vectors: NDArray[np.float16]
    last_sequence: int


class Vectors:
    """The vectors and features of every model.

    Where they are read, a CatalogError is raised if one is not as long as its model says.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def model_id(self, name: str, dim: int, feature_dim: int) -> int:
        """Return the catalogue's number for a model, made if it is new."""
        query = "SELECT id FROM model WHERE name = ?"
        if row := self._database.connection().execute(query, (name,)).fetchone():
            return int(row[0])
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO model (name, dim, feature_dim) VALUES (?, ?, ?)"
                " ON CONFLICT (name) DO NOTHING",
                (name, dim, feature_dim),
            )
            return int(connection.execute(query, (name,)).fetchone()[0])

    def count(self, model_id: int, upto: int | None = None) -> int:
        """Return how many photos have a vector of the model, with a sequence ``upto`` some."""
        query = "SELECT count(*) FROM vector WHERE model_id = ? AND sequence <= ?"
        values = (model_id, 2**62 if upto is None else upto)
        return int(self._database.connection().execute(query, values).fetchone()[0])

    def has(self, model_id: int, photo_id: int) -> bool:
        """Return whether a photo has a vector of the model."""
        query = "SELECT 1 FROM vector WHERE model_id = ? AND photo_id = ?"
        row = self._database.connection().execute(query, (model_id, photo_id)).fetchone()
        return row is not None

    def last_sequence(self) -> int:
        """Return the highest sequence number ever given to a vector, 0 when there was none."""
        query = "SELECT seq FROM sqlite_sequence WHERE name = 'vector'"
        row = self._database.connection().execute(query).fetchone()
        return int(row[0]) if row else 0

    def batches(self, model_id: int, after: int, size: int = 4096) -> Iterator[StoredVectors]:
        """Yield the model's vectors with a sequence > ``after``, in ascending sequence."""
        while rows := self._rows(model_id, after, size):
            after = rows[-1][0]
            vectors = self._matrix([r[2] for r in rows], self._dims(model_id)[0])
            ids = np.fromiter((r[1] for r in rows), dtype=np.int64, count=len(rows))
            yield StoredVectors(ids, vectors, after)

    def newest(self, model_id: int) -> int:
        """Return the highest sequence number of the model's vectors, 0 when there are none."""
        query = "SELECT sequence FROM vector WHERE +model_id = ? ORDER BY sequence DESC LIMIT 1"
        row = self._database.connection().execute(query, (model_id,)).fetchone()
        return int(row[0]) if row else 0

    def feature_batches(
        self, model_id: int, after: int, size: int = 2048
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float16], int]]:
        """Yield the model's features with a sequence > ``after``, in ascending sequence.

        Photo ids, int64 (n,), their features, (n, feature_dim), and the last sequence.
        """
        query = (
            "SELECT sequence, photo_id, feature FROM vector JOIN feature USING (sequence)"
            " WHERE sequence > ? AND +model_id = ? ORDER BY sequence LIMIT ?"
        )
        connection, dim = self._database.connection(), self._dims(model_id)[1]
        while rows := connection.execute(query, (after, model_id, size)).fetchall():
            after = int(rows[-1][0])
            ids = np.fromiter((row[1] for row in rows), dtype=np.int64, count=len(rows))
            yield ids, self._matrix([row[2] for row in rows], dim), after

    def features(self, model_id: int) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Return all photo ids, int64 (n,), and features, float16 (n, feature_dim), of a model."""
        rows = (
            self._database.connection()
            .execute(
                "SELECT photo_id, feature FROM vector JOIN feature USING (sequence)"
                " WHERE model_id = ? ORDER BY sequence",
                (model_id,),
            )
            .fetchall()
        )
        ids = np.array([r[0] for r in rows], dtype=np.int64)
        return ids, self._matrix([r[1] for r in rows], self._dims(model_id)[1])

    def features_of(
        self, model_id: int, photo_ids: Sequence[int]
    ) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Return those of the photos that have a feature, (n,), and those, (n, feature_dim)."""
        found: list[tuple[int, bytes]] = []
        for start in range(0, len(photo_ids), _CHUNK):
            chunk = photo_ids[start : start + _CHUNK]
            found += self._database.connection().execute(
                "SELECT photo_id, feature FROM vector JOIN feature USING (sequence)"
                f" WHERE model_id = ? AND photo_id IN ({','.join('?' * len(chunk))})",
                (model_id, *chunk),
            )
        ids = np.array([row[0] for row in found], dtype=np.int64)
        return ids, self._matrix([row[1] for row in found], self._dims(model_id)[1])

    def _dims(self, model_id: int) -> tuple[int, int]:
        """Return how many numbers a vector and a feature of a model have; (0, 0) of no model."""
        query = "SELECT dim, feature_dim FROM model WHERE id = ?"
        row = self._database.connection().execute(query, (model_id,)).fetchone()
        return tuple(row) if row else (0, 0)

    def _matrix(self, rows: Sequence[bytes], dim: int) -> NDArray[np.float16]:
        """Return rows as one array (len(rows), dim)."""
        # Damage of a page can make a row shorter, or a number; all after it would be shifted.
        if any(not isinstance(row, bytes) or len(row) != 2 * dim for row in rows):
            raise CatalogError(incomplete(self._database.path, "a vector is not whole"))
        return np.frombuffer(b"".join(rows), dtype="<f2").reshape(len(rows), dim)

    def _rows(self, model_id: int, after: int, size: int) -> list[tuple[int, int, bytes]]:
        connection = self._database.connection()
        # The plus keeps SQLite from the index over model_id, which would read all of the model's
        # rows and sort them, each time somebody asks whether there is anything new.
        query = (
            "SELECT sequence, photo_id, vector FROM vector"
            " WHERE sequence > ? AND +model_id = ? ORDER BY sequence LIMIT ?"
        )
        return [tuple(row) for row in connection.execute(query, (after, model_id, size))]
