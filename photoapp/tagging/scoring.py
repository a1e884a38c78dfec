"""How likely photos show labels: by words, by what shows the same, and by what was decided.

    first guesses, by words → prototypes, gathered among the library's own photos
        → classifiers, where people have decided → logits → chances

*Prototypes* are the mean places of the photos that seem to show a label, those decided counting
most; photos near to one show the label more likely, and the prototypes are gathered anew (as in
TransCLIP, Zanella et al. 2024, with no gradients). Labels of an exclusive group compete all along.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.tagging.learning import Taught, fit
from photoapp.tagging.space import Places, directions

Decided = NDArray[np.int8]
"""What is known, (n, labels): ``YES``, ``NO`` or ``OPEN``."""

YES, NO, OPEN = np.int8(1), np.int8(0), np.int8(-1)

_ROUNDS = 3
_DECIDED_COUNTS = np.float32(5)
_FEW = np.float32(0.25)  # a prototype of little mass says little
# Photos that nothing was decided of hold a classifier to what was thought of them before.
_UNDECIDED, _UNDECIDED_COUNTS = 300, np.float32(0.2)
# Of each answer: a file's keyword may be on all photos, which would take seconds and teach as much.
_MOST_TAUGHT = 4000
# Of the photos that another label of the group was accepted for, the likeliest.
_MOST_RIVALS = 100
_AT_ONCE = 8192


@dataclass(frozen=True)
class Weighing:
    """What the logits are made of: first guess, likeness to the prototype, a constant."""

    guess: np.float32
    likeness: np.float32
    even: np.float32


# Logistic regressions as for the first guess (python -m benchmarks.labels).
_ALONE = Weighing(np.float32(0.75), np.float32(3.5), np.float32(-1.5))
_IN_GROUP = Weighing(np.float32(0.45), np.float32(11), np.float32(-2.6))


@dataclass(frozen=True)
class Scores:
    """What labels' chances are made of.

    ``logits`` are (n, labels), before labels compete; ``left_out`` likewise, NaN but where
    something was decided: there as if it had not been. ``classifiers`` are what each label's has
    found, None where nothing was decided: from there the next ones may start.
    """

    logits: Floats
    left_out: Floats
    classifiers: tuple[Floats | None, ...]


def score(
    places: Places,
    guesses: Floats,
    decided: Decided,
    starts: Sequence[Floats | None] = (),
) -> Scores:
    """Score photos by the labels of one exclusive group, or by a label of none.

    Args:
        places: where the photos lie, (n, d).
        guesses: ``first_guess`` of each label, (n, labels).
        decided: what is known of them, (n, labels).
        starts: the classifiers of an earlier ``Scores``; they save time, and change nothing.

    """
    known = exclusively(decided)
    logits = _by_prototypes(places, guesses, known)
    left_out = np.full_like(logits, np.nan)
    found: list[Floats | None] = [None] * known.shape[1]
    # The same photos each time, so that the same decisions give the same classifier.
    some = np.random.default_rng(0).permutation(len(known))[: 2 * _UNDECIDED]
    by_label, known_by_label = np.ascontiguousarray(decided.T), np.ascontiguousarray(known.T)
    for k in np.flatnonzero((by_label != OPEN).any(1)).tolist():
        own, counts = _own_to_learn(by_label[k])
        others = _others_to_learn(by_label[k], known_by_label[k], logits[:, k], some)
        rows = np.concatenate([own, others])
        taught = _taught(places[rows], logits[rows], known[rows], k, counts)
        classifier = fit(taught, starts[k] if starts else None)
        left_out[own, k], found[k] = classifier.left_out, classifier.found
    _add(logits, places, found)
    # Photos that were not learnt from, as there were so many, are left out anyway.
    untaught = (decided != OPEN) & np.isnan(left_out)
    left_out[untaught] = logits[untaught]
    return Scores(logits, left_out, tuple(found))


def _add(logits: Floats, places: Places, classifiers: Sequence[Floats | None]) -> None:
    taught = [k for k, found in enumerate(classifiers) if found is not None]
    if not taught:
        return
    found = np.array([classifiers[k] for k in taught])
    for part in _parts(len(places)):
        logits[part, taught] += directions(places[part]) @ found[:, :-1].T + found[:, -1]


def compete(logits: Floats, known: Decided | None = None) -> Floats:
    """Return the chances, (n, labels), of labels of which a photo has one or none.

    Of independent chances, what is left when photos that have more than one are ruled out; a
    single label keeps its own. What is ``known`` not to be right leaves its place to the others.
    """
    odds = np.exp(np.clip(logits, -30, 30))
    if known is not None:
        odds[known == NO] = 0
    chances: Floats = odds / (1 + odds.sum(1, keepdims=True))
    return chances


def exclusively(decided: Decided) -> Decided:
    """Return what is known (n, labels) where accepting one label of a group rejects the others."""
    if decided.shape[1] == 1:
        return decided
    known = decided.copy()
    known[(decided == YES).any(1)] = NO
    known[decided == YES] = YES
    return known


def _by_prototypes(places: Places, guesses: Floats, known: Decided) -> Floats:
    weighing = _IN_GROUP if guesses.shape[1] > 1 else _ALONE
    logits = guesses.astype(np.float32)
    for _ in range(_ROUNDS):
        prototypes = np.zeros((guesses.shape[1], places.shape[1]), dtype=np.float32)
        for part in _parts(len(places)):
            prototypes += _shares(logits[part], known[part]).T @ directions(places[part])
        for part in _parts(len(places)):
            near = _likeness(
                directions(places[part]), prototypes, _shares(logits[part], known[part])
            )
            logits[part] = weighing.guess * guesses[part] + weighing.likeness * near + weighing.even
    return logits


def _shares(logits: Floats, known: Decided) -> Floats:
    """Return what each photo counts for the prototypes, (n, labels)."""
    shares = compete(logits)
    shares[known == NO] = 0
    shares[known == YES] = _DECIDED_COUNTS
    return shares


def _likeness(places: Floats, prototypes: Floats, shares: Floats) -> Floats:
    """Return the cosines of photos, (n, d), with prototypes, less their own share: (n, labels)."""
    product = places @ prototypes.T
    square = (prototypes**2).sum(1) - 2 * shares * product + shares**2
    near: Floats = (product - shares) / np.sqrt(np.maximum(square, 0) + _FEW)
    return near


def _own_to_learn(decided: Decided) -> tuple[NDArray[np.intp], Floats]:
    """Return the photos that were decided of a label and teach it, (n,), and what each counts.

    Where that were many, some of them stand for all.
    """
    counts = np.zeros(len(decided), dtype=np.float32)
    for answer in (YES, NO):
        said = np.flatnonzero(decided == answer)
        if len(said):
            some = np.random.default_rng(0).permutation(said)[:_MOST_TAUGHT]
            counts[some] = len(said) / len(some)
    own = np.flatnonzero(counts)
    return own, counts[own]


def _others_to_learn(
    decided: Decided, known: Decided, logits: Floats, some: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return the photos that teach a label's classifier besides its own, (n,)."""
    rivals = np.flatnonzero((known == NO) & (decided == OPEN))
    if len(rivals) > _MOST_RIVALS:
        rivals = rivals[np.argpartition(-logits[rivals], _MOST_RIVALS)[:_MOST_RIVALS]]
    return np.concatenate([rivals, some[known[some] == OPEN][:_UNDECIDED]])


def _taught(places: Places, logits: Floats, known: Decided, label: int, counts: Floats) -> Taught:
    """Return what photos teach a label; the first of them its own, which count so much."""
    said = known[:, label] != OPEN
    answers = np.where(said, known[:, label], compete(logits)[:, label])
    weights = np.where(said, np.float32(1), _UNDECIDED_COUNTS)
    weights[: len(counts)] = counts
    before = logits[:, label]
    return Taught(directions(places), before, answers.astype(np.float32), weights, len(counts))


def _parts(count: int) -> Iterator[slice]:
    for first in range(0, count, _AT_ONCE):
        yield slice(first, first + _AT_ONCE)
