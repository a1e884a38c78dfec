"""Particular people, pets and things: found in words by their names, in photos by their looks.

No text tower knows what a name means to one user. So vectors of photos are made longer by what the
photo looks like, as the backbone's feature tells, and a name that is asked for points at the looks
of the photos it was given to. Texts without a name have nothing there, and rank photos as before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.protocol import Floats

# Of a photo's vector, what it looks like: its square is the share. Texts keep the rest.
LOOKS_SHARE = np.float32(0.6)
_WORDS_SHARE = np.float32(np.sqrt(1 - LOOKS_SHARE**2))
# What the words beside a name count, next to the name.
_BESIDE_NAME = np.float32(0.6)
# Words that say nothing of a photo once the name has been taken out.
_EMPTY = frozenset(
    (  # noqa: SIM905 - a list of words, not of strings
        "a an the my our his her your their of and or is are was with at in on to by for from as"
        " it its this that photo photos picture pictures image images"
    ).split()
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Names:
    """Names and looks.

    ``names`` are what the things are called; ``looks`` (names, k) what each looks like, as
    ``looks_of`` sees photos: less ``centre`` (feature_dim,), along ``axes`` (k, feature_dim).
    """

    names: Sequence[str]
    looks: Floats
    centre: Floats
    axes: Floats

    @property
    def length(self) -> int:
        """How many numbers looks take: k."""
        return len(self.axes)

    def looks_of(self, features: Floats) -> Floats:
        """Return what photos look like, by their features (n, feature_dim): (n, k), normalised."""
        along = (features - self.centre) @ self.axes.T
        return normalise(along.astype(np.float32))

    def images(self, features: Floats, start: Floats) -> Floats:
        """Return vectors of photos, (n, dim), made longer by their looks: (n, dim + k)."""
        return np.concatenate([_WORDS_SHARE * start, LOOKS_SHARE * self.looks_of(features)], axis=1)

    def found(self, text: str) -> tuple[list[int], str]:
        """Return which names a text says, and what is left of it without them.

        What is left is empty where it says nothing of a photo by itself.
        """
        rows: list[int] = []
        for row, pattern in self._patterns:
            text, times = pattern.subn(" ", text)
            rows += [row] * bool(times)
        telling = any(word.lower() not in _EMPTY for word in _WORD.findall(text))
        return rows, " ".join(text.split()) if telling else ""

    def words(
        self, start: Floats, rows: Sequence[Sequence[int]], telling: Sequence[bool]
    ) -> Floats:
        """Return vectors of texts, made longer: (n, dim + k), L2-normalised.

        Args:
            start: the vectors of the texts without their names, (n, dim), L2-normalised.
            rows: which names each text says.
            telling: whether a text says anything besides.

        """
        looks = np.zeros((len(start), self.length), dtype=np.float32)
        weights = np.ones((len(start), 1), dtype=np.float32)
        for i, (named, more) in enumerate(zip(rows, telling, strict=True)):
            if named:
                looks[i] = normalise(self.looks[list(named)].sum(0, keepdims=True))[0]
                weights[i] = _BESIDE_NAME if more else 0
        return normalise(np.concatenate([weights * start, looks], axis=1))

    @cached_property
    def _patterns(self) -> list[tuple[int, re.Pattern[str]]]:
        """Return what finds each name, the longest first: "Max Junior" is not "Max"."""
        longest = sorted(range(len(self.names)), key=lambda row: -len(self.names[row]))
        return [(row, _pattern(self.names[row])) for row in longest]


def _pattern(name: str) -> re.Pattern[str]:
    # An 's after a name belongs to it; \b would not hold where a name ends in another sign.
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?:['\u2019]s)?(?!\w)", re.IGNORECASE)
