"""The starter model: works at once, offline, from weights that installed packages carry.

Its two halves load apart: a search needs words only, and indexing needs photos only.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.model_card import ModelCard, parts
from photoapp.encoders.projection import Projection, load_projection
from photoapp.encoders.protocol import Floats, Pixels
from photoapp.encoders.starter import efficientnet
from photoapp.encoders.starter.conse import Conse
from photoapp.encoders.starter.efficientnet import EfficientNetLite2
from photoapp.encoders.starter.minilm import MiniLM
from photoapp.encoders.weights import load_checked

ARCHITECTURE = "starter"
CLASS_VECTORS = "class_vectors"
# The share of each edge that the second look at a photo takes in.
_MIDDLE = 0.75


class StarterPreprocessor:
    """How the starter wants its photos: whole, and again the middle of it, larger.

    What is small in a photo is seen the second time; docs/starter-model.md has what that brings.
    """

    decode_edge = math.ceil(efficientnet.INPUT_SIZE / _MIDDLE)

    def preprocess(self, image: Image.Image) -> Pixels:
        """Return one RGB photo as the model wants it: (2, edge, edge, 3)."""
        width, height = image.size
        left, top = (round(edge * (1 - _MIDDLE) / 2) for edge in image.size)
        middle = image.crop((left, top, width - left, height - top))
        return np.stack([efficientnet.prepare(look) for look in (image, middle)])


def features_of_looks(tower: EfficientNetLite2, pixels: Pixels) -> Floats:
    """Return the mean features of each photo's looks, (n, looks, edge, edge, 3): (n, 1280)."""
    features = tower.features(pixels.reshape(-1, *pixels.shape[2:]))
    mean: Floats = features.reshape(*pixels.shape[:2], -1).mean(1)
    return mean


class StarterWords:
    """The half that reads words: MiniLM, centred by the mean of the class vectors."""

    def __init__(self, card: ModelCard, folder: Path) -> None:
        self.model_id = card.id
        self.dim = card.dim
        files = parts(card, "classes", "text", "tokenizer")
        classes, self._text_tower = load_checked(files, folder, _load_words)
        self._mean: Floats = classes.mean(0)

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """Return an L2-normalised vector for each text: (n, dim)."""
        return normalise(self._text_tower.encode(texts) - self._mean)


class StarterPhotos(StarterPreprocessor):
    """The half that sees photos: EfficientNet-Lite2, ConSE, and a trained projection."""

    def __init__(self, card: ModelCard, folder: Path, device: str) -> None:
        self.model_id = card.id
        self.dim = card.dim
        self.feature_dim = card.feature_dim
        self.logit_scale = card.logit_scale
        self._image_tower = load_checked(
            parts(card, "image"), folder, lambda path: EfficientNetLite2(path, device)
        )
        files = parts(card, "classes", "projection")
        classes, self._projection = load_checked(files, folder, _load_join)
        self._conse = Conse.of_classes(self._image_tower, classes)

    def image_features(self, pixels: Pixels) -> Floats:
        """Return the backbone's pooled features: (n, feature_dim)."""
        return features_of_looks(self._image_tower, pixels)

    def things(self) -> Floats:
        """Return features that stand for ImageNet's 1,000 things: (1000, feature_dim)."""
        return self._conse.prototypes()

    def project_features(self, features: Floats) -> Floats:
        """Return the L2-normalised vectors of photos known by their features: (n, dim)."""
        return self._projection.images(features, self._conse.images(features))

    def encode_images(self, pixels: Pixels) -> Floats:
        """Return an L2-normalised vector for each photo: (n, dim)."""
        return self.project_features(self.image_features(pixels))


class Starter(StarterPhotos, StarterWords):
    """The whole starter."""

    def __init__(self, card: ModelCard, folder: Path, device: str) -> None:
        StarterPhotos.__init__(self, card, folder, device)
        StarterWords.__init__(self, card, folder)


def _load_classes(classes: Path) -> Floats:
    from safetensors.numpy import load_file

    return load_file(classes)[CLASS_VECTORS].astype(np.float32)


def _load_join(classes: Path, projection: Path) -> tuple[Floats, Projection]:
    return _load_classes(classes), load_projection(projection)


def _load_words(classes: Path, text: Path, tokenizer: Path) -> tuple[Floats, MiniLM]:
    return _load_classes(classes), MiniLM(text, tokenizer)
