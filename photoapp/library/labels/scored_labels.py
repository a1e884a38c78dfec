"""What a model thinks of photos and labels, worked out anew where something was decided."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog, Label
from photoapp.catalog.labels import Decisions
from photoapp.encoders import Floats
from photoapp.encoders.zero_shot import commonplace
from photoapp.library.active_models import ActiveModel
from photoapp.library.labels.label_words import LabelWords
from photoapp.library.labels.placed_photos import Placed, cosines
from photoapp.tagging.calibration import Answers
from photoapp.tagging.first_guess import Usual, first_guess, usual_cosines
from photoapp.tagging.scoring import (
    NO,
    OPEN,
    YES,
    Decided,
    Learnt,
    Scores,
    compete,
    exclusively,
    score,
)

_NO_ANSWERS = Answers(np.empty(0, np.float32), np.empty(0, np.bool_))
_GUESSED_AT_ONCE = 16
# Of a label that was deleted a moment ago.
_UNDECIDED = Decisions(*(np.empty(0, np.int64) for _ in range(3)))


@dataclass(frozen=True)
class ScoredLabel:
    """What is thought of one label: of the photos as they were ``Placed``, (n,).

    ``chances`` are not corrected; ``open`` says which photos are not decided, of this label or by
    another one of its group; ``best`` where no other label of its group is likelier.
    ``answers`` are those to what was asked.
    """

    label: Label
    chances: Floats
    open: NDArray[np.bool_]
    best: NDArray[np.bool_]
    accepted: int
    answers: Answers


# What a label is known by: its name, or else its phrases.
_Said = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Guessed:
    """The first guess of one label: its ``logits`` (n,), and what is usual, (1,)."""

    logits: NDArray[np.float16]
    usual: Usual


@dataclass(frozen=True)
class Basis:
    """What the scores of a label rest on: while it is the same, so are they.

    ``group`` are the labels that it excludes, by id; ``decided`` and ``pictures`` are those of the
    label itself.
    """

    label: Label
    group: tuple[int, ...]
    decided: tuple[bytes, ...]
    pictures: tuple[int, ...]


def bases_of(catalog: Catalog, groups: Iterable[Sequence[Label]]) -> dict[int, Basis]:
    """Return what scores rest on now, by label: another process may have changed it."""
    pictures: defaultdict[int, list[int]] = defaultdict(list)
    for picture in catalog.labels.pictures():
        pictures[picture.label_id].append(picture.id)
    together = [(label, tuple(i.id for i in group)) for group in groups for label in group]
    decisions = decided_of(catalog, [label.id for label, _ in together])
    bases = {}
    for label, ids in together:
        said = decisions[label.id]
        decided = (said.accepted.tobytes(), said.rejected.tobytes(), said.asked.tobytes())
        bases[label.id] = Basis(label, ids, decided, tuple(pictures[label.id]))
    return bases


def decided_of(catalog: Catalog, label_ids: Sequence[int]) -> dict[int, Decisions]:
    """Return what is decided of labels: who accepts a dog has said that it is an animal."""
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    for label in catalog.labels.all():
        children[label.parent_id].append(label.id)
    below = {label_id: _below(label_id, children) for label_id in label_ids}
    found = catalog.labels.decisions(sorted({*label_ids, *chain.from_iterable(below.values())}))
    decided = {}
    for label_id in label_ids:
        own = found.get(label_id, _UNDECIDED)
        accepted = [own.accepted, *(found[i].accepted for i in below[label_id] if i in found)]
        implied = np.setdiff1d(np.concatenate(accepted), own.rejected)
        decided[label_id] = Decisions(implied, own.rejected, own.asked)
    return decided


def _below(label_id: int, children: Mapping[int | None, Sequence[int]]) -> list[int]:
    return [i for child in children.get(label_id, ()) for i in (child, *_below(child, children))]


def groups_of(labels: Iterable[Label]) -> list[list[Label]]:
    """Return labels by the exclusive group that they are in; each of none alone."""
    groups: defaultdict[str | int, list[Label]] = defaultdict(list)
    for label in labels:
        groups[label.group.casefold() or label.id].append(label)
    return list(groups.values())


class Scoring:
    """Scores the labels of a group over all photos of a model.

    Args:
        catalog: where decisions and examples are.
        words: what labels are called, as vectors.
        model: the model that serves.
        placed: its photos.

    """

    def __init__(
        self, catalog: Catalog, words: LabelWords, model: ActiveModel, placed: Placed
    ) -> None:
        self._catalog = catalog
        self._words = words
        self._model = model
        self._placed = placed
        self._order = np.argsort(placed.photo_ids)
        self._guesses: dict[_Said, _Guessed] = {}
        self._starts: dict[int, Learnt] = {}

    @property
    def placed(self) -> Placed:
        """The photos."""
        return self._placed

    def of(self, group: Sequence[Label]) -> list[ScoredLabel]:
        """Return what is thought of the labels of one group, or of one that is in none.

        Raises:
            WorkerUnavailableError: words can't be turned into vectors.

        """
        ids = [label.id for label in group]
        decisions = decided_of(self._catalog, ids)
        decided = np.full((len(self._placed.photo_ids), len(group)), OPEN)
        for column, label_id in enumerate(ids):
            decided[self._rows(decisions[label_id].rejected), column] = NO
            decided[self._rows(decisions[label_id].accepted), column] = YES
        scores = self._scores(group, decided)
        answers = [
            self._answers(decisions[label_id], scores, decided, column)
            for column, label_id in enumerate(ids)
        ]
        known = exclusively(decided)
        chances = compete(scores.logits, known)
        best = chances.argmax(1)
        each = np.ascontiguousarray(chances.T)
        is_open = np.ascontiguousarray((known == OPEN).T)
        return [
            ScoredLabel(
                label,
                each[column],
                is_open[column],
                best == column,
                int((decided[:, column] == YES).sum()),
                answers[column],
            )
            for column, label in enumerate(group)
        ]

    def _scores(self, group: Sequence[Label], decided: Decided) -> Scores:
        """Return the scores of all photos, having learnt from example pictures too."""
        guesses, usual = self._guessed(group)
        examples = self._examples(group, usual)
        starts = [self._starts.get(label.id) for label in group]
        if examples is None:
            scores = score(self._placed.places, guesses, decided, starts)
        else:
            places, more_guesses, more_decided = examples
            scores = score(
                np.concatenate([self._placed.places, places]),
                np.concatenate([guesses, more_guesses]),
                np.concatenate([decided, more_decided]),
                starts,
            )
            count = len(decided)
            scores = Scores(scores.logits[:count], scores.left_out[:count], scores.learnt)
        for label, found in zip(group, scores.learnt, strict=True):
            if found is not None:
                self._starts[label.id] = found
        return scores

    def guess(self, labels: Iterable[Label], stop: threading.Event) -> None:
        """Make the first guesses of labels that have none yet, unless it is to ``stop``.

        Some at a time: looking through all photos takes as long for one as for many.

        Raises:
            WorkerUnavailableError: words can't be turned into vectors.

        """
        by_words = {_said(label): label for label in labels}
        new = [label for said, label in by_words.items() if said not in self._guesses]
        for first in range(0, len(new), _GUESSED_AT_ONCE):
            if stop.is_set():
                return
            self._guess(new[first : first + _GUESSED_AT_ONCE])

    def _guess(self, labels: Sequence[Label]) -> None:
        vectors = self._words.of(self._model, labels)
        near = cosines(self._model, self._placed.photo_ids, vectors)
        usual = usual_cosines(near, self._placed.common)
        guesses = first_guess(near, self._placed.common, usual).astype(np.float16)
        for column, label in enumerate(labels):
            this = slice(column, column + 1)
            self._guesses[_said(label)] = _Guessed(
                guesses[:, column].copy(), Usual(usual.mean[this], usual.spread[this])
            )

    def _guessed(self, group: Sequence[Label]) -> tuple[Floats, Usual]:
        """Return first guesses, (n, labels), which decisions don't change, and what is usual."""
        self.guess(group, threading.Event())
        known = [self._guesses[_said(label)] for label in group]
        usual = Usual(
            np.concatenate([each.usual.mean for each in known]),
            np.concatenate([each.usual.spread for each in known]),
        )
        return np.stack([each.logits for each in known], axis=1).astype(np.float32), usual

    def _examples(
        self, group: Sequence[Label], usual: Usual
    ) -> tuple[NDArray[np.int8], Floats, Decided] | None:
        """Return places, first guesses and decisions of the pictures that show the labels."""
        columns = {label.id: column for column, label in enumerate(group)}
        known = self._catalog.labels.picture_features(self._model.number)
        shown = [(columns[i], vector, feature) for i, vector, feature in known if i in columns]
        if not shown:
            return None
        vectors = np.array([vector for _, vector, _ in shown], dtype=np.float32)
        places = self._placed.space.place(np.array([f for *_, f in shown], dtype=np.float32))
        background = self._model.searcher.background()
        common = None if background is None else commonplace(vectors, background)
        decided = np.full((len(shown), len(group)), OPEN)
        decided[np.arange(len(shown)), [column for column, *_ in shown]] = YES
        near = vectors @ self._words.of(self._model, group).T
        return places, first_guess(near, common, usual), decided

    def _answers(
        self, decisions: Decisions, scores: Scores, decided: Decided, column: int
    ) -> Answers:
        """Return what people answered, to chances that did not know the answer yet."""
        rows = self._rows(decisions.asked)
        rows = rows[~np.isnan(scores.left_out[rows, column])]
        if not len(rows):
            return _NO_ANSWERS
        logits, known = scores.logits[rows], decided[rows]
        logits[:, column], known[:, column] = scores.left_out[rows, column], OPEN
        return Answers(compete(logits, known)[:, column], decided[rows, column] == YES)

    def _rows(self, photo_ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return where photos stand; those that have no vector are passed over."""
        ids = self._placed.photo_ids
        if not len(ids):
            return np.empty(0, dtype=np.intp)
        at = np.searchsorted(ids, photo_ids, sorter=self._order).clip(max=len(ids) - 1)
        rows = self._order[at]
        known: NDArray[np.intp] = rows[ids[rows] == photo_ids]
        return known


def _said(label: Label) -> _Said:
    return "" if label.phrases else label.name, label.phrases
