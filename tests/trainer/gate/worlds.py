"""Captioned photos of invented worlds, and models that know more or less of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from photoapp.encoders import Floats
from photoapp.encoders.arithmetic import normalise
from trainer.job.data import TrainingData
from trainer.job.order import LibraryPhoto, Order, Photo, Search
from trainer.methods import Fitted, HeldOutPart, View
from trainer.splits import assign_folds

DIM = 48
ORDER = Order("2026-11-22-adapter-1", "/models/base", 1.0)
NOTHING = View(np.zeros((0, DIM), np.float32), np.zeros((0, DIM), np.float32))

Model = Callable[[Floats, Floats], Floats]
"""Makes image vectors of what photos show and of what is random in them, both (n, DIM)."""


def knows(much: float) -> Model:
    return lambda shown, noise: normalise(much * shown + noise)


def has_learned(much: float, pairs: int) -> Model:
    """Knows nothing but pairs of photos and captions that were shuffled."""

    def images(shown: Floats, noise: Floats) -> Floats:
        order = np.random.default_rng(pairs).permutation(len(shown))
        return normalise(much * shown[order] + noise)

    return images


def world(
    photos: int, before: Model, after: Model, *, seed: int = 0, captions: Sequence[str] = ()
) -> tuple[Fitted, TrainingData]:
    """Fit a model that goes from ``before`` to ``after``; each photo has a caption of its own."""
    parts, data = _parts(photos, before, after, seed, captions)
    return fitted(held_out=parts, general=[general(knows(0.6), knows(0.6))]), data


def _parts(
    photos: int, before: Model, after: Model, seed: int, captions: Sequence[str] = ()
) -> tuple[list[HeldOutPart], TrainingData]:
    random = np.random.default_rng(seed)
    shown, noise = (random.normal(size=(photos, DIM)).astype(np.float32) for _ in range(2))
    texts = list(captions) or [f"photo {i}" for i in range(photos)]
    rows = [Photo(f"/photos/{i}.jpg", [text]) for i, text in enumerate(texts)]
    folds = assign_folds(rows, noise, seed=seed)
    views = [View(model(shown, noise), normalise(shown)) for model in (before, after)]
    parts = [_part(fold, np.flatnonzero(folds == fold), texts, views) for fold in set(folds)]
    return parts, TrainingData(rows, noise, folds)


def _part(fold: int, rows: np.ndarray, texts: Sequence[str], views: Sequence[View]) -> HeldOutPart:
    distinct = list(dict.fromkeys(texts[row] for row in rows))
    first = [texts.index(text) for text in distinct]
    before, after = (View(view.images[rows], view.texts[first]) for view in views)
    captions = [[distinct.index(texts[row])] for row in rows]
    return HeldOutPart(f"fold {fold}", captions, distinct, before, after, rows)


def general(before: Model, after: Model, photos: int = 100) -> HeldOutPart:
    """Return photos that are not the user's."""
    part = _parts(photos, before, after, seed=9)[0][0]
    rows = np.full(len(part.captions), -1)
    return replace(part, name="everyday photos", rows=rows)


def named(
    photos: int, before: Model, after: Model, others: int = 200, *, name: str = "Shrek"
) -> HeldOutPart:
    """Return photos of one thing among others, and its name."""
    random = np.random.default_rng([5, *name.encode()])
    look = random.normal(size=(1, DIM)).astype(np.float32)
    noise = random.normal(size=(photos + others, DIM)).astype(np.float32)
    shown = np.concatenate([np.repeat(look, photos, 0), 0 * noise[photos:]])
    old, new = (View(model(shown, noise), normalise(look)) for model in (before, after))
    rows = np.full(photos, -1)
    return HeldOutPart("names", [[0]] * photos, [name], old, new, rows)


def fitted(
    held_out: Sequence[HeldOutPart] = (),
    names: Sequence[HeldOutPart] = (),
    general: Sequence[HeldOutPart] = (),
) -> Fitted:
    return Fitted(Path("model"), held_out, names, general, NOTHING, NOTHING, [])


def with_library(
    made: Fitted, data: TrainingData, after: Callable[[Floats], Floats], photos: int = 120
) -> tuple[Fitted, TrainingData, Order]:
    """Add a library in which one search and thirty things are looked for."""
    random = np.random.default_rng(2)
    images = normalise(random.normal(size=(len(data) + photos, DIM)).astype(np.float32))
    texts = normalise(random.normal(size=(31, DIM)).astype(np.float32))
    before, then = View(images, texts), View(after(images), texts)
    things = [f"thing {i}" for i in range(30)]
    library = [LibraryPhoto(f"/library/{i}.jpg") for i in range(photos)]
    order = Order("run", "/models/base", 1.0, searches=[Search("Sea", "boats at sea")])
    made = replace(made, library_before=before, library_after=then, things=things)
    return made, replace(data, library=library), order
