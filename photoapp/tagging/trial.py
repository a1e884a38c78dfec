"""Trials of tagging on photos whose labels are known: what examples teach, what answers are worth.

Half of the photos are decided by their true labels, as a person would; the other half is measured.
All labels form one exclusive group, and all photos the library.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.tagging.calibration import Answers, corrections, threshold
from photoapp.tagging.review import review_order
from photoapp.tagging.scoring import NO, OPEN, YES, Decided, Scores, compete, score
from photoapp.tagging.space import Places

Truth = NDArray[np.int64]
# Answers are given in as many sittings; each learns from the one before.
_SITTINGS = 2


@dataclass(frozen=True)
class Suggested:
    """Of each label (labels,): the share of right suggestions, NaN where there are none.

    ``found`` is the share of its photos that it is suggested for.
    """

    right: Floats
    found: Floats


def right_after_examples(
    places: Places,
    guesses: Floats,
    truth: Truth,
    *,
    examples: int,
    seed: int,
    learnt: NDArray[np.bool_] | None = None,
) -> Floats:
    """Return which photos get their label first, (n,), when some of each label were accepted.

    1 and 0, and NaN for the examples themselves, or for all that are not kept aside.

    Args:
        places: where the photos lie, (n, d).
        guesses: ``first_guess`` of each label, (n, labels).
        truth: the photos' labels, (n,).
        examples: how many of each label are accepted.
        seed: chooses them.
        learnt: the photos that they are of, (n,), the others being kept aside; None for any.

    """
    possible = np.ones(len(truth), dtype=np.bool_) if learnt is None else learnt
    chosen = np.random.default_rng(seed)
    decided = np.full(guesses.shape, OPEN)
    for label in range(guesses.shape[1]):
        shown = np.flatnonzero((truth == label) & possible)
        decided[chosen.permutation(shown)[:examples], label] = YES
    first = score(places, guesses, decided).logits.argmax(1)
    aside = (decided != YES).all(1) if learnt is None else ~learnt
    right: Floats = np.where(aside, (first == truth).astype(np.float32), np.float32(np.nan))
    return right


def suggested_after_answers(
    places: Places,
    guesses: Floats,
    truth: Truth,
    *,
    answers: int,
    precision: float,
    seed: int,
    learnt: NDArray[np.bool_] | None = None,
) -> Suggested:
    """Return how right suggestions are when so many of each label's queue were answered.

    Args:
        places: where the photos lie, (n, d).
        guesses: ``first_guess`` of each label, (n, labels).
        truth: the photos' labels, (n,).
        answers: how many photos of each label are answered, those that teach most.
        precision: the share of right suggestions that is asked for.
        seed: parts the photos.
        learnt: those that are answered, (n,), the others being kept aside; None for half of all.

    """
    halves = np.random.default_rng(seed).permutation(len(truth)) % 2 == 0
    kept_aside = halves if learnt is None else ~learnt
    decided = np.full(guesses.shape, OPEN)
    for sitting in range(_SITTINGS if answers else 0):
        chances = _chances(score(places, guesses, decided), decided)
        upto = answers * (sitting + 1) // _SITTINGS - answers * sitting // _SITTINGS
        for label in range(guesses.shape[1]):
            rows = np.flatnonzero(~kept_aside & (decided[:, label] == OPEN))
            asked = rows[review_order(chances[rows, label], places[rows], upto)]
            decided[asked, label] = np.where(truth[asked] == label, YES, NO)
    chances = _chances(score(places, guesses, decided), decided)[kept_aside]
    return _suggested(chances, truth[kept_aside], precision)


def _chances(scores: Scores, decided: Decided) -> Floats:
    """Return chances, (n, labels), corrected by what was answered."""
    chances, answers = compete(scores.logits), {}
    for label in range(chances.shape[1]):
        rows = np.flatnonzero(decided[:, label] != OPEN)
        logits = scores.logits[rows].copy()
        logits[:, label] = scores.left_out[rows, label]
        answers[label] = Answers(compete(logits)[:, label], decided[rows, label] == YES)
    of_all, of_each = corrections({k: a for k, a in answers.items() if len(a.right)})
    for label in range(chances.shape[1]):
        chances[:, label] = of_each.get(label, of_all)(chances[:, label])
    return chances


def _suggested(chances: Floats, truth: Truth, precision: float) -> Suggested:
    labels = chances.shape[1]
    right, found = np.full(labels, np.nan, np.float32), np.full(labels, np.nan, np.float32)
    best = chances.argmax(1)
    for label in range(labels):
        shown = truth == label
        least = threshold(chances[best == label, label], precision)
        suggested = (best == label) & (chances[:, label] >= (2 if least is None else least))
        if suggested.any():
            right[label] = shown[suggested].mean()
        if shown.any():
            found[label] = suggested[shown].mean()
    return Suggested(right, found)
