"""Images into the space of words, by convex combination of label embeddings.

ConSE (Norouzi et al. 2013): a photo's vector is the sum of the text vectors of its most probable
ImageNet classes, weighted by their probabilities. It needs no training.
"""

from dataclasses import dataclass

import numpy as np

from photoapp.encoders.arithmetic import normalise, softmax
from photoapp.encoders.protocol import Floats
from photoapp.encoders.starter.efficientnet import EfficientNetLite2

# Chosen on 38 everyday labels x 20 photos (docs/starter-model.md): more classes, more evenly
# weighted, say what a photo is about where no class names it.
TOP_CLASSES = 100
POWER = 0.4
# The mean length of the features of 1,790 everyday photos.
_USUAL_LENGTH = np.float32(12.25)


@dataclass(frozen=True)
class Conse:
    """A classifier, and the directions its classes have among words.

    ``weight`` (classes, feature_dim) and ``bias`` (classes,) give each class's logit;
    ``directions`` (classes, dim) are the classes' text vectors, centred and L2-normalised.
    """

    weight: Floats
    bias: Floats
    directions: Floats

    @classmethod
    def of_classes(cls, tower: EfficientNetLite2, class_vectors: Floats) -> "Conse":
        """Return the join of a classifier and its classes' text vectors (classes, dim)."""
        directions = normalise(class_vectors - class_vectors.mean(0))
        return cls(tower.classifier_weight, tower.classifier_bias, directions)

    def probabilities(self, features: Floats) -> Floats:
        """Return how probable the classifier holds each class: (n, classes)."""
        return softmax(features @ self.weight.T + self.bias)

    def prototypes(self) -> Floats:
        """Return what features each class looks for, as long as a photo's: (classes, feature_dim).

        They are the classifier's weights, which stand for photos where there are none.
        """
        return normalise(self.weight) * _USUAL_LENGTH

    def images(self, features: Floats) -> Floats:
        """Return the vectors of photos known by their features: (n, dim), L2-normalised."""
        probabilities = self.probabilities(features)
        top = np.argpartition(-probabilities, TOP_CLASSES, axis=1)[:, :TOP_CLASSES]
        weights = np.zeros_like(probabilities)
        chosen = np.take_along_axis(probabilities, top, axis=1) ** np.float32(POWER)
        np.put_along_axis(weights, top, chosen, axis=1)
        return normalise(weights @ self.directions)
