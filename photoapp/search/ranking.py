"""Photos in the order in which they answer a query, and how likely each is right."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.index.protocol import Neighbours, VectorIndex
from photoapp.search.catalog_vectors import CatalogVectors
from photoapp.search.likeness import Cohort, Subject
from photoapp.search.relevance import (
    Floats,
    chances,
    chances_in_library,
    evidence,
    never_rising,
    odds,
)

_SAMPLE = 2000
# Photos are weighed in parts, the nearest first, until a whole part has next to no chance.
_PART = 256
_HOPELESS = np.float32(0.01)


@dataclass(frozen=True)
class Ranked:
    """Photos that answer a query, the likeliest first; all are present.

    ``photo_ids`` int64 (n,), ``scores`` float32 (n,), cosines, and ``chances`` float32 (n,),
    how likely each is right, from 0 to 1, which never rise from one to the next. What reaches
    ``USUAL_CUT_OFF`` is likely.
    """

    photo_ids: NDArray[np.int64]
    scores: Floats
    chances: Floats

    def kept(self, kept: NDArray[np.bool_]) -> "Ranked":
        """Return only some of them: ``kept`` (n,)."""
        return Ranked(self.photo_ids[kept], self.scores[kept], self.chances[kept])

    def first(self, limit: int) -> "Ranked":
        """Return the first ``limit`` of them."""
        return Ranked(self.photo_ids[:limit], self.scores[:limit], self.chances[:limit])


def word_chances(
    near: Neighbours, vector: Floats, index: VectorIndex, background: Floats | None
) -> Floats:
    """Return how likely photos show what a text's ``vector`` says, (n,), each by itself.

    ``near`` are the photos, with their cosines in descending order.
    """
    if background is None:
        ids = index.photo_ids()
        usual = index.vectors(ids[:: max(1, len(ids) // _SAMPLE)]) @ vector
        return chances_in_library(near.scores, usual)
    found = np.zeros(len(near.scores), dtype=np.float32)
    for start in range(0, len(found), _PART):
        part = slice(start, start + _PART)
        photos = index.vectors(near.photo_ids[part])
        found[part] = chances(evidence(near.scores[part], photos, background))
        if found[part].max() < _HOPELESS:
            break
    return found


def by_words(near: Neighbours, chance: Floats) -> Ranked:
    """Return photos in the order of their cosines."""
    return Ranked(near.photo_ids, near.scores, never_rising(chance))


def by_likeness(
    near: Neighbours,
    subject: Subject,
    source: CatalogVectors,
    cohort: Cohort,
    index: VectorIndex,
    *,
    word_chance: Floats | None = None,
) -> Ranked:
    """Return photos in the order in which they resemble a subject, itself first.

    ``word_chance`` (n,) is how likely each shows the words that go with it, if there are any:
    both count alike.
    """
    ids, features = source.features_of(near.photo_ids)
    if not len(ids):
        return Ranked(ids, *np.empty((2, 0), dtype=np.float32))
    usual = cohort.usual(index.photo_ids())
    scores = usual.likeness(subject.feature, features)
    chance = usual.chances(scores)
    if word_chance is not None:
        places = {photo_id: place for place, photo_id in enumerate(near.photo_ids.tolist())}
        words = word_chance[[places[i] for i in ids.tolist()]]
        chance = (1 / (1 + np.exp(-(odds(chance) + odds(words)) / 2))).astype(np.float32)
    else:
        chance[ids == subject.photo_id] = 1
    order = np.lexsort((ids, -chance))
    return Ranked(ids[order], scores[order], chance[order])
