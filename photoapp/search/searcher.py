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
from photoapp.index.protocol import Neighbours, VectorIndex
from photoapp.index.ranking import unit_query
from photoapp.index.store import save_index
from photoapp.search.background import Background
from photoapp.search.catalog_vectors import CatalogVectors
from photoapp.search.likeness import Cohort
from photoapp.search.query import Query
from photoapp.search.ranking import Ranked, by_likeness, by_words, word_chances
from photoapp.search.relevance import UNWANTED_CUT_OFF, Floats
from photoapp.search.subjects import EmbedFile, Subjects

_CACHED_QUERIES = 256
# Photos whose vectors are nearest, to be told apart by their features.
_LIKE_NEAREST = 1000

EncodeTexts = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True)
class Hit:
    """A photo that answers a query: ``score`` is a cosine similarity, ``rank`` 1 is best."""

    photo: PhotoRecord
    score: float
    rank: int


class Searcher:
    """Answers queries over one model's vectors. Safe to use from several threads.

    Args:
        catalog: where the vectors of record are.
        source: the model's vectors in it.
        folder: where large indexes are kept.
        encode_texts: from texts to vectors (n, dim).
        embed: from a picture's file to its vector and feature.

    """

    def __init__(
        self,
        catalog: Catalog,
        source: CatalogVectors,
        folder: Path,
        encode_texts: EncodeTexts,
        embed: EmbedFile | None = None,
    ) -> None:
        self._catalog = catalog
        self._source = source
        self._folder = folder
        self._opening = threading.Lock()
        self._index: VectorIndex | None = None
        self.encode_texts = encode_texts
        self._background = Background(folder, source.model_id, source.dim)
        self._cohort = Cohort(source)
        self._subjects = Subjects(catalog, source, embed)
        self._text_vector = lru_cache(_CACHED_QUERIES)(lambda text: encode_texts([text])[0])

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return the best ``limit`` photos for a text, the best first.

        Raises:
            UsageError: the text is empty.
            WorkerUnavailableError: the text can't be turned into a vector.

        """
        text = _tidy(text)
        if not text:
            raise UsageError("Type what to look for, such as: sunset at the beach.")
        if self._index is None:  # it can be opened while the model is still being loaded
            with ThreadPoolExecutor(1, "open-index") as opening:
                opening.submit(self.refresh)
                vector = self._text_vector(text)
        else:
            vector = self._text_vector(text)
        return self._present(vector, limit)

    def rank(self, query: Query, among: NDArray[np.int64] | None, limit: int) -> Ranked:
        """Return the best ``limit`` photos for a query that ranks, its filter aside.

        ``among``, int64 (m,), keeps the answer to those photos, which are present; None means
        all that are. What is like a photo is found among the thousand whose vectors are nearest.

        Raises:
            UsageError: the words are not Unicode.
            NotInLibraryError: the photo that others are to resemble is not searchable.
            PhotoUnreadableError: the picture that photos are to resemble can't be read.
            WorkerUnavailableError: the words or the picture can't be turned into a vector.

        """
        words = _tidy(query.words)
        index = self.refresh()
        said = self._text_vector(words) if words else None
        if query.like is None:
            if said is None:
                raise UsageError("Type what to look for, such as: sunset at the beach.")
            near = self._near(index, said, limit, among)
            found = by_words(near, self._word_chances(near, said, index))
        else:
            found = self._like(query.like, said, index, among)
        return self._without(found, query.without, index).first(limit)

    def background(self) -> Floats | None:
        """Return the vectors of what may be said of any photo, (b, dim); None until known."""
        return self._background.vectors()

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
        if len(index):
            self.learn_background()

    def learn_background(self) -> None:
        """Encode what queries are weighed against, unless that was done; a failure is logged."""
        self._background.learn(self.encode_texts)

    def _like(
        self,
        like: int | Path,
        said: Floats | None,
        index: VectorIndex,
        among: NDArray[np.int64] | None,
    ) -> Ranked:
        """Return what is like a photo or picture, and shows what is said, if anything is."""
        subject = self._subjects.find(like, index)
        aim = subject.vector if said is None else unit_query(subject.vector + said, index.dim)
        near = self._near(index, aim, _LIKE_NEAREST, among)
        chance = None
        if said is not None:
            scores = index.vectors(near.photo_ids) @ said
            order = np.argsort(-scores, kind="stable")
            near = Neighbours(near.photo_ids[order], scores[order])
            chance = self._word_chances(near, said, index)
        return by_likeness(near, subject, self._source, self._cohort, index, word_chance=chance)

    def _word_chances(self, near: Neighbours, vector: Floats, index: VectorIndex) -> Floats:
        return word_chances(near, vector, index, self._background.vectors())

    def _without(self, found: Ranked, unwanted: Sequence[str], index: VectorIndex) -> Ranked:
        """Drop photos that may well show what is not wanted."""
        for text in filter(None, map(_tidy, unwanted)):
            vector = self._text_vector(text)
            scores = index.vectors(found.photo_ids) @ vector
            order = np.argsort(-scores, kind="stable")
            near = Neighbours(found.photo_ids[order], scores[order])
            kept = np.ones(len(order), dtype=bool)
            kept[order] = self._word_chances(near, vector, index) < UNWANTED_CUT_OFF
            found = found.kept(kept)
        return found

    def _near(
        self, index: VectorIndex, vector: Floats, limit: int, among: NDArray[np.int64] | None
    ) -> Neighbours:
        """Return the nearest of the photos that are still present."""
        asked = limit
        while True:
            near = index.search(vector, asked, among)
            ids = near.photo_ids.tolist()
            here = self._catalog.photos.present_among(ids)
            kept = np.array([i in here for i in ids], dtype=bool)
            if kept.sum() >= limit or len(ids) < asked:
                return Neighbours(near.photo_ids[kept][:limit], near.scores[kept][:limit])
            asked *= 2

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


def _tidy(text: str) -> str:
    """Return a text with single spaces. Raises UsageError if it is not Unicode."""
    text = " ".join(text.split())
    if not text.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise UsageError("The words are not Unicode text; type them in UTF-8.")
    return text
