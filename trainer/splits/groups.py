"""Groups of photos that must be learned together or not at all."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from trainer.job.order import Photo
from trainer.splits.likeness import alike_pairs

Groups = NDArray[np.int64]

_WORD = re.compile(r"\w+")


def photo_groups(photos: Sequence[Photo], features: Floats, others: Floats | None = None) -> Groups:
    """Return the group of each photo, (n,): the row of its first member.

    Photos share a group if they show the same (``alike_pairs``), are the same file or content, or
    have an equal caption; and so do those that others join. ``features`` are (n, feature_dim),
    ``others`` (m, feature_dim) those of other photos of the library.
    """
    return with_equal_captions(same_photos(photos, features, others), photos)


def same_photos(photos: Sequence[Photo], features: Floats, others: Floats | None = None) -> Groups:
    """Return the groups of photos that show the same, whatever is said of them."""
    groups = np.arange(len(photos), dtype=np.int64)
    _join_equal(groups, ([photo.path] for photo in photos))
    _join_equal(groups, ([photo.content] if photo.content else [] for photo in photos))
    for one, other in alike_pairs(photos, features, others):
        _join(groups, one, other)
    return groups


def with_equal_captions(groups: Groups, photos: Sequence[Photo]) -> Groups:
    """Return groups joined where photos have a caption in common, case and punctuation aside."""
    joined = groups.copy()
    _join_equal(joined, (caption_keys(photo) for photo in photos))
    return joined


def renumbered(groups: Groups) -> Groups:
    """Return some photos' groups under numbers that count these photos only."""
    _, first, which = np.unique(groups, return_index=True, return_inverse=True)
    return first[which].astype(np.int64)


def caption_keys(photo: Photo) -> list[str]:
    """Return what equal captions have in common; captions without a word have none."""
    return [key for caption in photo.captions if (key := text_key(caption))]


def text_key(text: str) -> str:
    """Return a text's words, without case and punctuation."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _join_equal(groups: Groups, keys: Iterable[Iterable[Hashable]]) -> None:
    first: dict[Hashable, int] = {}
    pairs = [(first.setdefault(key, row), row) for row, own in enumerate(keys) for key in own]
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    _join(groups, one, other)


def _join(groups: Groups, one: Groups, other: Groups) -> None:
    """Join the groups of pairs of rows, in place: a group's number is that of its first row."""
    while True:
        a, b = groups[one], groups[other]
        apart = a != b
        if not apart.any():
            return
        one, other = one[apart], other[apart]
        a, b = a[apart], b[apart]
        np.minimum.at(groups, np.maximum(a, b), np.minimum(a, b))
        while (groups != groups[groups]).any():
            groups[:] = groups[groups]
