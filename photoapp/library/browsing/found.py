"""The answer to a query, ready to be shown."""

from dataclasses import dataclass
from typing import Literal

from photoapp.catalog import PhotoRecord
from photoapp.catalog.filters import Color, Flag
from photoapp.search.query import Query

Grouping = Literal["none", "day", "month", "year", "folder"]


@dataclass(frozen=True)
class Section:
    """Photos under one heading, from row ``first`` on.

    ``key`` is the local date as far as it matters (2024-05-03, 2024-05, 2024), or the folder; it
    is empty where that is not known.
    """

    first: int
    key: str


@dataclass(frozen=True)
class Found:
    """Photos that answer a query, in the order in which they are shown.

    ``scores`` are chances from 0 to 1 that each is right, and there are none where the query
    does not rank; ``likely`` is how many come before "probably not" at the usual cut-off, all of
    them where nothing was ranked. ``sections`` are empty where ``grouping`` is "none", and
    wherever photos are sorted by relevance. ``unseen`` counts photos that are not yet searchable.
    ``only_suggested`` are those that a label was asked of (label:NAME) that they are not tagged
    with: a model suggests it.
    """

    query: Query
    photo_ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    likely: int = 0
    grouping: Grouping = "none"
    sections: tuple[Section, ...] = ()
    unseen: int = 0
    only_suggested: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Answer:
    """A photo that answers a query; ``rank`` 1 is the first.

    ``score`` is its cosine similarity and ``chance`` how likely it is right, from 0 to 1; both
    are None where the query does not rank.
    """

    photo: PhotoRecord
    rank: int
    score: float | None
    chance: float | None


@dataclass(frozen=True)
class Card:
    """What is written on a photo in the grid; ``path`` is one of its files."""

    id: int
    name: str
    rating: int
    flag: Flag
    color: Color
    offline: bool
    damaged: bool
    failure: str | None = None
    path: str = ""
