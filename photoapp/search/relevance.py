"""How likely a photo is right: chances that people can read, from cosines that they can't."""

import numpy as np
from numpy.typing import NDArray

USUAL_CUT_OFF = 0.5
"""Photos with a lower chance come below "probably not"."""

Floats = NDArray[np.float32]

_USUAL_DEVIATIONS = np.float32(3.0)


def chances(scores: Floats, usual: Floats) -> Floats:
    """Return chances, (n,), of photos by their scores, (n,), and those of any photos, (m,)."""
    if len(usual) < 2:
        return np.ones(len(scores), dtype=np.float32)
    spread = max(float(usual.std()), 1e-6)
    deviations = (scores - usual.mean()) / np.float32(spread)
    chance: Floats = 1 / (1 + np.exp(-2 * (deviations - _USUAL_DEVIATIONS)))
    return chance
