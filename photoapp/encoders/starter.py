"""The starter model: works at once, offline, from weights that installed packages carry.

Its two halves load apart: a search needs words only, and indexing needs photos only.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from photoapp.encoders import efficientnet
from photoapp.encoders.conse import Conse, normalise
from photoapp.encoders.efficientnet import EfficientNetLite2
from photoapp.encoders.minilm import MiniLM
from photoapp.encoders.model_card import ModelCard
from photoapp.encoders.protocol import Floats, Pixels
from photoapp.encoders.weights import load_checked

ARCHITECTURE = "starter-conse"
CLASS_VECTORS = "class_vectors"


class StarterPreprocessor:
    """How the starter wants its photos."""

    input_size = efficientnet.INPUT_SIZE

    def preprocess(self, image: Image.Image) -> Pixels:
        """Return one RGB photo as the model wants it: (input_size, input_size, 3)."""
        return efficientnet.prepare(image)


class StarterWords:
    """The half that reads words: MiniLM, centred by the mean of the class vectors."""

    def __init__(self, card: ModelCard, folder: Path) -> None:
        self.model_id = card.id
        self.dim = card.dim
        files = [card.weights[part] for part in ("classes", "text", "tokenizer")]
        classes, self._text_tower = load_checked(files, folder, _load_words)
        self._mean: Floats = classes.mean(0)

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """Return an L2-normalised vector for each text: (n, dim)."""
        return normalise(self._text_tower.encode(texts) - self._mean)


class StarterPhotos(StarterPreprocessor):
    """The half that sees photos: EfficientNet-Lite2, brought among words by ConSE."""

    def __init__(self, card: ModelCard, folder: Path, device: str) -> None:
        self.model_id = card.id
        self.dim = card.dim
        self.feature_dim = card.feature_dim
        self.logit_scale = card.logit_scale
        self._image_tower = load_checked(
            [card.weights["image"]], folder, lambda path: EfficientNetLite2(path, device)
        )
        classes = load_checked([card.weights["classes"]], folder, _load_classes)
        self._conse = Conse(
            self._image_tower.classifier_weight,
            self._image_tower.classifier_bias,
            normalise(classes - classes.mean(0)),
        )

    def image_features(self, pixels: Pixels) -> Floats:
        """Return the backbone's pooled features: (n, feature_dim)."""
        return self._image_tower.features(pixels)

    def project_features(self, features: Floats) -> Floats:
        """Return the L2-normalised vectors of photos known by their features: (n, dim)."""
        return self._conse.images(features)

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


def _load_words(classes: Path, text: Path, tokenizer: Path) -> tuple[Floats, MiniLM]:
    return _load_classes(classes), MiniLM(text, tokenizer)
