"""What an index is given and what it answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class VectorBatch:
    """Some vectors: ``photo_ids`` int64 (n,), ``vectors`` float16 or float32 (n, dim).

    ``last_sequence`` is the catalogue's sequence number of the batch's last row.
    """

    photo_ids: NDArray[np.int64]
    vectors: NDArray[np.float16] | NDArray[np.float32]
    last_sequence: int


class VectorSource(Protocol):
    """The vectors of record of one model, numbered in the order they came."""

    @property
    def dim(self) -> int:
        """The length of each vector."""

    @property
    def model_id(self) -> str:
        """The model that made the vectors; vectors of two models are never mixed."""

    def count(self) -> int:
        """Return how many photos have a vector."""

    def last_sequence(self) -> int:
        """Return the newest sequence number, 0 when there is none.

        It should not fall when the newest vector is removed: an index whose own number is
        beyond the source's is held to belong to another catalogue, and is rebuilt.
        """

    def batches(self, after: int) -> Iterator[VectorBatch]:
        """Yield the vectors with a sequence > ``after``, in ascending sequence."""


@dataclass(frozen=True)
class Neighbours:
    """``photo_ids`` int64 (k,) and their ``scores`` float32 (k,), cosine similarities.

    Scores descend; equal scores stand in ascending photo id.
    """

    photo_ids: NDArray[np.int64]
    scores: NDArray[np.float32]


class VectorIndex(Protocol):
    """Finds the vectors nearest to a query. Safe to call from several threads at once."""

    @property
    def dim(self) -> int:
        """The length of each vector."""

    @property
    def model_id(self) -> str:
        """The model whose vectors these are."""

    @property
    def last_sequence(self) -> int:
        """The sequence number up to which the source's vectors are in here."""

    def __len__(self) -> int: ...

    def photo_ids(self) -> NDArray[np.int64]:
        """Return the ids of all vectors held, int64 (n,), in no order."""

    def vectors(self, photo_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of photos, float32 (n, dim) of length 1; of those not here, zeros."""

    def add(self, batch: VectorBatch) -> None:
        """Add vectors; an id that is here already gets the new vector.

        Raises ValueError when the batch's vectors are not (n, dim).
        """

    def remove(self, photo_ids: NDArray[np.int64]) -> None:
        """Remove vectors; ids that are not here are passed over."""

    def search(
        self, query: NDArray[np.float32], k: int, among: NDArray[np.int64] | None = None
    ) -> Neighbours:
        """Return the ``k`` nearest to ``query`` float32 (dim,), fewer where fewer are held.

        ``among``, int64 (m,), keeps the answer to those ids, and is always scanned exactly.
        Raises ValueError when the query is not (dim,).
        """
