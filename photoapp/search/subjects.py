"""From a photo's id, or the path of any picture, to what photos are to resemble."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

from photoapp.catalog import Catalog
from photoapp.errors import NotInLibraryError
from photoapp.index.protocol import VectorIndex
from photoapp.paths import absolute
from photoapp.search.catalog_vectors import CatalogVectors
from photoapp.search.likeness import Subject
from photoapp.search.relevance import Floats

EmbedFile = Callable[[Path], tuple[Floats, Floats]]
"""From a picture to its vector (dim,) and feature (feature_dim,); PhotoUnreadableError if not."""

_CACHED_PICTURES = 16


class Subjects:
    """Finds what is known of subjects in the catalogue; others are embedded, and not stored."""

    def __init__(self, catalog: Catalog, source: CatalogVectors, embed: EmbedFile | None) -> None:
        self._catalog = catalog
        self._source = source
        self._embed = embed
        self._embedded = lru_cache(_CACHED_PICTURES)(self._look_at)

    def find(self, like: int | Path, index: VectorIndex) -> Subject:
        """Return a subject; ``index`` holds the vectors of the library's photos.

        Raises:
            NotInLibraryError: it is a photo that is not searchable.
            PhotoUnreadableError: it is a picture that can't be read.
            WorkerUnavailableError: it can't be turned into a vector.

        """
        if isinstance(like, int):
            if subject := self._known(like, index):
                return subject
            raise NotInLibraryError(
                "That photo is not searchable yet; wait until it is indexed, or choose another."
            )
        path = absolute(like)
        photo_id = self._catalog.files.photo_at(path)
        known = self._known(photo_id, index) if photo_id is not None else None
        return known or self._embedded(path, _written(path))

    def _known(self, photo_id: int, index: VectorIndex) -> Subject | None:
        _, features = self._source.features_of(np.array([photo_id], dtype=np.int64))
        if not len(features):
            return None
        vector = index.vectors(np.array([photo_id], dtype=np.int64))[0]
        return Subject(vector, features[0], photo_id)

    def _look_at(self, path: Path, _written: int) -> Subject:
        if self._embed is None:
            raise NotInLibraryError(f"{path} is not in the library; index its folder first.")
        return Subject(*self._embed(path))


def _written(path: Path) -> int:
    """Return when a file was written, 0 where that can't be told: reading it will say why."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
