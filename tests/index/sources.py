"""Vectors to test with: clustered as photos are, queried from off their distribution."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from photoapp.index.hnsw import Effort
from photoapp.index.protocol import Neighbours, VectorBatch

DIM = 32
GRAPH_ONLY = Effort(scanned_per_ef=0)  # as shipped, small indexes would be scanned


def clustered(count: int, dim: int = DIM, seed: int = 0) -> NDArray[np.float32]:
    """Vectors (count, dim) around 20 centres, float16-exact as the catalogue's are."""
    random = np.random.default_rng(seed)
    centres = random.standard_normal((20, dim)) + 1
    rows = centres[random.integers(0, 20, count)] + 0.5 * random.standard_normal((count, dim))
    return unit(rows).astype(np.float16).astype(np.float32)


def off_distribution(count: int, dim: int = DIM, seed: int = 1) -> NDArray[np.float32]:
    """Queries (count, dim) that lie away from all centres, as text does from photos."""
    random = np.random.default_rng(seed)
    return unit(random.standard_normal((count, dim)) - 0.3).astype(np.float32)


def unit(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def rounding(vectors: NDArray[np.floating], query: NDArray[np.floating]) -> NDArray[np.float64]:
    """How far the scores of vectors (n, dim) may be off at most, (n,).

    The matrix keeps a vector of length 1 in 32,767ths of its largest number. So each number is
    off by half of such a step, and counts as much as the query's: steps / 2 * sum(|query|). What
    float32 loses in a sum of ``dim`` products, and in bringing both to length 1, comes to that.
    """
    steps = np.abs(unit(vectors.astype(np.float64))).max(-1) / 32767
    floats = (vectors.shape[-1] + 8) * float(np.finfo(np.float32).eps)
    return steps / 2 * np.abs(unit(query.astype(np.float64))).sum() + floats


def batch(first: int, vectors: NDArray[np.float32], sequence: int | None = None) -> VectorBatch:
    """Vectors of photos numbered from ``first``."""
    ids = np.arange(first, first + len(vectors), dtype=np.int64)
    return VectorBatch(ids, vectors, first + len(vectors) if sequence is None else sequence)


def brute_force(
    vectors: dict[int, NDArray[np.float32]], query: NDArray[np.float32], k: int
) -> list[int]:
    """The ids of the ``k`` nearest, by plain sorting in float64."""
    scored = [(-float(unit(v.astype(np.float64)) @ query), i) for i, v in vectors.items()]
    return [photo_id for _, photo_id in sorted(scored)[:k]]


def recall(found: Neighbours, right: list[int]) -> float:
    return len(set(found.photo_ids.tolist()) & set(right)) / len(right)


class Source:
    """A catalogue of vectors in memory that notes from where it was read."""

    def __init__(self, dim: int = DIM, model_id: str = "tiny/Model 1") -> None:
        self.dim = dim
        self.model_id = model_id
        self.rows: dict[int, tuple[int, NDArray[np.float32]]] = {}
        self.sequence = 0
        self.read_from: list[int] = []

    def put(self, first: int, vectors: NDArray[np.float32]) -> None:
        for photo_id, vector in enumerate(vectors, first):
            self.sequence += 1
            self.rows.pop(photo_id, None)
            self.rows[photo_id] = (self.sequence, vector)

    def drop(self, *photo_ids: int) -> None:
        for photo_id in photo_ids:
            del self.rows[photo_id]

    def vectors(self) -> dict[int, NDArray[np.float32]]:
        return {photo_id: vector for photo_id, (_, vector) in self.rows.items()}

    def count(self) -> int:
        return len(self.rows)

    def last_sequence(self) -> int:
        return self.sequence

    def batches(self, after: int) -> Iterator[VectorBatch]:
        self.read_from.append(after)
        rows = [(s, i, v) for i, (s, v) in self.rows.items() if s > after]
        for start in range(0, len(rows), 100):
            part = rows[start : start + 100]
            ids = np.array([i for _, i, _ in part], dtype=np.int64)
            vectors = np.array([v for _, _, v in part], dtype=np.float16)
            yield VectorBatch(ids, vectors, part[-1][0])
