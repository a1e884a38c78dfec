"""From photos of a thing to what it looks like."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from photoapp.encoders import Floats
from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.personal.names import Names
from trainer.names.finding import Named

# More axes tell things no better (docs/training.md), and each makes every vector longer.
AXES = 64
# Whitening would make as much of a photo's noise as of what it shows.
_WHITENING = 0.5


def bind(names: Sequence[Named], features: Floats, others: Floats) -> Names:
    """Return what named things look like.

    Args:
        names: with the rows of their photos in ``features``.
        features: of the captioned photos, (n, feature_dim).
        others: of as many other photos as there are, (m, feature_dim): they tell how photos differ.

    """
    centre, axes = principal_axes(np.concatenate([features, others]))
    blank = Names(
        [n.name for n in names], np.zeros((len(names), len(axes)), np.float32), centre, axes
    )
    return replace(blank, looks=looks(blank, [features[list(n.rows)] for n in names]))


def looks(names: Names, photos: Sequence[Floats]) -> Floats:
    """Return what things look like by the features of their photos, each (n, feature_dim)."""
    means = [names.looks_of(features).mean(0) for features in photos]
    return normalise(np.stack(means)) if means else names.looks


def principal_axes(features: Floats) -> tuple[Floats, Floats]:
    """Return the mean of features, (feature_dim,), and axes to see them by, (k, feature_dim)."""
    centre = features.mean(0)
    _, spread, along = np.linalg.svd(_at_most(features - centre), full_matrices=False)
    count = min(AXES, int((spread > 1e-3 * spread[0]).sum()))
    axes = along[:count] / (spread[:count, None] / spread[0]) ** _WHITENING
    return centre.astype(np.float32), axes.astype(np.float32)


def _at_most(features: Floats, count: int = 4096) -> Floats:
    return features[:: max(1, len(features) // count)]
