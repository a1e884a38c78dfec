"""An HNSW graph (Malkov and Yashunin, 2018) beside the matrix that it saves from scanning."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from photoapp.index.exact import ExactIndex
from photoapp.index.graph import graph_of, insert, new_graph, read_graph, stored_vectors
from photoapp.index.protocol import Neighbours, VectorBatch
from photoapp.index.ranking import best, unit_query, unit_rows

REBUILD_SHARE = 0.2  # deleted vectors that still stand in the graph, of all in it
STRIDE = 128  # vectors added before a waiting search gets its turn: about 40 ms


@dataclass(frozen=True)
class Effort:
    """How hard the graph is searched: with ``ef``, or with ``per_neighbour`` times ``k``.

    Measured by `python -m benchmarks.query_latency` over 100,000 photos with captions as
    queries, which lie off the photos' distribution: ef 400 finds 0.961 of the true 100 nearest,
    1000 finds 0.990. Where ef times ``scanned_per_ef`` reaches the number of vectors, a scan
    takes no longer than the graph, and is exact.
    """

    ef: int = 1000
    per_neighbour: int = 10
    scanned_per_ef: int = 20

    def ef_for(self, k: int) -> int:
        """Return hnswlib's ef for ``k`` neighbours, never less than ``k``."""
        return max(self.ef, self.per_neighbour * k, k)

    def scans(self, k: int, count: int) -> bool:
        """Return whether scanning all of ``count`` vectors is at least as fast."""
        return self.ef_for(k) * self.scanned_per_ef >= count


@dataclass(frozen=True)
class Written:
    """What went into a file: ``deleted`` are the ids that the graph holds but has deleted."""

    count: int
    last_sequence: int
    deleted: list[int]


class HnswIndex:
    """Approximate search over everything; exact where that is as fast, or ids are given.

    The matrix answers filtered searches and rebuilds; the graph answers the rest. Only one
    thread writes at a time; searches go on while a long batch is added or the graph is rebuilt.
    """

    def __init__(
        self, dim: int, model_id: str = "", *, capacity: int = 1024, effort: Effort | None = None
    ) -> None:
        self.dim = dim
        self.model_id = model_id
        self.effort = effort or Effort()
        self._writing = Lock()
        self._graph_lock = Lock()
        self._vectors = ExactIndex(dim, model_id, capacity=capacity)
        self._graph: Any = new_graph(dim, capacity)
        self._deleted: set[int] = set()

    def __len__(self) -> int:
        return len(self._vectors)

    @property
    def last_sequence(self) -> int:
        """The sequence number up to which the source's vectors are in here."""
        return self._vectors.last_sequence

    def photo_ids(self) -> NDArray[np.int64]:
        """Return the ids of all vectors held, int64 (n,), in no order."""
        return self._vectors.photo_ids()

    def vectors(self, photo_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of photos, float32 (n, dim); of those not here, zeros."""
        return self._vectors.vectors(photo_ids)

    def add(self, batch: VectorBatch) -> None:
        """Add vectors; an id that is here already gets the new vector."""
        rows = unit_rows(batch, self.dim)
        kept = _last_of_each(batch.photo_ids)
        with self._writing:
            for start in range(0, len(kept), STRIDE):
                part = kept[start : start + STRIDE]
                self._add_part(VectorBatch(batch.photo_ids[part], rows[part], 0))
            empty = VectorBatch(batch.photo_ids[:0], rows[:0], batch.last_sequence)
            self._vectors.add(empty)  # only now is the batch in here as a whole

    def remove(self, photo_ids: NDArray[np.int64]) -> None:
        """Remove vectors; once a fifth of the graph is deleted it is built anew."""
        with self._writing:
            gone = np.intersect1d(photo_ids, self.photo_ids())
            with self._graph_lock:
                self._vectors.remove(gone)
                for photo_id in gone.tolist():
                    self._graph.mark_deleted(photo_id)
                self._deleted.update(gone.tolist())
            if len(self._deleted) >= REBUILD_SHARE * max(1, self._graph.get_current_count()):
                self._rebuild()

    def search(
        self, query: NDArray[np.float32], k: int, among: NDArray[np.int64] | None = None
    ) -> Neighbours:
        """Return the ``k`` nearest to ``query`` float32 (dim,), of all or of ``among``."""
        k = min(k, len(self))
        if among is None and k > 0 and not self.effort.scans(k, len(self)):
            found = self._search_graph(unit_query(query, self.dim), k)
            if found is not None:
                return found
        return self._vectors.search(query, k, among)

    def write(self, path: Path) -> Written:
        """Write the graph to a file. Raises OSError or RuntimeError when that fails."""
        with self._writing:
            self._graph.save_index(str(path))
            return Written(len(self), self.last_sequence, sorted(self._deleted))

    @classmethod
    def read(cls, path: Path, dim: int, model_id: str, written: Written) -> Self:
        """Return the index of a file that is known to be whole and of this ``dim``."""
        index = cls(dim, model_id, capacity=written.count)
        index._graph = read_graph(path, dim)
        stored = stored_vectors(index._graph)
        index._deleted = set(written.deleted)
        live = ~np.isin(stored.photo_ids, np.array(written.deleted, dtype=np.int64))
        ids, vectors = stored.photo_ids[live], stored.vectors[live]
        index._vectors.add(VectorBatch(ids, vectors, written.last_sequence))
        return index

    def _add_part(self, part: VectorBatch) -> None:
        with self._graph_lock:
            self._vectors.add(part)
            insert(self._graph, part.photo_ids, part.vectors)
            self._deleted.difference_update(part.photo_ids.tolist())

    def _search_graph(self, unit: NDArray[np.float32], k: int) -> Neighbours | None:
        """Return what the graph finds, None when it reaches fewer than ``k``."""
        with self._graph_lock:
            self._graph.set_ef(self.effort.ef_for(k))
            try:
                labels, distances = self._graph.knn_query(unit, k, num_threads=1)
            except RuntimeError:
                return None
        scores = np.float32(1) - distances[0]
        return best(labels[0].astype(np.int64), scores, k)

    def _rebuild(self) -> None:
        graph = graph_of(self._vectors.snapshot())
        with self._graph_lock:
            self._graph = graph
            self._deleted = set()


def _last_of_each(photo_ids: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the place of the last of each id, in ascending place."""
    _, from_the_end = np.unique(photo_ids[::-1], return_index=True)
    return np.sort(len(photo_ids) - 1 - from_the_end)
