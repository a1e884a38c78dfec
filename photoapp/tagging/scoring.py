"""How likely photos show labels: by words, by what shows the same, and by what was decided.

    first guesses, by words → prototypes, gathered among the library's own photos
        → classifiers, where people have decided → logits → chances

*Prototypes* are the mean places of the photos that seem to show a label, those decided counting
most; photos near to one show the label more likely, and the prototypes are gathered anew (as in
TransCLIP, Zanella et al. 2024, with no gradients). Labels of an exclusive group compete all along.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.tagging.learning import Classifier, Taught, fit
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
_AT_ONCE = 4096
_CORES = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class Weighing:
    """What the logits are made of: first guess, likeness to the prototype, a constant."""

    guess: np.float32
    likeness: np.float32
    even: np.float32


# Logistic regressions as for the first guess, of single labels and of groups of 38; those of groups
# of 2 to 20 of these were all near to (0.66, 4.5, -2.3).
_ALONE, _OF_MANY = (0.75, 3.5, -1.5), (0.45, 11.0, -2.6)
_MANY = 38


def weighing(labels: int) -> Weighing:
    """Return what counts in a group of so many labels.

    The more there are the more of a library they share out among them, and the more it says that
    a photo lies near to one and not to the others.
    """
    part = min(1.0, (labels - 1) / (_MANY - 1))
    guess, likeness, even = (
        np.float32((1 - part) * one + part * many)
        for one, many in zip(_ALONE, _OF_MANY, strict=True)
    )
    return Weighing(guess, likeness, even)


@dataclass(frozen=True)
class Learnt:
    """What the photos that were decided of a label, its ``own`` (m,), have taught."""

    own: NDArray[np.intp]
    classifier: Classifier


@dataclass(frozen=True)
class Scores:
    """What labels' chances are made of.

    ``logits`` are (n, labels), before labels compete; ``left_out`` likewise, NaN but where
    something was decided: there as if it had not been. ``learnt`` is by label, None where nothing
    was decided: from there the next scores may start.
    """

    logits: Floats
    left_out: Floats
    learnt: tuple[Learnt | None, ...]


def score(
    places: Places,
    guesses: Floats,
    decided: Decided,
    starts: Sequence[Learnt | None] = (),
) -> Scores:
    """Score photos by the labels of one exclusive group, or by a label of none.

    Args:
        places: where the photos lie, (n, d).
        guesses: ``first_guess`` of each label, (n, labels).
        decided: what is known of them, (n, labels).
        starts: what was learnt for an earlier ``Scores``; it saves time, and changes next to
            nothing.

    """
    known = exclusively(decided)
    with ThreadPoolExecutor(_CORES, "score-labels") as cores:
        logits = _by_prototypes(places, guesses, known, cores)
    learning = _Learning(places, logits, np.ascontiguousarray(known.T))
    by_label = np.ascontiguousarray(decided.T)
    taught = np.flatnonzero((by_label != OPEN).any(1)).tolist()
    before = [starts[k] if starts else None for k in taught]
    # On one core: a label is many short sums, and threads would wait for each other at each.
    learnt = dict(zip(taught, map(learning.of, taught, by_label[taught], before), strict=True))
    left_out = np.full_like(logits, np.nan)
    for k, each in learnt.items():
        left_out[each.own, k] = each.classifier.left_out
    _add(logits, places, {k: each.classifier.found for k, each in learnt.items()})
    # Photos that were not learnt from, as there were so many, are left out anyway.
    untaught = (decided != OPEN) & np.isnan(left_out)
    left_out[untaught] = logits[untaught]
    return Scores(logits, left_out, tuple(learnt.get(k) for k in range(len(by_label))))


def _add(logits: Floats, places: Places, found: Mapping[int, Floats]) -> None:
    """Add what classifiers, by label, have found."""
    if not found:
        return
    weights = np.array(list(found.values()))
    for part in _parts(len(places)):
        logits[part, list(found)] += directions(places[part]) @ weights[:, :-1].T + weights[:, -1]


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


def _by_prototypes(
    places: Places, guesses: Floats, known: Decided, cores: ThreadPoolExecutor
) -> Floats:
    made_of = weighing(guesses.shape[1])
    logits = guesses.astype(np.float32)

    def gathered(part: slice) -> Floats:
        share: Floats = _shares(logits[part], known[part]).T @ directions(places[part])
        return share

    def weigh(part: slice, prototypes: Floats) -> None:
        shares = _shares(logits[part], known[part])
        near = _likeness(directions(places[part]), prototypes, shares)
        logits[part] = made_of.guess * guesses[part] + made_of.likeness * near + made_of.even

    parts = list(_parts(len(places)))
    nothing = np.zeros((guesses.shape[1], places.shape[1]), dtype=np.float32)
    for _ in range(_ROUNDS):
        prototypes = sum(cores.map(gathered, parts), nothing)
        list(cores.map(weigh, parts, repeat(prototypes)))
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


class _Learning:
    """Learns labels, each for itself: by ``known``, (labels, n), and what was thought before."""

    def __init__(self, places: Places, logits: Floats, known: Decided) -> None:
        self._places, self._logits, self._known = places, logits, known
        self._chances = compete(logits)
        # The same photos each time, so that the same decisions give the same classifier.
        self._some = np.random.default_rng(0).permutation(len(places))[: 2 * _UNDECIDED]

    def of(self, label: int, decided: Decided, start: Learnt | None) -> Learnt:
        """Return the photos that were decided of a label and teach it, and what they taught."""
        own, counts = _own_to_learn(decided)
        rows = np.concatenate([own, self._others(label, decided)])
        known = self._known[label][rows]
        said = known != OPEN
        answers = np.where(said, known, self._chances[rows, label]).astype(np.float32)
        weights = np.where(said, np.float32(1), _UNDECIDED_COUNTS)
        weights[: len(own)] = counts
        inputs, before = directions(self._places[rows]), self._logits[rows, label]
        taught = Taught(inputs, before, answers, weights, len(own))
        same = start is not None and np.array_equal(start.own, own)
        return Learnt(own, fit(taught, start.classifier if start else None, same=same))

    def _others(self, label: int, decided: Decided) -> NDArray[np.intp]:
        """Return the photos that teach a label's classifier besides its own, (n,)."""
        known = self._known[label]
        rivals = np.flatnonzero((known == NO) & (decided == OPEN))
        if len(rivals) > _MOST_RIVALS:
            likely = self._logits[rivals, label]
            rivals = rivals[np.argpartition(-likely, _MOST_RIVALS)[:_MOST_RIVALS]]
        return np.concatenate([rivals, self._some[known[self._some] == OPEN][:_UNDECIDED]])


def _parts(count: int) -> Iterator[slice]:
    for first in range(0, count, _AT_ONCE):
        yield slice(first, first + _AT_ONCE)
