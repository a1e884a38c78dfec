"""The half of an open_clip model that sees photos."""

import functools
from pathlib import Path

from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.clip.image_tower import ImageTower, load_image_tower
from photoapp.encoders.clip.preprocessing import ClipPreprocessor
from photoapp.encoders.device import CPU, choose_device
from photoapp.encoders.model_card import ModelCard, OpenClip, parts
from photoapp.encoders.precision import AUTO, Encode, Running, choose_precision
from photoapp.encoders.protocol import Floats, Pixels
from photoapp.encoders.weights import load_checked
from photoapp.errors import ModelError


class ClipPhotos(ClipPreprocessor):
    """Photos to vectors, by the image tower that a bundle holds.

    Args:
        card: what the bundle's ``model.json`` says.
        folder: the bundle.
        device: torch's name of where to run, or ``auto``.
        precision: torch's name of what to compute in, or ``auto``: as much faster as the vectors
            allow.

    Raises:
        ModelError: the card describes no such model, its weights are missing, altered or those of
            another, or there is no such device or precision here.

    """

    def __init__(
        self, card: ModelCard, folder: Path, device: str = CPU, precision: str = AUTO
    ) -> None:
        described = _described(card)
        super().__init__(described.preprocessing)
        self.model_id = card.id
        self.dim = card.dim
        self.feature_dim = card.feature_dim
        self.logit_scale = card.logit_scale
        device = choose_device(device)
        self._tower, self._running = load_checked(
            parts(card, "image"), folder, lambda path: _load(described, path, device, precision)
        )
        _check_dims(card, self._tower)

    @property
    def running(self) -> Running:
        """The device and the precision that the tower runs in, and why."""
        return self._running

    def things(self) -> Floats | None:
        """Return None: such a model knows no particular things."""
        return None

    def image_features(self, pixels: Pixels) -> Floats:
        """Return the backbone's pooled features, before projection: (n, feature_dim)."""
        return self._tower.features(pixels)

    def project_features(self, features: Floats) -> Floats:
        """Return the L2-normalised vectors of photos known by their features: (n, dim)."""
        return normalise(self._tower.project(features))

    def encode_images(self, pixels: Pixels) -> Floats:
        """Return an L2-normalised vector for each photo: (n, dim)."""
        return self.project_features(self.image_features(pixels))


def _described(card: ModelCard) -> OpenClip:
    if card.open_clip is None:
        raise ModelError(f"The description of the model {card.id} lacks its part open_clip.")
    return card.open_clip


def _check_dims(card: ModelCard, tower: ImageTower) -> None:
    if (tower.feature_dim, tower.dim) != (card.feature_dim, card.dim):
        raise ModelError(
            f"The description of the model {card.id} speaks of features of {card.feature_dim} and"
            f" vectors of {card.dim} numbers, but its weights give {tower.feature_dim} and"
            f" {tower.dim}. Get the model anew."
        )


def _load(
    described: OpenClip, weights: Path, device: str, precision: str
) -> tuple[ImageTower, Running]:
    """Return the tower as it is to run; what else was tried is let go."""

    @functools.cache
    def tower(precision: str) -> ImageTower:
        return load_image_tower(described, weights, device, precision)

    def encoder(precision: str) -> Encode:
        loaded = tower(precision)
        return lambda pixels: normalise(loaded.project(loaded.features(pixels)))

    running = choose_precision(precision, device, encoder, described.preprocessing.size)
    return tower(running.precision), running
