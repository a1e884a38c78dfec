"""What each held-out photo says of a model: whether words find it, and it its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.evaluation.retrieval import DEPTHS
from trainer.gate.ranks import Ranks, first_ranks, own_ranks
from trainer.methods import HeldOutPart, View

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Found:
    """A caption of a held-out photo, and the place at which it finds the photo."""

    photo: int
    text: int
    before: int
    after: int


@dataclass(frozen=True)
class Scores:
    """The photos of a part that words were asked for, s of them, and what came out.

    ``before`` and ``after`` (s, columns) are shares from 0 to 1, a column for each depth: of the
    photo's captions that find it and, unless only words are asked, of whether it finds one.
    ``photos`` (s,) are their places in the part, ``found`` has a line for each caption.
    """

    photos: NDArray[np.int64]
    before: Doubles
    after: Doubles
    gallery: int
    found: Sequence[Found]


def score_captions(part: HeldOutPart, *, distractors: bool) -> Scores:
    """Score a part by caption: a hit is the first photo that has the caption, or the reverse.

    Without ``distractors`` photos are sought among the held-out ones, and only the captions of
    those are sought. That is fair to both models: one which learned merely what kind of photos
    there are would else find them more easily among others, though it can't tell them apart.
    """
    listed = [list(dict.fromkeys(own)) for own in part.captions]
    asked = [photo for photo, own in enumerate(listed) if own]
    texts = sorted({text for own in listed for text in own})
    number = {text: i for i, text in enumerate(texts)}
    holders: list[list[int]] = [[] for _ in texts]
    for photo in asked:
        for text in listed[photo]:
            holders[number[text]].append(photo)
    gallery = len(part.before.images) if distractors else len(listed)

    def places(view: View) -> tuple[Ranks, Ranks]:
        words, images = view.texts[texts], view.images
        sought = view.texts if distractors else words
        own = [[t if distractors else number[t] for t in listed[photo]] for photo in asked]
        by_words = first_ranks(words, images[:gallery], holders)
        return by_words, first_ranks(images[asked], sought, own)

    captions = [[number[text] for text in listed[photo]] for photo in asked]
    (words_before, back_before), (words_after, back_after) = places(part.before), places(part.after)
    found = [
        Found(photo, text, int(words_before[number[text]]), int(words_after[number[text]]))
        for photo in asked
        for text in listed[photo]
    ]
    return Scores(
        np.array(asked, dtype=np.int64),
        np.hstack([_shares(captions, words_before), _hits(back_before)]),
        np.hstack([_shares(captions, words_after), _hits(back_after)]),
        gallery,
        found,
    )


def score_names(part: HeldOutPart) -> Scores:
    """Score a part by name: each photo is to be found, others of its name left aside."""
    rows = [(photo, text) for photo, own in enumerate(part.captions) for text in own[:1]]
    texts = sorted({text for _, text in rows})
    holders = {text: [photo for photo, own in rows if own == text] for text in texts}
    before = _by_photo(holders, lambda text, own: _own(part.before, text, own))
    after = _by_photo(holders, lambda text, own: _own(part.after, text, own))
    photos = np.array([photo for photo, _ in rows], dtype=np.int64)
    return Scores(
        photos,
        _hits(np.array([before[photo] for photo in photos], dtype=np.int64)),
        _hits(np.array([after[photo] for photo in photos], dtype=np.int64)),
        len(part.before.images),
        [Found(photo, text, before[photo], after[photo]) for photo, text in rows],
    )


def _own(view: View, text: int, photos: Sequence[int]) -> Ranks:
    query: Floats = view.texts[text]
    return own_ranks(query, view.images, photos)


def _by_photo(
    holders: dict[int, list[int]], ranks: Callable[[int, Sequence[int]], Ranks]
) -> dict[int, int]:
    return {
        photo: int(rank)
        for text, photos in holders.items()
        for photo, rank in zip(photos, ranks(text, photos), strict=True)
    }


def _hits(ranks: Ranks) -> Doubles:
    return np.stack([ranks <= depth for depth in DEPTHS], axis=1).astype(np.float64)


def _shares(captions: Sequence[Sequence[int]], ranks: Ranks) -> Doubles:
    shares = [_hits(ranks[list(own)]).mean(0) for own in captions]
    return np.array(shares, dtype=np.float64).reshape(-1, len(DEPTHS))
