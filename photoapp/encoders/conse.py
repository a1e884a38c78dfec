"""Images into the space of words, by convex combination of label embeddings.

ConSE (Norouzi et al. 2013): a photo's vector is the sum of the text vectors of its most probable
ImageNet classes, weighted by their probabilities. It needs no training.
"""

from dataclasses import dataclass

import numpy as np

from photoapp.encoders.protocol import Floats

# Chosen on 38 everyday labels x 20 photos (docs/starter-model.md): more classes, more evenly
# weighted, say what a photo is about where no class names it.
TOP_CLASSES = 100
POWER = 0.4


@dataclass(frozen=True)
class Conse:
    """A classifier, and the directions its classes have among words.

    ``weight`` (classes, feature_dim) and ``bias`` (classes,) give each class's logit;
    ``directions`` (classes, dim) are the classes' text vectors, centred and L2-normalised.
    """

    weight: Floats
    bias: Floats
    directions: Floats

    def images(self, features: Floats) -> Floats:
        """Return the vectors of photos known by their features: (n, dim), L2-normalised."""
        probabilities = softmax(features @ self.weight.T + self.bias)
        top = np.argpartition(-probabilities, TOP_CLASSES, axis=1)[:, :TOP_CLASSES]
        weights = np.zeros_like(probabilities)
        chosen = np.take_along_axis(probabilities, top, axis=1) ** np.float32(POWER)
        np.put_along_axis(weights, top, chosen, axis=1)
        return normalise(weights @ self.directions)


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of logits (n, classes)."""
    exponents = np.exp(logits - logits.max(1, keepdims=True))
    probabilities: Floats = exponents / exponents.sum(1, keepdims=True)
    return probabilities


def normalise(vectors: Floats) -> Floats:
    """Return the rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit
