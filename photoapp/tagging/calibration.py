"""Chances that hold what they say, and how many photos to suggest for a precision asked for.

What people answered to suggestions tells how often photos of a chance are right (Platt 1999):
for all labels together, then for each, both near to the identity until there are enough answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats

_CLIP = 1e-7
# How sure it is beforehand, in answers' terms (inverse variances), that nothing needs correcting:
# the factor of the logits, and their shift.
_PRIOR_OF_ALL = (4.0, 1.0)
_PRIOR_OF_ONE = (8.0, 2.0)
# Of each kind: of yes alone nothing can be learnt but that more is right, of whatever is asked.
_FEWEST_ANSWERS = 3
# What is known of a precision before anybody has answered counts as so many answers.
_ANSWERS_BEFORE = 10.0
_LEAST = 0.25
_BINS = 5
_DEVIATIONS = 1.645  # of a normal distribution, 90 % lie within


@dataclass(frozen=True)
class Answers:
    """People's answers to suggestions: what the chance was without each (n,), and whether yes."""

    chances: Floats
    right: NDArray[np.bool_]


@dataclass(frozen=True)
class Correction:
    """Of chances: their logits times ``factor``, plus ``shift``."""

    factor: float = 1.0
    shift: float = 0.0

    def __call__(self, chances: Floats) -> Floats:
        """Return the corrected chances."""
        corrected = _logistic(self.factor * _logits(chances) + self.shift)
        return corrected.astype(np.float32)


@dataclass(frozen=True)
class Reliability:
    """How right the suggestions of a label are.

    ``asked`` is the precision asked for; ``threshold`` the chance from which on photos are
    suggested, None where none are sure enough; ``expected`` the precision expected of those, from
    ``low`` to ``high`` with 90 %; ``recall`` the share of the photos that show the label, found or
    decided; ``decisions`` the answers it rests on. ``points`` are mean chance, share that was
    right, and number of answers, of chances in equal bins.
    """

    asked: float
    threshold: float | None
    expected: float | None
    low: float | None
    high: float | None
    recall: float | None
    decisions: int
    points: tuple[tuple[float, float, int], ...]


def corrections(answers: Mapping[int, Answers]) -> tuple[Correction, dict[int, Correction]]:
    """Return what corrects the chances of labels without answers, and of each that has some."""
    kept = list(answers.values())
    if not kept:
        return Correction(), {}
    chances = np.concatenate([a.chances for a in kept])
    right = np.concatenate([a.right for a in kept])
    if min(int(right.sum()), int((~right).sum())) < _FEWEST_ANSWERS:
        return Correction(), {}
    of_all = _fit(Answers(chances, right), Correction(), _PRIOR_OF_ALL)
    return of_all, {key: _fit(a, of_all, _PRIOR_OF_ONE) for key, a in answers.items()}


def threshold(chances: Floats, precision: float) -> float | None:
    """Return the least chance to suggest photos from, so that ``precision`` of them are right.

    Chances that hold are right in the mean: as many photos are taken, the likeliest first, as
    have that mean chance, none of them hardly likely. None where not even the likeliest is sure
    enough.
    """
    if not len(chances):
        return None
    falling = np.sort(chances)[::-1].astype(np.float64)
    mean = np.cumsum(falling) / np.arange(1, len(falling) + 1)
    # Of photos that are equally likely all are taken, or none.
    last = np.append(falling[1:] < falling[:-1], True)
    enough = np.flatnonzero((mean >= precision) & (falling >= _LEAST) & last)
    return float(falling[enough[-1]]) if len(enough) else None


def reliability(chances: Floats, asked: float, answers: Answers, tagged: int) -> Reliability:
    """Return how right a label's suggestions are.

    Args:
        chances: of the photos that are not decided, (n,), corrected.
        asked: the precision asked for.
        answers: what people said, to chances that are corrected too.
        tagged: how many photos have the label by people.

    """
    least = threshold(chances, asked)
    shown = float(chances.sum()) + tagged
    if least is None:
        recall = tagged / shown if tagged else None
        nothing = (least, None, None, None, recall)
        return Reliability(asked, *nothing, len(answers.right), _points(answers))
    suggested = chances[chances >= least]
    expected = float(suggested.mean())
    low, high = _interval(expected, answers, least)
    recall = (float(suggested.sum()) + tagged) / shown
    return Reliability(
        asked, least, expected, low, high, recall, len(answers.right), _points(answers)
    )


def _fit(answers: Answers, prior: Correction, sure: tuple[float, float]) -> Correction:
    """Return the likeliest correction near to another one, by Newton's method."""
    inputs = np.column_stack([_logits(answers.chances), np.ones(len(answers.right))])
    before = np.array([prior.factor, prior.shift])
    found, weight = before.copy(), np.array(sure)
    for _ in range(50):
        chance = _logistic(inputs @ found)
        slope = inputs.T @ (chance - answers.right) + weight * (found - before)
        curved = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + np.diag(weight)
        step = np.linalg.solve(curved, slope)
        found -= step * min(1.0, 1 / max(np.abs(step).max(), 1e-12))
        if np.abs(step).max() < 1e-6:
            break
    # A factor below zero would turn the order round.
    return Correction(max(float(found[0]), 0.1), float(found[1]))


def _interval(expected: float, answers: Answers, least: float) -> tuple[float, float]:
    """Return the 90 % interval of a precision, by a beta distribution's mean and variance."""
    asked = answers.right[answers.chances >= least]
    yes = _ANSWERS_BEFORE * expected + int(asked.sum())
    no = _ANSWERS_BEFORE * (1 - expected) + int((~asked).sum())
    mean = yes / (yes + no)
    spread = _DEVIATIONS * (mean * (1 - mean) / (yes + no + 1)) ** 0.5
    return max(0.0, min(mean - spread, expected)), min(1.0, max(mean + spread, expected))


def _points(answers: Answers) -> tuple[tuple[float, float, int], ...]:
    bins = np.minimum((answers.chances * _BINS).astype(int), _BINS - 1)
    found = []
    for number in range(_BINS):
        inside = bins == number
        if count := int(inside.sum()):
            mean, share = answers.chances[inside].mean(), answers.right[inside].mean()
            found.append((float(mean), float(share), count))
    return tuple(found)


def _logits(chances: Floats | Sequence[float]) -> NDArray[np.float64]:
    kept = np.clip(np.asarray(chances, dtype=np.float64), _CLIP, 1 - _CLIP)
    logits: NDArray[np.float64] = np.log(kept) - np.log1p(-kept)
    return logits


def _logistic(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return chance
