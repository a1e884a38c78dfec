"""A small world to learn: photos whose features say which of a few things they show."""

import numpy as np

from photoapp.encoders.arithmetic import normalise
from trainer.head import HeadShape
from trainer.held_out import HeldOut
from trainer.pairs import Pairs
from trainer.recipe import Lessons, Recipe, Teacher

THINGS, FEATURES, DIM = 12, 32, 16
SHAPE = HeadShape(hidden=48, input_dropout=0.1, dropout=0.2, start_weight=0.2, outer_scale=1.0)
RECIPE = Recipe(epochs=8, batch=16, anchors=8, rate=1e-2, patience=8)


def world(photos: int = 96, views: int = 2) -> tuple[Lessons, HeldOut]:
    """Two thirds to fit on; the start vectors know nothing."""
    random = np.random.default_rng(7)
    looks = random.normal(size=(THINGS, FEATURES)).astype(np.float32)
    texts = normalise(random.normal(size=(THINGS, DIM)).astype(np.float32))
    thing = np.arange(photos) % THINGS
    noise = random.normal(size=(photos, views, FEATURES)).astype(np.float32)
    features = looks[thing][:, None] + np.float32(0.5) * noise
    start = normalise(random.normal(size=(photos, views, DIM)).astype(np.float32))
    pairs = Pairs(features, start, texts, [np.array([number]) for number in thing])
    fitted, kept = range(0, photos * 2 // 3), range(photos * 2 // 3, photos)
    captions = [[f"thing {thing[row]}"] for row in kept]
    held_out = HeldOut(features[kept, 0], start[kept, 0], texts[thing[kept]], captions)
    return Lessons(pairs.subset(fitted), _anchors(looks, texts), _teacher(looks, texts)), held_out


def _anchors(looks: np.ndarray, texts: np.ndarray) -> Pairs:
    start = np.zeros((THINGS, 1, DIM), np.float32)
    return Pairs(looks[:, None], start, texts, [np.array([number]) for number in range(THINGS)])


def _teacher(looks: np.ndarray, texts: np.ndarray) -> Teacher:
    def probabilities(features: np.ndarray, _start: np.ndarray) -> np.ndarray:
        logits = np.exp(features @ looks.T / np.float32(FEATURES**0.5))
        shares: np.ndarray = logits / logits.sum(1, keepdims=True)
        return shares

    return Teacher(texts, probabilities)
