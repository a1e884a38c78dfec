"""How probable each label is for each photo, with no training on those labels."""

import numpy as np

from photoapp.encoders.arithmetic import softmax
from photoapp.encoders.protocol import Floats


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
