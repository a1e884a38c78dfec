"""How likely photos show a label, as far as its words tell.

Two measures of the same cosines, added up: against what may be said of any photo
(``zero_shot.evidence``), which knows nothing of the library; and against the library's own photos
that hardly show it, which sets labels right that are near to everything.
"""

from dataclasses import dataclass

import numpy as np

from photoapp.encoders import Floats
from photoapp.encoders.zero_shot import evidence

# Logistic regressions on pairs of 38 labels and 760 photos (python -m benchmarks.labels).
_BY_EVIDENCE, _BY_LIBRARY, _EVEN = 0.51, 1.02, -5.96
_BY_LIBRARY_ALONE, _EVEN_ALONE = 2.19, -6.62
# Photos count for the library's usual cosine as they show the label less than that likely.
_SHOWN, _STEEP = 2.0, 1.2
_SMALLEST_SPREAD, _MOST_UNUSUAL = np.float32(1e-4), np.float32(20)


@dataclass(frozen=True)
class Usual:
    """A library's usual cosine with each label, (labels,), and how much they spread."""

    mean: Floats
    spread: Floats

    def unusual(self, cosines: Floats) -> Floats:
        """Return by how many deviations cosines, (n, labels), are more than that."""
        found = (cosines - self.mean) / np.maximum(self.spread, _SMALLEST_SPREAD)
        # Of few photos there is no spread.
        unusual: Floats = np.clip(found, -_MOST_UNUSUAL, _MOST_UNUSUAL).astype(np.float32)
        return unusual


def usual_cosines(cosines: Floats, common: Floats | None) -> Usual:
    """Return what is usual in a library; arguments as for ``first_guess``, of all its photos."""
    if not len(cosines):
        nothing = np.zeros(cosines.shape[1], dtype=np.float32)
        return Usual(nothing, nothing + 1)
    if common is None:
        weights: Floats = np.ones_like(cosines)
    else:
        found = evidence(cosines, common)
        not_shown = np.exp(np.clip(_STEEP * (found - _SHOWN), -30, 30))
        weights = np.float32(1) / (np.float32(1) + not_shown)
    share = weights / weights.sum(0)
    mean = (share * cosines).sum(0)
    return Usual(mean, np.sqrt((share * (cosines - mean) ** 2).sum(0)))


def first_guess(cosines: Floats, common: Floats | None, usual: Usual | None = None) -> Floats:
    """Return the logits, (n, labels), that photos show labels.

    Args:
        cosines: of photos' vectors with labels', (n, labels).
        common: what ``commonplace`` says of the photos, (n, 3); None while there is no background.
        usual: what is usual in their library; None if these are all of its photos.

    """
    unusual = (usual or usual_cosines(cosines, common)).unusual(cosines)
    if common is None:
        return (_BY_LIBRARY_ALONE * unusual + _EVEN_ALONE).astype(np.float32)
    found = evidence(cosines, common)
    return (_BY_EVIDENCE * found + _BY_LIBRARY * unusual + _EVEN).astype(np.float32)
