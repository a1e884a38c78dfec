"""Two queries as one: what was asked already, and what is asked beside it."""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from photoapp.catalog import PhotoFilter
    from photoapp.search.query import Query

# These belong together: a date replaces a span, and so on.
_PAIRS = (("since", "until"), ("least_rating", "most_rating"))


def narrowed(first: "PhotoFilter", second: "PhotoFilter") -> "PhotoFilter":
    """Return the first filter with what the second asks; where both ask, the second holds.

    Keywords and phrases are gathered: photos are to have all of them.
    """
    changes: dict[str, Any] = {}
    for each in fields(second):
        value = getattr(second, each.name)
        if isinstance(value, tuple):
            changes[each.name] = tuple(dict.fromkeys((*getattr(first, each.name), *value)))
        elif value != each.default:
            changes[each.name] = value
    for pair in _PAIRS:
        if any(name in changes for name in pair):
            changes |= {name: getattr(second, name) for name in pair}
    return replace(first, **changes)


def combined(first: "Query", second: "Query") -> "Query":
    """Return the first query with what the second asks beside it, words and all."""
    return replace(
        first,
        words=" ".join(words for words in (first.words, second.words) if words),
        without=tuple(dict.fromkeys((*first.without, *second.without))),
        filter=narrowed(first.filter, second.filter),
        like=first.like if second.like is None else second.like,
        sort=second.sort or first.sort,
    )
