"""What a personalised model adds to its base, as ``model.json`` and safetensors say."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from photoapp.encoders.model_card import ModelCard, parts
from photoapp.encoders.personal.names import Names
from photoapp.encoders.projection import Projection
from photoapp.encoders.protocol import Floats
from photoapp.encoders.weights import load_checked
from photoapp.errors import ModelError

IMAGE_PART, TEXT_PART, NAMES_PART = "correction", "text_correction", "names"
"""The parts that weights of a personalised model may have besides its base's."""


@dataclass(frozen=True)
class Correction:
    """What was learned from a user's captions; None where nothing was.

    ``photos`` corrects the vectors of photos by their features, ``texts`` those of texts by
    themselves, ``names`` makes both longer.
    """

    photos: Projection | None = None
    texts: Projection | None = None
    names: Names | None = None

    @property
    def longer(self) -> int:
        """By how many numbers vectors are longer than the base's."""
        return self.names.length if self.names else 0

    def images(self, features: Floats, start: Floats) -> Floats:
        """Return vectors of photos, (n, dim + longer), L2-normalised.

        Args:
            features: the backbone's, (n, feature_dim).
            start: the base's vectors, (n, dim), L2-normalised.

        """
        corrected = self.photos.images(features, start) if self.photos else start
        return self.names.images(features, corrected) if self.names else corrected


def is_personal(card: ModelCard) -> bool:
    """Return whether a model has a correction."""
    return any(part in card.weights for part in (IMAGE_PART, TEXT_PART, NAMES_PART))


def base_card(card: ModelCard) -> ModelCard:
    """Return the card by which the base is loaded from a personalised model's own folder."""
    longer = card.personal.longer if card.personal else 0
    return msgspec.structs.replace(card, dim=card.dim - longer)


def load_correction(card: ModelCard, folder: Path, *, words_only: bool = False) -> Correction:
    """Load a model's correction; ``words_only`` leaves out what only photos need.

    Raises:
        ModelError: a file is missing, altered, or of another kind.

    """
    names = card.personal.names if card.personal else ()
    photos = None if words_only else _part(card, folder, IMAGE_PART)
    looks = _part(card, folder, NAMES_PART)
    texts = _part(card, folder, TEXT_PART)
    try:
        if looks and len(looks["looks"]) != len(names):
            raise KeyError("looks")
        return Correction(
            Projection(**photos) if photos else None,
            Projection(**texts) if texts else None,
            Names(names, **looks) if looks else None,
        )
    except (TypeError, KeyError) as error:
        raise ModelError(f"The weights of {card.id} in {folder} are of another kind.") from error


def _part(card: ModelCard, folder: Path, part: str) -> dict[str, Floats] | None:
    from safetensors.numpy import load_file

    if part not in card.weights:
        return None
    tensors = load_checked(parts(card, part), folder, load_file)
    return {name: tensor.astype(np.float32) for name, tensor in tensors.items()}
