"""Photos that show one of a few things each, and words that tell them only roughly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.tagging.scoring import OPEN, Decided
from photoapp.tagging.space import Places, fit_space


@dataclass(frozen=True)
class MadeUp:
    """``truth`` (n,) is what each photo shows; ``guesses`` (n, labels) are logits by words."""

    features: Floats
    places: Places
    guesses: Floats
    truth: NDArray[np.int64]

    def undecided(self) -> Decided:
        return np.full(self.guesses.shape, OPEN)


def made_up(photos: int, labels: int = 3, *, noise: float = 1.2, seed: int = 0) -> MadeUp:
    """Return photos, every second of which shows one of the labels, in turn."""
    chance = np.random.default_rng(seed)
    centres = chance.standard_normal((2 * labels, 24))
    shown = np.arange(photos) % (2 * labels)
    features = (centres[shown] + noise * chance.standard_normal((photos, 24))).astype(np.float32)
    right = shown[:, None] == np.arange(labels)
    guesses = np.where(right, 0.5, -3.0) + chance.standard_normal((photos, labels))
    places = fit_space(features).place(features)
    return MadeUp(features, places, guesses.astype(np.float32), shown.astype(np.int64))
