"""The recipe of the starter model: captioned photos and ImageNet's class names in, its join out.

A photo's vector starts from ConSE, which knows things by name. Heads learn from captions what
ConSE lacks (scenes, people, actions), with the classifier as their teacher lest they forget the
things, and with its weight rows as photos of their classes: a row is what a class looks like.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import msgspec
import numpy as np

from photoapp.encoders import ModelCard
from photoapp.encoders.projection import average
from photoapp.encoders.starter import CLASS_VECTORS
from photoapp.errors import TrainingError
from photoapp.evaluation import CaptionedPhoto, RetrievalScores
from trainer.bundle import remove_others, write_bundle
from trainer.duplicates import merged
from trainer.files import check_writable
from trainer.fitting import Fitted, fit
from trainer.head import HeadShape
from trainer.held_out import HeldOut
from trainer.pairs import Pairs, distinct
from trainer.recipe import EpochReport, Lessons, Recipe
from trainer.replay import Replay, write_replay
from trainer.starter_towers import StarterTowers

# Fewer teach the heads nothing that holds for other photos, or can't tell a good head from a bad.
NEEDED = {"train": 200, "val": 50}

Photos = Sequence[CaptionedPhoto]


@dataclass(frozen=True)
class StarterRecipe:
    """How the starter's heads are made; each starts from a seed of its own, and they vote."""

    heads: int = 3
    shape: HeadShape = field(default_factory=HeadShape)
    recipe: Recipe = field(default_factory=Recipe)


@dataclass(frozen=True)
class Listener:
    """Who is told how things go: photos that can't be read, photos looked at, heads' epochs."""

    failed: Callable[[Path, str], None] = lambda _path, _reason: None
    looked: Callable[[int], None] = lambda _done: None
    trained: Callable[[int, EpochReport], None] = lambda _head, _report: None


@dataclass(frozen=True)
class StarterReport:
    """How the new model does on the photos of the split ``val``, beside the same untrained."""

    model: str
    before: RetrievalScores
    after: RetrievalScores


def train_starter(
    photos: Photos,
    folder: Path,
    work: Path,
    listener: Listener | None = None,
    recipe: StarterRecipe | None = None,
) -> StarterReport:
    """Fit the starter's join and write it, with its card, into ``folder``.

    Args:
        photos: those of the split ``train`` are fitted on, those of ``val`` choose the epoch.
        folder: the model's own; made if need be.
        work: where features and checkpoints are kept, so that a killed run goes on.
        listener: who is told how things go.
        recipe: how the heads are made.

    Raises:
        ModelError: the towers' weights are missing or altered.
        TrainingError: there are too few photos, one is in both splits, or something can't be
            written.

    """
    listener, recipe = listener or Listener(), recipe or StarterRecipe()
    _check_enough(photos)
    for place in (folder, work):
        check_writable(place)
    photos = merged(photos)
    towers = StarterTowers.installed(work)
    known, pairs = towers.look(photos, failed=listener.failed, progress=listener.looked)
    _check_enough(known)
    held_out = held_out_photos(towers, known, pairs)
    lessons = lessons_of(towers, pairs_of_split("train", known, pairs))
    heads = _fit_heads(lessons, recipe, held_out, work, listener.trained)
    projection = average([head.projection for head in heads])
    card = _write(folder, towers, heads, replay_of(known, pairs))
    return StarterReport(card.id, held_out.score(None), held_out.score(projection))


def _check_enough(photos: Photos) -> None:
    for split, needed in NEEDED.items():
        if (have := sum(photo.split == split for photo in photos)) < needed:
            raise TrainingError(
                f"There are {have} usable photos in the split {split!r}, and at least {needed} "
                'are needed; add captioned photos, and give each line a "split": "train" or "val".'
            )


def pairs_of_split(split: str, photos: Photos, pairs: Pairs) -> Pairs:
    """Return the pairs of one split's photos."""
    return pairs.subset([row for row, photo in enumerate(photos) if photo.split == split])


def held_out_photos(towers: StarterTowers, photos: Photos, pairs: Pairs) -> HeldOut:
    """Return the photos of the split ``val``, which choose the epoch."""
    captions = [photo.captions for photo in photos if photo.split == "val"]
    chosen = pairs_of_split("val", photos, pairs)
    queries = towers.encode_texts([listed[0] for listed in captions])
    return HeldOut(chosen.features[:, 0], chosen.start[:, 0], queries, captions)


def lessons_of(towers: StarterTowers, pairs: Pairs) -> Lessons:
    """Return all that the starter's heads learn from; ``pairs`` are of captioned photos."""
    return Lessons(pairs, towers.anchors(), towers.teacher())


def _fit_heads(
    lessons: Lessons,
    recipe: StarterRecipe,
    held_out: HeldOut,
    work: Path,
    trained: Callable[[int, EpochReport], None],
) -> list[Fitted]:
    return [
        fit(
            lessons,
            recipe.shape,
            replace(recipe.recipe, seed=recipe.recipe.seed + number),
            judge=held_out.judge,
            judged_on=held_out.fingerprint(),
            checkpoint=work / f"head-{number}.checkpoint",
            tell=partial(trained, number),
        )
        for number in range(recipe.heads)
    ]


def replay_of(photos: Photos, pairs: Pairs) -> Replay:
    """Return what whoever personalises the model is to remind it of."""
    held_out = np.array([photo.split == "val" for photo in photos])
    texts, captions = distinct([photo.captions for photo in photos])
    return Replay(pairs.features[:, 0], texts, pairs.texts, captions, held_out)


def _write(folder: Path, towers: StarterTowers, heads: list[Fitted], replay: Replay) -> ModelCard:
    projection = average([head.projection for head in heads]).tensors()
    classes = {CLASS_VECTORS: towers.class_vectors}
    scale = round(float(np.mean([head.scale for head in heads])), 2)
    kept = write_replay(folder, replay)
    card = msgspec.structs.replace(towers.card, logit_scale=scale, replay=kept)
    card = write_bundle(folder, card, "starter", {"classes": classes, "projection": projection})
    remove_others(folder, "replay", kept.file)
    return card
