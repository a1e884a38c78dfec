"""Text to image retrieval: whether a caption finds its photo."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.evaluation.bootstrap import Figure, mean_with_interval

DEPTHS = (1, 5, 10)


@dataclass(frozen=True)
class RetrievalScores:
    """``recall`` by depth: the share of captions whose photo is among the first so many."""

    photos: int
    recall: dict[int, Figure]
    median_rank: float


def score_retrieval(
    images: Floats, queries: Floats, captions: Sequence[Sequence[str]]
) -> RetrievalScores:
    """Score photos (n, dim) against each one's first caption, encoded as ``queries`` (n, dim).

    A hit is the best-ranked photo that lists the query among its captions; rank 1 is best.
    """
    ranks = caption_ranks(images, queries, captions)
    recall = {depth: mean_with_interval(ranks <= depth) for depth in DEPTHS}
    return RetrievalScores(len(images), recall, float(np.median(ranks)))


def caption_ranks(
    images: Floats, queries: Floats, captions: Sequence[Sequence[str]]
) -> NDArray[np.int64]:
    """Return the rank of each query's best hit: (n,)."""
    holders: dict[str, list[int]] = {}
    for i, listed in enumerate(captions):
        for caption in set(listed):
            holders.setdefault(caption, []).append(i)
    ranks = np.empty(len(queries), dtype=np.int64)
    for i, query in enumerate(queries):
        scores = images @ query
        right = holders[captions[i][0]]
        # What scores the same stands before it: a model that can't tell photos apart finds none.
        behind = np.delete(scores, right) < scores[right].max()
        ranks[i] = 1 + (~behind).sum()
    return ranks
