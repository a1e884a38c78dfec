"""What every model offers, whatever it is made of."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
"""Prepared photos, RGB: (n, …, height, width, 3), as a model's preprocessor makes each."""

Floats = NDArray[np.float32]


class TextEncoder(Protocol):
    """The part of a model that reads words; it loads much faster than the whole."""

    @property
    def model_id(self) -> str:
        """The model's id: vectors of different ids must never be compared."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """Return an L2-normalised vector for each text: (n, dim)."""


class Preprocessor(Protocol):
    """The part of a model that prepares photos; it needs no weights."""

    @property
    def decode_edge(self) -> int:
        """The least length, in pixels, that both edges of a decoded photo should have."""

    def preprocess(self, image: Image.Image) -> Pixels:
        """Return one RGB photo as the model wants it: (…, height, width, 3)."""


class ImageEncoder(Preprocessor, Protocol):
    """The part of a model that sees photos."""

    @property
    def model_id(self) -> str:
        """The model's id: vectors of different ids must never be compared."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    @property
    def feature_dim(self) -> int:
        """The length of a feature."""

    @property
    def logit_scale(self) -> float:
        """The factor from cosine similarity to logits (CLIP's learned inverse temperature)."""

    def things(self) -> Floats | None:
        """Return the features of many different things, (n, feature_dim), if it knows any.

        How a label scores on their vectors tells what its scores on photos are worth.
        """

    def image_features(self, pixels: Pixels) -> Floats:
        """Return the backbone's pooled features, before projection: (n, feature_dim)."""

    def project_features(self, features: Floats) -> Floats:
        """Return the L2-normalised vectors of photos known by their features: (n, dim)."""

    def encode_images(self, pixels: Pixels) -> Floats:
        """Return an L2-normalised vector for each photo: (n, dim)."""


class Encoder(ImageEncoder, TextEncoder, Protocol):
    """A model: photos and words in, comparable vectors out. Safe to use from several threads."""
