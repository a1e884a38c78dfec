"""The catalogue's vectors, as an index wants to be given them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.index.protocol import VectorBatch


@dataclass(frozen=True)
class CatalogVectors:
    """One model's vectors of record: a ``VectorSource``. ``number`` is the catalogue's for it."""

    catalog: Catalog
    number: int
    model_id: str
    dim: int

    def count(self) -> int:
        """Return how many photos have a vector."""
        return self.catalog.vectors.count(self.number)

    def last_sequence(self) -> int:
        """Return the highest sequence number ever given to a vector."""
        return self.catalog.vectors.last_sequence()

    def batches(self, after: int) -> Iterator[VectorBatch]:
        """Yield the vectors with a sequence > ``after``, in ascending sequence."""
        for stored in self.catalog.vectors.batches(self.number, after):
            yield VectorBatch(stored.photo_ids, stored.vectors, stored.last_sequence)

    def features_of(
        self, photo_ids: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return those of the photos that have a feature, (n,), and those, (n, feature_dim)."""
        ids, features = self.catalog.vectors.features_of(self.number, photo_ids.tolist())
        return ids, features.astype(np.float32)
