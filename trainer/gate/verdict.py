"""What the gate says of a new model."""

from dataclasses import dataclass

from photoapp.evaluation.bootstrap import Figure


@dataclass(frozen=True)
class Pair:
    """A share before and after, and what was gained, each with its 95 % interval.

    ``gain`` is paired: its interval is that of the differences, so it is narrower than those of
    the two shares would suggest.
    """

    before: Figure
    after: Figure
    gain: Figure


@dataclass(frozen=True)
class Comparison:
    """How well words find photos and photos their words, before and after.

    ``photos`` that were asked for, by ``queries`` words in all, each sought among ``gallery``
    photos. The recalls are by depth; ``summary`` is the mean of them all. ``doubt`` is the
    probability of so large a gain where there is none, from 0 to 1.
    """

    name: str
    photos: int
    queries: int
    gallery: int
    text_to_image: dict[int, Pair]
    image_to_text: dict[int, Pair]
    summary: Pair
    doubt: float = 1.0


@dataclass(frozen=True)
class Example:
    """A held-out photo, one of its captions, and the place at which that finds it."""

    photo: str
    caption: str
    rank_before: int
    rank_after: int


@dataclass(frozen=True)
class SearchPair:
    """A saved search, and the first photos that it finds before and after: their paths."""

    name: str
    text: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True)
class Verdict:
    """Whether a new model is better, and all that this rests on.

    ``sentence`` says it to a person, ``reasons`` say why it is not better, a sentence each, or
    what else there is to know. ``agreement`` is the share of the library's photos which show the
    same thing as before, 1 where too few are known.
    """

    better: bool
    sentence: str
    reasons: tuple[str, ...]
    captions: Comparison | None
    names: Comparison | None
    general: tuple[Comparison, ...]
    agreement: float
    searches: tuple[SearchPair, ...]
    improved: tuple[Example, ...]
    worsened: tuple[Example, ...]
