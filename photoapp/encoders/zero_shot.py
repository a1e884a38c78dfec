"""How probable each label or text is for each photo, with no training on it."""

import numpy as np

from photoapp.encoders.arithmetic import softmax
from photoapp.encoders.protocol import Floats

_SHARPNESS = np.float32(1.5)
_SMALLEST_SPREAD = np.float32(1e-6)


def probabilities(
    images: Floats, labels: Floats, logit_scale: float, logit_bias: float | None = None
) -> Floats:
    """Return how probable a model holds each label for each photo: (photos, labels).

    Without a bias the labels of a photo compete and sum to 1 (CLIP, Radford et al. 2021, figure 3);
    with one, each stands for itself (SigLIP, Zhai et al. 2023, section 3.2).

    Args:
        images: vectors of photos, (photos, dim), L2-normalised.
        labels: vectors of labels, (labels, dim), L2-normalised.
        logit_scale: the model's factor from cosine to logit.
        logit_bias: what a model trained with a sigmoid adds to it.

    """
    logits: Floats = np.float32(logit_scale) * (images @ labels.T)
    if logit_bias is None:
        return softmax(logits)
    # The sigmoid, written so that no exponential overflows.
    independent: Floats = np.exp(-np.logaddexp(np.float32(0), -(logits + np.float32(logit_bias))))
    return independent


def commonplace(photos: Floats, background: Floats) -> Floats:
    """Return how photos answer to what may be said of any: float32 (n, 3), for ``evidence``.

    The mean of each photo's cosines with the background, a factor that brings them to one
    spread, and the logarithm of what the background has in a softmax.

    Args:
        photos: the photos' vectors, (n, dim), L2-normalised.
        background: the vectors of texts that may be said of many photos, (b, dim), L2-normalised.

    """
    usual = photos @ background.T
    mean = usual.mean(1)
    sharpness = _SHARPNESS / np.maximum(usual.std(1), _SMALLEST_SPREAD)
    usual -= mean[:, None]
    usual *= sharpness[:, None]
    others = np.log(np.exp(np.minimum(usual, 80, out=usual), out=usual).mean(1))
    return np.stack([mean, sharpness, others], axis=1)


def evidence(cosines: Floats, common: Floats) -> Floats:
    """Return how much better texts fit photos than the background does, in logits.

    The zero-shot softmax of CLIP (Radford et al. 2021, figure 3) with a text as one class among
    those of the background.

    Args:
        cosines: of texts with the photos, (n,) or (n, texts).
        common: what ``commonplace`` says of the photos, (n, 3).

    """
    mean, sharpness, others = (c if cosines.ndim == 1 else c[:, None] for c in common.T)
    found: Floats = (cosines - mean) * sharpness - others
    return found
