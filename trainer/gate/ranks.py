"""At which place words find a photo, or a photo its words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats

_BLOCK = 256

Ranks = NDArray[np.int64]


def first_ranks(queries: Floats, gallery: Floats, right: Sequence[Sequence[int]]) -> Ranks:
    """Return the place of each query's best right answer in the gallery, from 1: (q,).

    ``queries`` (q, dim), ``gallery`` (g, dim); ``right`` says which rows answer each query, at
    least one. What scores the same stands before it: a model that can't tell photos apart finds
    none (as ``photoapp.evaluation.retrieval`` has it).
    """
    ranks = np.empty(len(queries), dtype=np.int64)
    for start in range(0, len(queries), _BLOCK):
        scores = queries[start : start + _BLOCK] @ gallery.T
        for i, row in enumerate(scores, start):
            own = row[list(right[i])]
            ahead = np.count_nonzero(~(row < own.max()))
            ranks[i] = 1 + ahead - np.count_nonzero(~(own < own.max()))
    return ranks


def own_ranks(query: Floats, gallery: Floats, right: Sequence[int]) -> Ranks:
    """Return the place of each right answer of one query (dim,), were it the only one: (r,)."""
    scores = gallery @ query
    others = np.delete(scores, list(right))
    ranks = [1 + np.count_nonzero(~(others < scores[row])) for row in right]
    return np.array(ranks, dtype=np.int64)
