"""A scan of every vector: always right, and the fastest for all but large libraries."""

from threading import Lock

import numpy as np
from numpy.typing import NDArray

from photoapp.index.protocol import Neighbours, VectorBatch
from photoapp.index.ranking import best, unit_query, unit_rows


class ExactIndex:
    """Vectors in one float32 matrix (capacity, dim), its first ``len`` rows in use."""

    def __init__(self, dim: int, model_id: str = "", *, capacity: int = 1024) -> None:
        self.dim = dim
        self.model_id = model_id
        self.last_sequence = 0
        self._lock = Lock()
        self._row_of: dict[int, int] = {}
        self._ids = np.empty(max(1, capacity), dtype=np.int64)
        self._matrix = np.empty((max(1, capacity), dim), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._row_of)

    def photo_ids(self) -> NDArray[np.int64]:
        """Return the ids of all vectors held, int64 (n,), in no order."""
        with self._lock:
            return self._ids[: len(self)].copy()

    def snapshot(self) -> VectorBatch:
        """Return a copy of everything held: float32 vectors of length 1."""
        with self._lock:
            count = len(self)
            ids, matrix = self._ids[:count].copy(), self._matrix[:count].copy()
            return VectorBatch(ids, matrix, self.last_sequence)

    def add(self, batch: VectorBatch) -> None:
        """Add vectors; an id that is here already gets the new vector."""
        vectors = unit_rows(batch, self.dim)
        with self._lock:
            row_of = self._row_of
            rows = [row_of.setdefault(i, len(row_of)) for i in batch.photo_ids.tolist()]
            self._reserve(len(self))
            self._ids[rows] = batch.photo_ids
            self._matrix[rows] = vectors
            self.last_sequence = max(self.last_sequence, batch.last_sequence)

    def remove(self, photo_ids: NDArray[np.int64]) -> None:
        """Remove vectors, each by moving the last row into its place."""
        with self._lock:
            for photo_id in photo_ids.tolist():
                row = self._row_of.pop(photo_id, None)
                last = len(self)
                if row is not None and row != last:
                    self._ids[row] = self._ids[last]
                    self._matrix[row] = self._matrix[last]
                    self._row_of[int(self._ids[last])] = row

    def search(
        self, query: NDArray[np.float32], k: int, among: NDArray[np.int64] | None = None
    ) -> Neighbours:
        """Return the ``k`` nearest to ``query`` float32 (dim,), of all or of ``among``."""
        unit = unit_query(query, self.dim)
        with self._lock:
            ids, matrix = self._ids[: len(self)], self._matrix[: len(self)]
            if among is None:
                return best(ids, matrix @ unit, k)
            rows = np.flatnonzero(np.isin(ids, among))
            return best(ids[rows], _scores(matrix, rows, unit), k)

    def _reserve(self, needed: int) -> None:
        """Grow to ``needed`` rows or more, by doubling, so that adding stays linear in all."""
        old = len(self._ids)
        if needed <= old:
            return
        ids, matrix = self._ids, self._matrix
        capacity = max(needed, 2 * old)
        self._ids = np.empty(capacity, dtype=np.int64)
        self._matrix = np.empty((capacity, self.dim), dtype=np.float32)
        self._ids[:old], self._matrix[:old] = ids, matrix


def _scores(
    matrix: NDArray[np.float32], rows: NDArray[np.intp], unit: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the scores of some rows. Copying many rows costs more than scoring all of them."""
    if len(rows) * 4 > len(matrix):
        return np.asarray((matrix @ unit)[rows], dtype=np.float32)
    return np.asarray(matrix[rows] @ unit, dtype=np.float32)
