"""How likely a photo is right: chances that people can read, from cosines that they can't.

A cosine says little by itself: it depends on the model, on how a text is worded and on the photo.
What tells is how much better the words fit a photo than *background* prompts do, which may be
said of many photos: the zero-shot softmax of CLIP (Radford et al. 2021, figure 3) with the query
as one class among them, and each photo's cosines brought to mean 0 and deviation 1. Nothing here
depends on what else is in the library. docs/benchmarks.md has what else was tried.
"""

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import zero_shot

Floats = NDArray[np.float32]

USUAL_CUT_OFF = 0.25
"""Photos with a lower chance come below "probably not": one in four is still worth a look."""

UNWANTED_CUT_OFF = 0.15
"""A chance at which a photo shows what a query is to leave out; what is left in annoys more."""

_SMALLEST_SPREAD = np.float32(1e-6)
# Logistic regression on half of 38 labels, the photos of the first 400 places of each; the other
# half is measured by `python -m benchmarks.relevance`.
_SLOPE, _EVEN = 0.93, 3.8
# The same for deviations above the library's mean, where there is no background yet.
_LIBRARY_SLOPE, _LIBRARY_EVEN = 1.7, 3.9


def evidence(cosines: Floats, photos: Floats, background: Floats) -> Floats:
    """Return how much better words fit photos than the background does: (n,), in logits.

    Args:
        cosines: of the words with the photos, (n,).
        photos: the photos' vectors, (n, dim), L2-normalised.
        background: the vectors of the background prompts, (b, dim), L2-normalised.

    """
    return zero_shot.evidence(cosines, zero_shot.commonplace(photos, background))


def chances(evidence: Floats) -> Floats:
    """Return how likely photos are right, (n,), by their evidence, (n,)."""
    return logistic(evidence, _SLOPE, _EVEN)


def chances_in_library(cosines: Floats, usual: Floats) -> Floats:
    """Return chances, (n,), where there is no background: by the cosines of any photos, (m,)."""
    spread = max(float(usual.std()) if len(usual) else 0.0, float(_SMALLEST_SPREAD))
    mean = np.float32(usual.mean() if len(usual) else 0)
    deviations: Floats = (cosines - mean) / np.float32(spread)
    return logistic(deviations, _LIBRARY_SLOPE, _LIBRARY_EVEN)


def logistic(values: Floats, slope: float, even: float) -> Floats:
    """Return the logistic function of values, 0.5 where they are ``even``."""
    steep = np.clip(np.float32(slope) * (values - np.float32(even)), -60, 60)
    result: Floats = (1 / (1 + np.exp(-steep))).astype(np.float32)
    return result


def odds(chance: Floats) -> Floats:
    """Return the logarithm of the odds of chances."""
    kept = np.clip(chance, 1e-6, 1 - 1e-6)
    result: Floats = np.log(kept) - np.log1p(-kept)
    return result


def never_rising(values: Floats) -> Floats:
    """Return the nearest values, (n,), that never rise: each run that does gets its mean.

    By pooling adjacent violators (Ayer et al. 1955). Cosines order photos better than chances do,
    which are what each photo's own background makes of them.
    """
    means: list[float] = []
    sizes: list[int] = []
    for value in values.tolist():
        mean, size = value, 1
        while means and means[-1] < mean:
            before = sizes.pop()
            mean = (mean * size + means.pop() * before) / (size + before)
            size += before
        means.append(mean)
        sizes.append(size)
    return np.repeat(np.array(means, dtype=np.float32), np.array(sizes, dtype=np.intp))
