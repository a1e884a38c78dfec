"""How likely luck would find a name's photos as well as its looks do."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from trainer.methods import HeldOutPart
from trainer.names.finding import Named
from trainer.splits.groups import Groups

Doubles = NDArray[np.float64]

# Where a name's photos are usually not even among so many, it names nothing that can be seen.
_FOUND_WITHIN = 10
# Of all names that are taken to be told by their looks luck may have found so many.
_MOST_LUCK = 0.005


def luck(doubts: Sequence[float]) -> float:
    """Return how likely luck finds a name's photos as well, by how likely it finds each: above 0.

    They are sought by each other: where two happen to be alike, both are found. So the least doubt
    of all is left out, and the others count as independent (by their product; Fisher 1932). Of
    photos drawn blindly no more seem to be found than they should (docs/training.md).
    """
    counted = sorted(doubts)[1:] or doubts
    surprise = -sum(math.log(doubt) for doubt in counted)
    powers = [surprise**i / math.factorial(i) for i in range(len(counted))]
    return min(1.0, math.exp(-surprise) * sum(powers))


def passing(part: HeldOutPart, named: Sequence[Named], groups: Groups) -> Doubles:
    """Return the share of the captioned photos without the name that come before each left out.

    Photos that somebody captioned are often of one kind, from the air say, and alike among everyday
    ones whatever is said of them: a name has to tell its own from those, too.

    Args:
        part: photos of names, each sought among all captioned ones.
        named: the names.
        groups: (n,) which captioned photos show the same; what does so as a photo of the name does
            not count.

    """
    left_out = len(part.texts)
    scores = part.after.texts @ part.after.images.T
    own = scores[np.arange(left_out), np.arange(left_out)]
    before = scores[:, left_out:] >= own[:, None]
    rows = {one.name: np.array(one.rows, dtype=np.int64) for one in named}
    without = np.stack([~np.isin(groups, groups[rows[text]]) for text in part.texts])
    shares: Doubles = (before & without).sum(1) / np.maximum(1, without.sum(1))
    return shares


def told(parts: Sequence[HeldOutPart], passed: Sequence[Doubles]) -> set[str]:
    """Return the names whose photos are mostly among the first, and hardly by luck.

    ``passed`` are the shares of captioned photos that come before those of each part.
    """
    places: dict[str, list[int]] = {}
    shares: dict[str, list[float]] = {}
    for part, before in zip(parts, passed, strict=True):
        scores = part.after.texts @ part.after.images.T
        own = scores[np.arange(len(scores)), np.arange(len(scores))]
        # What scores the same stands before it.
        own_places = (~(scores < own[:, None])).sum(1)
        for text, place, share in zip(part.texts, own_places, before, strict=True):
            places.setdefault(text, []).append(int(place))
            among_all = int(place) / len(part.after.images)
            shares.setdefault(text, []).append(max(among_all, float(share)))
    doubts = {name: luck(own) for name, own in shares.items()}
    found = {name for name, own in places.items() if float(np.median(own)) <= _FOUND_WITHIN}
    return found & _without_false_finds(doubts)


def _without_false_finds(doubts: Mapping[str, float]) -> set[str]:
    """Return those of which few can be false (Benjamini and Hochberg 1995)."""
    ordered = sorted(doubts, key=doubts.__getitem__)
    limits = _MOST_LUCK * np.arange(1, len(ordered) + 1) / max(1, len(ordered))
    below = np.flatnonzero(
        [doubts[name] <= limit for name, limit in zip(ordered, limits, strict=True)]
    )
    return set(ordered[: below[-1] + 1]) if len(below) else set()
