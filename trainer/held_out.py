"""Photos that a head is not fitted on: they say which epoch is best, and how good it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photoapp.encoders import Floats
from photoapp.encoders.projection import Projection
from photoapp.evaluation import RetrievalScores, score_retrieval
from photoapp.evaluation.retrieval import DEPTHS, caption_ranks
from trainer.checkpoint import fingerprint


@dataclass(frozen=True)
class HeldOut:
    """Captioned photos as frozen towers see them, in their plain view.

    ``features`` (n, feature_dim), ``start`` (n, dim); ``queries`` (n, dim) are the vectors of each
    photo's first caption.
    """

    features: Floats
    start: Floats
    queries: Floats
    captions: Sequence[Sequence[str]]

    def fingerprint(self) -> str:
        """Return what tells these photos from others."""
        return fingerprint([self.features, self.start, self.queries, self.captions])

    def judge(self, projection: Projection) -> float:
        """Return the mean of recall at 1, 5 and 10: one figure that moves smoothly."""
        images = projection.images(self.features, self.start)
        ranks = caption_ranks(images, self.queries, self.captions)
        return float(np.mean([ranks <= depth for depth in DEPTHS]))

    def score(self, projection: Projection | None) -> RetrievalScores:
        """Return the recalls with a projection, or with the start vectors as they are."""
        images = projection.images(self.features, self.start) if projection else self.start
        return score_retrieval(images, self.queries, self.captions)
