"""The features of photos, seen once and kept, so that twenty fits don't decode twenty times."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from photoapp.encoders import Encoder, Floats, ImageEncoder, load_encoder, model_card
from photoapp.encoders.feature_family import feature_family
from photoapp.evaluation import CaptionedPhoto, LabelledPhoto
from trainer.cache import FeatureCache

_Photo = TypeVar("_Photo", CaptionedPhoto, LabelledPhoto)


class Eyes:
    """Photos as the shipped starter sees them; so do all models that are made of it.

    Args:
        work: where features are kept.

    """

    def __init__(self, work: Path) -> None:
        self.starter: Encoder = load_encoder()
        self._cache = FeatureCache(work / "seen", feature_family(model_card()))
        self._known: dict[Path, Floats] = {}

    def features(self, paths: Sequence[Path]) -> Floats:
        """Return a feature for each photo, (n, feature_dim); NaN where it can't be read."""
        new = [path for path in dict.fromkeys(paths) if path not in self._known]
        self._known |= self._look(new)
        unseen = np.full(self.starter.feature_dim, np.nan, np.float32)
        return np.stack([self._known.get(path, unseen) for path in paths])

    def readable(self, photos: Sequence[_Photo]) -> tuple[list[_Photo], Floats]:
        """Return the photos that can be read, and their features."""
        features = self.features([photo.path for photo in photos])
        rows = np.flatnonzero(np.isfinite(features).all(1)).tolist()
        return [photos[row] for row in rows], features[rows]

    def _look(self, paths: Sequence[Path]) -> dict[Path, Floats]:
        encoder: ImageEncoder = self.starter

        def progress(done: int) -> None:
            if done % 100 == 0:
                say(f"{done} of {len(paths)} photos seen")

        found = self._cache.photos(
            encoder.image_features,
            encoder,
            paths,
            failed=lambda path, reason: say(f"{path} is left out: {reason}"),
            progress=progress,
            plain=True,
        )
        return {paths[row]: looks[0] for row, looks in found.items()}


def say(sentence: str) -> None:
    """Tell a person who waits something that is no result."""
    print(sentence, file=sys.stderr, flush=True)
