"""The half of a personalised model that sees photos."""

from typing import Any

from PIL import Image

from photoapp.encoders.model_card import ModelCard
from photoapp.encoders.personal.correction import Correction
from photoapp.encoders.protocol import Floats, ImageEncoder, Pixels


class PersonalPhotos:
    """A model's photos, corrected.

    Args:
        card: of the personalised model.
        base: what the vectors are corrected of; it is loaded from the same bundle.
        correction: by what.

    """

    def __init__(self, card: ModelCard, base: ImageEncoder, correction: Correction) -> None:
        self.model_id = card.id
        self.dim = card.dim
        self.feature_dim = base.feature_dim
        self.logit_scale = base.logit_scale
        self.decode_edge = base.decode_edge
        self._base = base
        self._correction = correction

    @property
    def running(self) -> Any:
        """What the base runs on, if it says so."""
        return getattr(self._base, "running", None)

    def preprocess(self, image: Image.Image) -> Pixels:
        """Return one RGB photo as the model wants it."""
        return self._base.preprocess(image)

    def things(self) -> Floats | None:
        """Return the features of many different things, (n, feature_dim), if it knows any."""
        return self._base.things()

    def image_features(self, pixels: Pixels) -> Floats:
        """Return the backbone's pooled features: (n, feature_dim)."""
        return self._base.image_features(pixels)

    def project_features(self, features: Floats) -> Floats:
        """Return the L2-normalised vectors of photos known by their features: (n, dim)."""
        return self.corrected(features, self._base.project_features(features))

    def corrected(self, features: Floats, start: Floats) -> Floats:
        """Return the same where the base's vectors ``start`` are known already."""
        return self._correction.images(features, start)

    def encode_images(self, pixels: Pixels) -> Floats:
        """Return an L2-normalised vector for each photo: (n, dim)."""
        return self.project_features(self.image_features(pixels))
