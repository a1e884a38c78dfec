"""Whether a name finds photos that it was not learned from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from photoapp.encoders import Floats
from photoapp.encoders.personal.names import Names
from trainer.methods import HeldOutPart, View
from trainer.names.binding import looks
from trainer.names.doubting import passing, told
from trainer.names.finding import Named
from trainer.splits.groups import Groups

# A name is proved by at most so many photos of it.
MOST_PARTS = 5


class Seen(Protocol):
    """The new model with some names, and the old one with None."""

    def vectors(self, features: Floats, names: Names | None) -> Floats:
        """Return the vectors of photos by their features."""

    def words(self, texts: Sequence[str], names: Names | None) -> Floats:
        """Return the vectors of texts."""


@dataclass(frozen=True)
class Photos:
    """Features: of those that are ``captioned``, and ``others`` among which they are sought.

    ``groups`` (n,) say which captioned photos show the same, such as those of a burst: one of them
    would prove nothing of another.
    """

    captioned: Floats
    others: Floats
    groups: Groups


@dataclass(frozen=True)
class _Trial:
    """A photo of a name that is left out, and the name's ``rest`` that show something else."""

    name: str
    left_out: int
    rest: list[int]


def prove(named: Sequence[Named], names: Names, photos: Photos, seen: Seen) -> list[Named]:
    """Return which names can be told by their looks.

    A name stays where photos are found by the others, though they may show the same, and not by
    luck, which finds some where many are tried; or if the user asked for it, whether or not they
    are.
    """
    alone = replace(photos, groups=np.arange(len(photos.captioned)))
    among_captioned = replace(alone, others=photos.captioned)
    passed = [
        passing(part, named, photos.groups)
        for part in left_out(named, names, among_captioned, seen)
    ]
    found = told(left_out(named, names, alone, seen), passed)
    return [n for n in named if n.asked or n.name in found]


def left_out(named: Sequence[Named], names: Names, photos: Photos, seen: Seen) -> list[HeldOutPart]:
    """Return how names find photos that are left out, before and after.

    Each part leaves one photo of every name out, and those that show the same; it is sought among
    the others by what its name looks like on the rest.
    """
    trials = [_trials(n, photos.groups)[:MOST_PARTS] for n in named]
    turns = range(max(map(len, trials), default=0))
    return [_part([own[i] for own in trials if own[i:]], names, photos, seen) for i in turns]


def _trials(named: Named, groups: Groups) -> list[_Trial]:
    """Return a trial for each of the different things that a name's photos show."""
    rows = np.array(named.rows, dtype=np.int64)
    _, first = np.unique(groups[rows], return_index=True)
    found = [(row, rows[groups[rows] != groups[row]]) for row in rows[np.sort(first)]]
    return [_Trial(named.name, int(row), rest.tolist()) for row, rest in found if len(rest)]


def _part(chosen: Sequence[_Trial], names: Names, photos: Photos, seen: Seen) -> HeldOutPart:
    texts = [trial.name for trial in chosen]
    rows = np.array([trial.left_out for trial in chosen], dtype=np.int64)
    rest = [photos.captioned[trial.rest] for trial in chosen]
    less = replace(names, names=texts, looks=looks(names, rest))
    gallery = np.concatenate([photos.captioned[rows], photos.others])
    before = View(seen.vectors(gallery, None), seen.words(texts, None))
    after = View(seen.vectors(gallery, less), seen.words(texts, less))
    return HeldOutPart("names", [[i] for i in range(len(texts))], texts, before, after, rows)
