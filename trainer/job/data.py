"""What a method learns from, once it has been read: photos, features, folds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from trainer.job.order import LibraryPhoto, Photo

NEVER_LEARNED = -1
"""The fold of photos that a file's split keeps out of training."""


@dataclass(frozen=True)
class TrainingData:
    """The captioned photos of a run that can be read, and others of the library.

    ``features`` (n, feature_dim) are those of the model that is personalised, in the order of
    ``photos``; ``folds`` (n,) say which part holds a photo out: a number from 0, or
    ``NEVER_LEARNED``. Photos of one event, near-duplicates and photos with an equal caption share
    a fold. ``library_features`` (m, feature_dim) belong to ``library``. ``skipped`` are sentences
    about photos that can't be read.
    """

    photos: Sequence[Photo]
    features: Floats
    folds: NDArray[np.int64]
    library: Sequence[LibraryPhoto] = ()
    library_features: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    skipped: Sequence[str] = ()

    def __len__(self) -> int:
        """Return the number of captioned photos."""
        return len(self.photos)
