"""Photos and the texts that go with them, as frozen towers see both."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Draw:
    """One view and one text of each of some photos.

    ``features`` (n, feature_dim), ``start`` (n, dim) and ``texts`` (n, dim); ``text_ids`` (n,) are
    equal where the texts are.
    """

    features: Floats
    start: Floats
    texts: Floats
    text_ids: Rows

    def joined(self, other: "Draw") -> "Draw":
        """Return both, the other after this one; no text of the two is taken for the same."""
        after = self.text_ids.max() + 1
        return Draw(
            np.concatenate([self.features, other.features]),
            np.concatenate([self.start, other.start]),
            np.concatenate([self.texts, other.texts]),
            np.concatenate([self.text_ids, other.text_ids + after]),
        )


@dataclass(frozen=True)
class Pairs:
    """What a head is fitted on.

    ``features`` (n, views, feature_dim) are the backbone's, ``start`` (n, views, dim) the vectors
    that the head is to correct, both plain view first; ``texts`` (m, dim) are distinct texts'
    vectors, L2-normalised, and ``captions`` says which of them go with each photo.
    """

    features: Floats
    start: Floats
    texts: Floats
    captions: Sequence[Rows]

    def __len__(self) -> int:
        """Return the number of photos."""
        return len(self.features)

    def subset(self, rows: Sequence[int]) -> "Pairs":
        """Return the pairs of some photos; the texts are shared."""
        captions = [self.captions[row] for row in rows]
        return Pairs(self.features[rows], self.start[rows], self.texts, captions)

    def with_more(self, other: "Pairs") -> "Pairs":
        """Return both; no text of the two is taken for the same."""
        captions = [*self.captions, *(rows + len(self.texts) for rows in other.captions)]
        return Pairs(
            np.concatenate([self.features, other.features]),
            np.concatenate([self.start, other.start]),
            np.concatenate([self.texts, other.texts]),
            captions,
        )

    def draw(self, rows: Rows, random: np.random.Generator) -> Draw:
        """Choose a view and a text for each of the photos ``rows``."""
        view = random.integers(self.features.shape[1], size=len(rows))
        texts = np.array([random.choice(self.captions[row]) for row in rows], dtype=np.int64)
        return Draw(self.features[rows, view], self.start[rows, view], self.texts[texts], texts)


def distinct(captions: Sequence[Sequence[str]]) -> tuple[list[str], list[Rows]]:
    """Return the distinct texts among all captions, and which of them each photo has."""
    numbers: dict[str, int] = {}
    listed = [numbers.setdefault(text, len(numbers)) for photo in captions for text in photo]
    ends = np.cumsum([0, *(len(photo) for photo in captions)])
    return list(numbers), [np.array(listed[a:b], dtype=np.int64) for a, b in pairwise(ends)]
