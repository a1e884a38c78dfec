"""Ranking the library's photos by what was typed."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog, PhotoRecord
from photoapp.errors import UsageError
from photoapp.index.opening import catch_up, open_index, promote
from photoapp.index.protocol import VectorIndex
from photoapp.index.store import save_index
from photoapp.search.catalog_vectors import CatalogVectors
from photoapp.search.query import Query
from photoapp.search.relevance import chances

_CACHED_QUERIES = 256

EncodeTexts = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True)
class Hit:
    """A photo that answers a query: ``score`` is a cosine similarity, ``rank`` 1 is best."""

    photo: PhotoRecord
    score: float
    rank: int


@dataclass(frozen=True)
class Ranked:
    """Photos that answer a query, the likeliest first; all are present.

    ``photo_ids`` int64 (n,), ``scores`` float32 (n,), cosines, and ``chances`` float32 (n,),
    how likely each is right, from 0 to 1, which never rise from one to the next. What reaches
    ``USUAL_CUT_OFF`` is likely.
    """

    photo_ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    chances: NDArray[np.float32]


class Searcher:
    """Answers queries over one model's vectors. Safe to use from several threads.

    Args:
        catalog: where the vectors of record are.
        source: the model's vectors in it.
        folder: where large indexes are kept.
        encode_texts: from texts to vectors (n, dim).

    """

    def __init__(
        self, catalog: Catalog, source: CatalogVectors, folder: Path, encode_texts: EncodeTexts
    ) -> None:
        self._catalog = catalog
        self._source = source
        self._folder = folder
        self._opening = threading.Lock()
        self._index: VectorIndex | None = None
        self._text_vector = lru_cache(_CACHED_QUERIES)(lambda text: encode_texts([text])[0])

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return the best ``limit`` photos for a text, the best first.

        Raises:
            UsageError: the text is empty.
            WorkerUnavailableError: the text can't be turned into a vector.

        """
        text = " ".join(text.split())
        if not text:
            raise UsageError("Type what to look for, such as: sunset at the beach.")
        if not text.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in text):
            raise UsageError("The words are not Unicode text; type them in UTF-8.")
        if self._index is None:  # it can be opened while the model is still being loaded
            with ThreadPoolExecutor(1, "open-index") as opening:
                opening.submit(self.refresh)
                vector = self._text_vector(text)
        else:
            vector = self._text_vector(text)
        return self._present(vector, limit)

    def rank(self, query: Query, among: NDArray[np.int64] | None, limit: int) -> Ranked:
        """Return the best ``limit`` photos for a query that ranks, its filter aside.

        ``among``, int64 (m,), keeps the answer to those photos; None means all.

        Raises:
            UsageError: the words are not Unicode.
            PhotoUnreadableError: the picture that photos are to resemble can't be read.
            WorkerUnavailableError: the words or the picture can't be turned into a vector.

        """
        vector = self._text_vector(" ".join(query.words.split()))
        index = self.refresh()
        near = index.search(vector, limit, among)
        usual = index.search(vector, len(index)).scores
        photos = self._catalog.photos.records(near.photo_ids.tolist())
        here = np.array([i in photos for i in near.photo_ids.tolist()], dtype=bool)
        scores = near.scores[here]
        return Ranked(near.photo_ids[here], scores, chances(scores, usual))

    def refresh(self) -> VectorIndex:
        """Bring the index level with the catalogue, opening it first if need be."""
        with self._opening:
            if self._index is None:
                self._index = open_index(self._folder, self._source)
            catch_up(self._index, self._source)
            return self._index

    def settle(self) -> None:
        """After photos were added: make the index the right one for their number, and keep it.

        It can take a minute where a library has just become large; searches go on meanwhile.
        """
        index = promote(self.refresh(), self._folder, self._source)
        with self._opening:
            self._index = index
            catch_up(index, self._source)
        save_index(index, self._folder)

    def _present(self, vector: NDArray[np.float32], limit: int) -> list[Hit]:
        """Return the best hits among photos that still have a file."""
        index = self.refresh()
        asked = limit
        while True:
            near = index.search(vector, asked)
            photos = self._catalog.photos.records([int(i) for i in near.photo_ids])
            pairs = zip(near.photo_ids.tolist(), near.scores.tolist(), strict=True)
            present = [(photos[i], score) for i, score in pairs if i in photos][:limit]
            if len(present) == limit or len(near.photo_ids) < asked:
                return [Hit(p, score, rank) for rank, (p, score) in enumerate(present, 1)]
            asked *= 2
