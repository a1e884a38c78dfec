"""Tagging: suggestions kept level with photos, labels and decisions."""

import logging
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog, Label
from photoapp.catalog.suggestions import Suggestion
from photoapp.encoders import Floats
from photoapp.library.active_models import ActiveModel, ActiveModels
from photoapp.library.labels.examples import Examples
from photoapp.library.labels.known_labels import KnownLabels, same
from photoapp.library.labels.label_words import LabelWords
from photoapp.library.labels.placed_photos import PlacedPhotos
from photoapp.library.labels.reports import Candidate, Likeliest, TagReport
from photoapp.library.labels.scored_labels import ScoredLabel, Scoring, bases_of, groups_of
from photoapp.tagging.calibration import Correction, Reliability
from photoapp.tagging.review import review_order

log = logging.getLogger(__name__)

# In place of a sequence while suggestions are being made.
_UNFINISHED = -1


class Tagging:
    """Suggests labels for photos. Safe to use from several threads, which take turns.

    Args:
        catalog: where labels, decisions and suggestions are.
        active: the model that serves.
        examples: pictures that show labels, which it has to look at once.
        folder: where what can be made anew is kept.

    """

    def __init__(
        self, catalog: Catalog, active: ActiveModels, examples: Examples, folder: Path
    ) -> None:
        self._catalog = catalog
        self._active = active
        self._examples = examples
        self._photos = PlacedPhotos(catalog, folder)
        self._words = LabelWords(folder)
        self._turn = threading.Lock()
        self._state: KnownLabels | None = None

    def stale(self) -> bool:
        """Return whether something waits for ``settle``: decisions, changed labels, new photos."""
        if not self._catalog.labels.all():
            return False
        number = self._active.serving().number
        newest = self._catalog.vectors.newest(number)
        return (
            bool(self._catalog.labels.stale())
            or self._catalog.suggestions.tagged_to(number) != newest
        )

    def settle(self, stop: threading.Event | None = None) -> TagReport:
        """Suggest anew what decisions, changed labels and new photos change.

        Nothing that was decided changes by it, and what was rejected is never suggested again.

        Raises:
            ModelError: the model can't be loaded.
            WorkerUnavailableError: labels' words can't be turned into vectors.

        """
        stop = stop or threading.Event()
        begun = time.monotonic()
        with self._turn, _one_core():
            model = self._active.serving()
            labels = self._catalog.labels.all()
            if labels and not stop.is_set():
                self._examples.look_at_missing(stop)
            if not self._words.learn(model, labels, stop):
                return TagReport(0, 0, 0, 0, 0, 0.0)  # whoever stops it may close the catalogue
            stale = self._begin(model)
            state = self._level(model, labels, stale, stop)
            if state is None:
                return TagReport(0, 0, sum(self._catalog.suggestions.counts().values()), 0, 0, 0.0)
            new, gone = self._write(model, state, stop)
            counts = self._catalog.suggestions.counts()
            took = time.monotonic() - begun
            photos = len(state.scoring.placed.photo_ids)
            return TagReport(len(labels), photos, sum(counts.values()), new, gone, took)

    def queue(self, label_id: int, limit: int = 200) -> list[Candidate]:
        """Return photos to decide, at most ``limit``: those first whose answer teaches most.

        Raises:
            LabelError: the label is gone.
            ModelError, WorkerUnavailableError: as ``settle`` does.

        """
        with self._turn, _one_core():
            state, scored = self._of(label_id)
            chances = state.corrections()[label_id](scored.chances)
            rows = np.flatnonzero(scored.open & self._present(state))
            places = state.scoring.placed.places[rows]
            order = rows[review_order(chances[rows], places, limit)]
            ids = state.scoring.placed.photo_ids[order].tolist()
            # What is suggested is shown as it was noted: small changes are not written anew.
            noted = self._catalog.suggestions.of(ids, label_id)
            suggested = {photo_id: made[0].chance for photo_id, made in noted.items()}
            return [
                Candidate(photo_id, suggested.get(photo_id, float(chance)), photo_id in suggested)
                for photo_id, chance in zip(ids, chances[order], strict=True)
            ]

    def reliability(self, label_id: int) -> Reliability:
        """Return how right a label's suggestions are.

        Raises:
            LabelError: the label is gone.
            ModelError, WorkerUnavailableError: as ``settle`` does.

        """
        with self._turn, _one_core():
            state, scored = self._of(label_id)
            correction = state.corrections()[label_id]
            return state.reliability(scored, correction, self._present(state))

    def reliabilities(self) -> dict[int, Reliability]:
        """Return how right each label's suggestions are, by its id.

        Raises:
            ModelError, WorkerUnavailableError: as ``settle`` does.

        """
        with self._turn, _one_core():
            state = self._known()
            here, corrected = self._present(state), state.corrections()
            return {
                label_id: state.reliability(scored, corrected[label_id], here)
                for label_id, scored in state.scored.items()
            }

    def suggestions(self, photo_ids: Collection[int]) -> dict[int, tuple[Suggestion, ...]]:
        """Return what is suggested for those photos that have any, the likeliest first."""
        return self._catalog.suggestions.of(photo_ids)

    def likeliest(self) -> list[Likeliest]:
        """Return for each present photo the likeliest label of each group, suggested or not.

        Labels in no group stand together, as the group "".

        Raises:
            ModelError, WorkerUnavailableError: as ``settle`` does.

        """
        with self._turn, _one_core():
            state = self._known()
            labels = [scored.label for scored in state.scored.values()]
            found: list[Likeliest] = []
            rows = np.flatnonzero(self._present(state))
            ids = state.scoring.placed.photo_ids[rows].tolist()
            together: dict[str, list[Label]] = {}
            for label in labels:
                together.setdefault(label.group.casefold(), []).append(label)
            corrected = state.corrections()
            for group in together.values():
                chances = self._with_decided(state, group, corrected, rows)
                best = chances.argmax(1)
                found += [
                    Likeliest(photo_id, group[k].group, group[k].name, round(float(row[k]), 4))
                    for photo_id, k, row in zip(ids, best.tolist(), chances, strict=True)
                ]
            return found

    def _with_decided(
        self,
        state: KnownLabels,
        group: Sequence[Label],
        corrected: dict[int, Correction],
        rows: NDArray[np.intp],
    ) -> Floats:
        """Return the chances of photos, (rows, labels): 1 where accepted, 0 where rejected."""
        decisions = self._catalog.labels.decisions([label.id for label in group])
        ids = state.scoring.placed.photo_ids[rows]
        columns = []
        for label in group:
            scored = state.scored[label.id]
            chances = corrected[label.id](scored.chances[rows])
            chances[~scored.open[rows]] = 0
            chances[np.isin(ids, decisions[label.id].accepted)] = 1
            columns.append(chances)
        return np.stack(columns, axis=1)

    def _begin(self, model: ActiveModel) -> list[int]:
        """Return which labels are stale, and note that they are being settled.

        What is decided from now on makes them stale anew; a kill leaves all to be settled.
        """
        with self._catalog.database.transaction():
            stale = self._catalog.labels.stale()
            self._catalog.suggestions.note_tagged_to(model.number, _UNFINISHED)
            self._catalog.labels.settled(stale)
        if self._state:
            for label_id in stale:
                self._state.scored.pop(label_id, None)
        return stale

    def _of(self, label_id: int) -> tuple[KnownLabels, ScoredLabel]:
        state = self._known()
        if label_id not in state.scored:
            self._catalog.labels.of(label_id)  # says that it is gone
        return state, state.scored[label_id]

    def _known(self) -> KnownLabels:
        """Return what is thought of all labels there are, as far as decided by now."""
        model, labels = self._active.serving(), self._catalog.labels.all()
        state = self._level(model, labels, self._catalog.labels.stale(), threading.Event())
        assert state is not None  # nobody stopped it
        return state

    def _level(
        self,
        model: ActiveModel,
        labels: Sequence[Label],
        stale: Collection[int],
        stop: threading.Event,
    ) -> KnownLabels | None:
        """Work out what is not known, or stale by now; None if stopped."""
        state = self._state
        placed = self._photos.of(model)
        if state is None or not state.serves(model.number, placed):
            scoring = Scoring(self._catalog, self._words, model, placed)
            state = self._state = KnownLabels(model.number, scoring)
        groups = groups_of(labels)
        bases = bases_of(self._catalog, groups)
        due = [group for group in groups if not state.knows(group, bases, stale)]
        state.scoring.guess((label for group in due for label in group), stop)
        for group in due:
            if stop.is_set():
                return None
            for scored in state.scoring.of(group):
                state.scored[scored.label.id] = scored
                state.bases[scored.label.id] = bases[scored.label.id]
                state.written.pop(scored.label.id, None)
        state.scored = {label.id: state.scored[label.id] for label in labels}  # by name
        if state.took is None:
            state.took = time.monotonic() - state.begun
        return state

    def _write(
        self, model: ActiveModel, state: KnownLabels, stop: threading.Event
    ) -> tuple[int, int]:
        """Write what is suggested by now, and return how much of it is new, and has gone."""
        new = gone = 0
        here = self._present(state)
        if state.here is None or not np.array_equal(state.here, here):
            state.here = here
            state.written.clear()
        for label_id, correction in state.corrections().items():
            if stop.is_set():
                return new, gone
            written = state.written.get(label_id)
            if written and same(written, correction):
                continue
            chances = state.suggested(state.scored[label_id], correction, here)
            replaced = self._catalog.suggestions.replace(model.number, label_id, chances)
            new, gone = new + replaced.new, gone + replaced.gone
            state.written[label_id] = correction
        self._catalog.suggestions.note_tagged_to(model.number, state.scoring.placed.sequence)
        return new, gone

    def _present(self, state: KnownLabels) -> NDArray[np.bool_]:
        """Return which photos still have a file, (n,)."""
        here = np.array(self._catalog.photos.present_ids(), dtype=np.int64)
        return np.isin(state.scoring.placed.photo_ids, here)


@contextmanager
def _one_core() -> Iterator[None]:
    """Let numpy work on one core: its threads wait busily for each other in sums as short as these.

    On a machine that has other work to do, labels take ten times as long otherwise.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - seldom needed

    with threadpool_limits(1, user_api="blas"):
        yield
