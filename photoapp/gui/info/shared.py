"""What several photos have in common of what people say of photos."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from photoapp.catalog import Keyword
    from photoapp.library.browsing import PhotoDetails
    from photoapp.library.marks import Given

T = TypeVar("T")


@dataclass(frozen=True)
class SharedKeyword:
    """A keyword, how many of the photos have it, and whether a person gave it to any.

    ``keyword`` says more of it where there is one photo only.
    """

    word: str
    photos: int
    by_person: bool
    keyword: "Keyword | None" = None


@dataclass(frozen=True)
class Shared:
    """What photos have in common; None where they differ."""

    photos: int
    rating: int | None = 0
    flag: str | None = "none"
    color: str | None = "none"
    caption: str | None = ""
    keywords: tuple[SharedKeyword, ...] = ()


def shared(given: Collection["Given"]) -> Shared:
    """Return what photos have in common; keywords of any of them, the most frequent first."""
    described = [each.description for each in given]
    return Shared(
        len(given),
        _common(each.rating for each in described),
        _common(each.flag for each in described),
        _common(each.color for each in described),
        _common(each.caption for each in described),
        _keywords(given),
    )


def shared_of(details: "PhotoDetails") -> Shared:
    """Return what one photo has."""
    given, words = details.given, details.keywords
    keywords = tuple(SharedKeyword(each.word, 1, each.origin == "person", each) for each in words)
    return Shared(1, given.rating, given.flag, given.color, given.caption, keywords)


def merged(parts: Sequence[Shared]) -> Shared:
    """Return what photos have in common of which parts are known."""
    counts: Counter[str] = Counter()
    persons = {k.word for part in parts for k in part.keywords if k.by_person}
    for part in parts:
        counts.update({keyword.word: keyword.photos for keyword in part.keywords})
    return Shared(
        sum(part.photos for part in parts),
        _common(part.rating for part in parts),
        _common(part.flag for part in parts),
        _common(part.color for part in parts),
        _common(part.caption for part in parts),
        tuple(SharedKeyword(word, n, word in persons) for word, n in counts.most_common()),
    )


def _common(values: Iterable[T]) -> T | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _keywords(given: Collection["Given"]) -> tuple[SharedKeyword, ...]:
    counts = Counter(keyword.word for each in given for keyword in each.keywords)
    persons = {k.word for each in given for k in each.keywords if k.origin == "person"}
    return tuple(SharedKeyword(word, n, word in persons) for word, n in counts.most_common())
