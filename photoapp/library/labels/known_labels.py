"""What is thought of all labels, as far as it has been worked out."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Label
from photoapp.library.labels.placed_photos import Placed
from photoapp.library.labels.scored_labels import Basis, ScoredLabel, Scoring
from photoapp.tagging.calibration import (
    Answers,
    Correction,
    Reliability,
    corrections,
    reliability,
    threshold,
)

# A correction that moves less leaves what is suggested of other labels as it is.
_SAME_FACTOR, _SAME_SHIFT = 0.05, 0.1
# Looking at all photos anew may take a twentieth of the time, or a moment.
_QUICK, _SELDOM = 1.0, 20.0


@dataclass
class KnownLabels:
    """What one model thinks of labels: of all photos as they were placed.

    ``bases`` are what ``scored`` rests on; ``written`` is by which corrections suggestions were
    written last, and ``here`` which photos had a file then, (n,). It was ``begun`` at a moment, and
    ``took`` so many seconds for all labels.
    """

    number: int
    scoring: Scoring
    scored: dict[int, ScoredLabel] = field(default_factory=dict)
    bases: dict[int, Basis] = field(default_factory=dict)
    written: dict[int, Correction] = field(default_factory=dict)
    here: NDArray[np.bool_] | None = None
    begun: float = field(default_factory=time.monotonic)
    took: float | None = None

    def serves(self, number: int, placed: Placed) -> bool:
        """Return whether it is of these photos, or is to do for a while.

        Where looking at all photos takes long, new ones wait: who decides something is answered
        at once, and a library that is being indexed is not gone through after each photo.
        """
        took = self.took or 0.0
        waits = took > _QUICK and time.monotonic() - self.begun < _SELDOM * took
        return self.number == number and (self.scoring.placed is placed or waits)

    def knows(
        self, group: Sequence[Label], bases: Mapping[int, Basis], stale: Collection[int]
    ) -> bool:
        """Return whether the labels of a group have been scored, and nothing has changed since."""
        scored = (i.id in self.scored and self.bases[i.id] == bases[i.id] for i in group)
        return all(scored) and not any(label.id in stale for label in group)

    def corrections(self) -> dict[int, Correction]:
        """Return what corrects the chances of each label, by all answers."""
        answered = {i: s.answers for i, s in self.scored.items() if len(s.answers.right)}
        of_all, of_each = corrections(answered)
        return {i: of_each.get(i, of_all) for i in self.scored}

    def reliability(
        self, scored: ScoredLabel, correction: Correction, here: NDArray[np.bool_]
    ) -> Reliability:
        """Return how right a label's suggestions are; ``here`` are the present photos, (n,)."""
        rows = np.flatnonzero(scored.open & scored.best & here)
        answers = Answers(correction(scored.answers.chances), scored.answers.right)
        chances = correction(scored.chances[rows])
        return reliability(chances, scored.label.precision, answers, scored.accepted)

    def suggested(
        self, scored: ScoredLabel, correction: Correction, here: NDArray[np.bool_]
    ) -> dict[int, float]:
        """Return the chances of the photos that a label is suggested for, by id."""
        rows = np.flatnonzero(scored.open & scored.best & here)
        chances = correction(scored.chances[rows])
        least = threshold(chances, scored.label.precision)
        if least is None:
            return {}
        sure = chances >= least
        ids = self.scoring.placed.photo_ids[rows[sure]]
        return dict(zip(ids.tolist(), chances[sure].tolist(), strict=True))


def same(one: Correction, other: Correction) -> bool:
    """Return whether two corrections suggest much the same."""
    return (
        abs(one.factor - other.factor) < _SAME_FACTOR and abs(one.shift - other.shift) < _SAME_SHIFT
    )
