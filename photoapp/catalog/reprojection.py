"""Vectors of one model from the features of another that sees photos with the same tower."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.database import Database

# Both are answered by the index over models and photos alone.
_LACKING = (
    "FROM vector AS found WHERE found.model_id = ? AND NOT EXISTS"
    " (SELECT 1 FROM vector WHERE model_id = ? AND photo_id = found.photo_id)"
)
# A photo that was turned meanwhile has lost its vector, and its feature says nothing of it now.
_ADD_VECTOR = (
    "INSERT INTO vector (model_id, photo_id, vector)"
    " SELECT ?, photo_id, ? FROM vector WHERE sequence = ? ON CONFLICT DO NOTHING"
)
# CROSS keeps SQLite from beginning with all vectors of the other model.
_ADD_FEATURES = (
    "INSERT INTO feature SELECT made.sequence, feature.feature FROM vector AS made"
    " CROSS JOIN vector AS found ON found.model_id = ? AND found.photo_id = made.photo_id"
    " CROSS JOIN feature ON feature.sequence = found.sequence"
    " WHERE made.sequence > ? AND +made.model_id = ?"
)
_LAST = "SELECT coalesce(max(sequence), 0) FROM vector"


@dataclass(frozen=True)
class FeatureBatch:
    """Features of some photos: ``sequences`` are those of their vectors, int64 (n,).

    ``photo_ids`` are int64 (n,), ascending; ``features`` float16 (n, feature_dim).
    """

    photo_ids: NDArray[np.int64]
    sequences: NDArray[np.int64]
    features: NDArray[np.float16]


class Reprojection:
    """What it takes to make a model's vectors without looking at any photo.

    ``source`` and ``target`` are the catalogue's numbers of two models whose features are equal.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def lacking(self, source: int, target: int) -> int:
        """Return how many photos have a vector of ``source`` and none of ``target``."""
        query = f"SELECT count(*) {_LACKING}"
        return int(self._database.connection().execute(query, (source, target)).fetchone()[0])

    def batches(self, source: int, target: int, size: int) -> Iterator[FeatureBatch]:
        """Yield the features of ``source`` for all photos without a vector of ``target``, by id.

        Those that are not whole are left out.
        """
        after = -1
        while rows := self._lacking(source, target, after, size):
            after = rows[-1][0]
            if batch := self._batch(source, rows):
                yield batch

    def record(
        self, source: int, target: int, sequences: Sequence[int], vectors: NDArray[np.float16]
    ) -> int:
        """Store vectors made of the features of ``source``, in one transaction; return how many.

        Photos that have one by now, or lost that of ``source``, are passed over.
        """
        rows = (row.tobytes() for row in vectors.astype("<f2"))
        with self._database.transaction() as connection:
            last = connection.execute(_LAST).fetchone()[0]
            added = connection.executemany(
                _ADD_VECTOR, zip([target] * len(sequences), rows, sequences, strict=True)
            )
            connection.execute(_ADD_FEATURES, (source, last, target))
            return added.rowcount

    def _lacking(self, source: int, target: int, after: int, size: int) -> list[tuple[int, int]]:
        query = (
            f"SELECT found.photo_id, found.sequence {_LACKING} AND found.photo_id > ?"
            " ORDER BY found.photo_id LIMIT ?"
        )
        rows = self._database.connection().execute(query, (source, target, after, size))
        return [(int(row[0]), int(row[1])) for row in rows]

    def _batch(self, source: int, rows: Sequence[tuple[int, int]]) -> FeatureBatch | None:
        connection = self._database.connection()
        query = "SELECT feature_dim FROM model WHERE id = ?"
        dim = int(connection.execute(query, (source,)).fetchone()[0])
        found = []
        for photo_id, sequence in rows:
            query = "SELECT feature FROM feature WHERE sequence = ?"
            row = connection.execute(query, (sequence,)).fetchone()
            if row and isinstance(row[0], bytes) and len(row[0]) == 2 * dim:
                found.append((photo_id, sequence, row[0]))
        if not found:
            return None
        features = np.frombuffer(b"".join(row[2] for row in found), "<f2").reshape(-1, dim)
        ids, sequences = (np.array([row[i] for row in found], np.int64) for i in (0, 1))
        return FeatureBatch(ids, sequences, features)
