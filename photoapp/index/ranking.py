"""Unit vectors and the best of many scores."""

import numpy as np
from numpy.typing import NDArray

from photoapp.index.protocol import Neighbours, VectorBatch


def unit_rows(batch: VectorBatch, dim: int) -> NDArray[np.float32]:
    """Return a batch's vectors as float32 (n, dim) of length 1.

    A vector of zeros stays so, and what is not finite counts as 0, so that one spoilt vector
    can't spoil every answer. Raises ValueError when the shape is not (n, dim).
    """
    if batch.vectors.shape != (len(batch.photo_ids), dim):
        shape = batch.vectors.shape
        raise ValueError(f"{len(batch.photo_ids)} vectors of {dim} expected, not {shape}")
    return _normalised(batch.vectors.astype(np.float32))


def unit_query(query: NDArray[np.float32], dim: int) -> NDArray[np.float32]:
    """Return a query as float32 (dim,) of length 1. Raises ValueError when it is not (dim,)."""
    if query.shape != (dim,):
        raise ValueError(f"a query of ({dim},) expected, not {query.shape}")
    unit: NDArray[np.float32] = _normalised(query.astype(np.float32)[None])[0]
    return unit


def best(photo_ids: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> Neighbours:
    """Return the ``k`` highest of ``scores`` (n,), equal ones in ascending photo id."""
    k = max(0, min(k, len(scores)))
    if 0 < k < len(scores):
        # All that reach the k-th score, so that ids and not chance decide a tie at the edge.
        edge = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= edge)
        photo_ids, scores = photo_ids[kept], scores[kept]
    order = np.lexsort((photo_ids, -scores))[:k]
    return Neighbours(photo_ids[order], scores[order])


def _normalised(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bring rows, (n, dim), to length 1 in their place."""
    rows[~np.isfinite(rows)] = 0
    lengths = np.sqrt(np.einsum("nd,nd->n", rows, rows))
    rows /= np.where(lengths > 0, lengths, np.float32(1))[:, None]
    return rows
