"""Features that the library has of photos, whichever model of a family left them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.encoders import ModelCard
from photoapp.library.reprojecting import kin


class KnownFeatures:
    """What models that see photos as ``card``'s does have left in the catalogue."""

    def __init__(self, catalog: Catalog, models: Path, card: ModelCard) -> None:
        self._catalog = catalog
        self._length = card.feature_dim
        self._numbers = kin(catalog, models, card)

    def of(self, photo_ids: Sequence[int | None]) -> NDArray[np.float16]:
        """Return a row for each photo, (n, feature_dim); NaN where none is known."""
        rows = np.full((len(photo_ids), self._length), np.nan, np.float16)
        places: dict[int, list[int]] = {}
        for place, photo_id in enumerate(photo_ids):
            if photo_id is not None:
                places.setdefault(photo_id, []).append(place)
        for number in self._numbers:
            found, features = self._catalog.vectors.features_of(number, list(places))
            for photo_id, feature in zip(found.tolist(), features, strict=True):
                rows[places.pop(photo_id)] = feature
        return rows
