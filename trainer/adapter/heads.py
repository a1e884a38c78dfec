"""The heads of an adapter: for each fold one that has not seen it, and some that have seen all.

The model is the mean of them all. What is proved is proved by the heads of folds, on photos that
they have not seen; the others are fitted in the same way on a few photos more.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders.projection import Projection, average
from trainer.adapter.material import Material
from trainer.fitting import fit
from trainer.head import HeadShape
from trainer.held_out import HeldOut
from trainer.job.data import NEVER_LEARNED
from trainer.job.order import Order
from trainer.methods import Point, Rest, Tell
from trainer.pairs import Pairs, Rows
from trainer.recipe import EpochReport, Lessons, Recipe

SHAPE = HeadShape(hidden=768, input_dropout=0.2, dropout=0.6, start_weight=2.0)
RECIPE = Recipe(rate=5e-4, epochs=15, batch=256, anchors=320, staying_weight=200.0, patience=None)
# So many steps an epoch has at least, however few photos there are.
STEPS_AN_EPOCH = 8
# Those of folds lack a fifth of what there is to learn.
WHOLE_HEADS = 2

Report = Callable[[EpochReport], None]


@dataclass(frozen=True)
class Part:
    """Photos that are held out, and a head that has not learned from them but from others."""

    learned: Rows
    held_out: Rows
    head: Projection


@dataclass(frozen=True)
class Heads:
    """``parts`` are what there is to judge by, ``mean`` is what the model gets, of all heads."""

    parts: list[Part]
    mean: Projection | None
    curve: list[Point]


def lessons_of(folds: Rows, usable: NDArray[np.bool_]) -> list[tuple[Rows, Rows]]:
    """Return which rows each head learns from, and by which it is judged, if by any.

    Where a file says itself what is kept out of training, all heads learn from all the rest.
    """
    kept_out = np.flatnonzero((folds == NEVER_LEARNED) & usable)
    rest = np.flatnonzero((folds != NEVER_LEARNED) & usable)
    if len(kept_out):
        return [(rest, kept_out)] * (1 + WHOLE_HEADS)
    parts = [
        (np.flatnonzero((folds != n) & usable), np.flatnonzero((folds == n) & usable))
        for n in np.unique(folds)
    ]
    return [*parts, *[(rest, kept_out)] * WHOLE_HEADS]


def recipe_for(order: Order, photos: int) -> Recipe:
    """Return how heads are fitted on so many photos, as far as the order leaves that open."""
    batch = order.batch or RECIPE.batch
    passes = max(1, round(STEPS_AN_EPOCH / max(1, -(-photos // batch))))
    return replace(
        RECIPE,
        batch=batch,
        passes=passes,
        rate=order.rate or RECIPE.rate,
        epochs=order.epochs or RECIPE.epochs,
    )


def fit_heads(material: Material, work: Path, tell: Tell, rest: Rest) -> Heads:
    """Fit the heads one after the other.

    Raises:
        TrainingError: nothing can be learned from this.

    """
    pairs = material.pairs()
    usable = np.array([len(rows) > 0 for rows in pairs.captions], dtype=bool)
    lessons = [rows for rows in lessons_of(material.data.folds, usable) if len(rows[0])]
    telling = Telling(len(lessons), tell)
    fitting = _Fitting(material, pairs, work, rest)
    heads = [
        fitting.head(*rows, number, partial(telling, number)) for number, rows in enumerate(lessons)
    ]
    return Heads(_parts(lessons, heads), average(heads) if heads else None, telling.curve)


def _parts(lessons: list[tuple[Rows, Rows]], heads: list[Projection]) -> list[Part]:
    """Return each held-out set with the mean of those heads that it judges."""
    judges = {held_out.tobytes(): (learned, held_out) for learned, held_out in lessons}
    return [
        Part(*rows, average([h for h, (_, o) in zip(heads, lessons, strict=True) if o is rows[1]]))
        for rows in judges.values()
        if len(rows[1])
    ]


class Telling:
    """Passes on how heads are doing, as points of the whole."""

    def __init__(self, parts: int, tell: Tell) -> None:
        self.curve: list[Point] = []
        self._parts = parts
        self._tell = tell
        self._began: tuple[float, float] | None = None

    def __call__(self, number: int, report: EpochReport) -> None:
        """Tell of an epoch of one head."""
        done = (number + report.epoch / report.epochs) / self._parts
        score = report.score if math.isfinite(report.score) else None
        point = Point(
            number, self._parts, report.epoch, report.epochs, report.loss, score, self._left(done)
        )
        self.curve.append(point)
        self._tell(point)

    def _left(self, done: float) -> float | None:
        """Return the seconds left, by what was done since the first epoch of this process."""
        now = time.monotonic()
        if self._began is None:
            self._began = (done, now)
        began, at = self._began
        return (now - at) / (done - began) * (1 - done) if done > began else None


@dataclass(frozen=True)
class _Fitting:
    """What the fits of all heads share; each is kept in ``work``, to be gone on with."""

    material: Material
    pairs: Pairs
    work: Path
    rest: Rest

    def head(self, learned: Rows, held_out: Rows, number: int, tell: Report) -> Projection:
        """Fit a head on the photos ``learned``, or go on with it."""
        order = self.material.order
        judge = held_out_photos(self.material, self.pairs, held_out)
        return fit(
            self._lessons(learned),
            SHAPE,
            replace(recipe_for(order, len(learned)), seed=order.seed + number),
            judge=judge.judge if judge else lambda _head: math.nan,
            judged_on=judge.fingerprint() if judge else "",
            checkpoint=self.work / f"head-{number}.checkpoint",
            tell=tell,
            rest=self.rest,
        ).projection

    def _lessons(self, learned: Rows) -> Lessons:
        anchors = self.material.anchors
        usual = self.pairs.features[learned, 0]
        if anchors:
            usual = np.concatenate([usual, anchors.features[:, 0]])
        pairs = self.pairs.subset(list(learned))
        return Lessons(pairs, anchors, self.material.teacher if anchors else None, usual)


def held_out_photos(material: Material, pairs: Pairs, rows: Rows) -> HeldOut | None:
    """Return what shows how a fit goes; it decides nothing."""
    rows = np.array([row for row in rows if material.captions[row]], dtype=np.int64)
    if not len(rows):
        return None
    captions = [material.captions[row] for row in rows]
    queries = pairs.texts[[pairs.captions[row][0] for row in rows]]
    return HeldOut(pairs.features[rows, 0], pairs.start[rows, 0], queries, captions)
