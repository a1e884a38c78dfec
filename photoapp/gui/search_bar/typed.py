"""What is being typed: plain words, and filters that are finished or not yet."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from photoapp.errors import PhotoappError
from photoapp.gui.search_bar.combining import combined

if TYPE_CHECKING:
    from photoapp.search.query import Query

Parse = Callable[[str], "Query"]

# A word, or something in quotes; quotes that are still open reach to the end.
_TOKEN = re.compile(r'-?(?:\w+:=?)?"(?:[^"]|"")*(?:"|$)|\S+')


@dataclass(frozen=True)
class Typed:
    """What a text says.

    ``words`` are the plain ones. ``left`` is what stays in the field: words, and filters that are
    not finished or not understood. ``filters`` are the finished ones, None where there are none;
    ``hint`` is one that is not finished but says something already. ``problem`` is a sentence
    about one that nobody can understand.
    """

    words: str = ""
    left: str = ""
    filters: "Query | None" = None
    hint: "Query | None" = None
    problem: str = ""


def understood(text: str, parse: Parse, finished: bool = False) -> Typed:
    """Return what a text says; a filter is finished when a space follows, or all are."""
    typed = Typed()
    for token, ended in _tokens(text):
        typed = _with_token(typed, token, parse, finished or ended)
    return typed


def _with_token(typed: Typed, token: str, parse: Parse, finished: bool) -> Typed:
    kept = replace(typed, left=_joined(typed.left, token))
    try:
        query = parse(token) if _is_special(token) else None
    except PhotoappError as error:
        return replace(kept, problem=str(error)) if finished else kept
    if query is None or query.words:
        return replace(kept, words=_joined(typed.words, token))
    if not finished:
        return replace(kept, hint=query)
    return replace(typed, filters=combined(typed.filters, query) if typed.filters else query)


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Return a text's words and filters, and whether each is finished."""
    for match in _TOKEN.finditer(text):
        yield match.group(), match.end() < len(text)


def _is_special(token: str) -> bool:
    """Whether a token may be a filter; whether it is one, only the parser knows."""
    return token[0] in '-"' or ":" in token


def _joined(text: str, token: str) -> str:
    return f"{text} {token}" if text else token
