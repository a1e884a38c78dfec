"""What a model would tag a photo with, and who tagged it, as the command line shows it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from photoapp.catalog import Keyword, Suggestion
from photoapp.library.browsing import PhotoDetails

# As in a table of facts: a label, the value, and where it is from.
Line = tuple[str, str, str]


def accepted_lines(details: PhotoDetails) -> Iterator[Line]:
    """Yield the keywords that a person took up from a model, each with what that had said."""
    for keyword in details.keywords:
        if keyword.model is not None:
            yield "accepted", f"{keyword.word} ({_accepted(keyword)})", "said in photoapp"


def suggested_lines(details: PhotoDetails) -> Iterator[Line]:
    """Yield what is only suggested, a line for each model: nothing of it is tagged."""
    for model in dict.fromkeys(each.model for each in details.suggestions):
        labels = [_sure(each) for each in details.suggestions if each.model == model]
        yield "suggested", ", ".join(labels), model


def tagged_shape(details: PhotoDetails | None) -> dict[str, Any]:
    """Return who tagged a photo, and what is suggested, for JSON."""
    return {
        "tags": [_tag(keyword) for keyword in details.keywords] if details else [],
        "suggestions": [_suggestion(each) for each in details.suggestions] if details else [],
    }


def _accepted(keyword: Keyword) -> str:
    sure = f", {keyword.chance:.0%} sure" if keyword.chance is not None else ""
    when = f"; {_moment(keyword.said_at)[:10]}" if keyword.said_at is not None else ""
    return f"as {keyword.model} had suggested{sure}{when}"


def _sure(suggestion: Suggestion) -> str:
    return f"{suggestion.name} ({suggestion.chance:.0%})"


def _tag(keyword: Keyword) -> dict[str, Any]:
    return {
        "word": keyword.word,
        "origin": keyword.origin,
        "said_at": None if keyword.said_at is None else _moment(keyword.said_at),
        "model": keyword.model,
        "chance": None if keyword.chance is None else round(keyword.chance, 4),
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "label": suggestion.name,
        "chance": round(suggestion.chance, 4),
        "model": suggestion.model,
        "suggested_at": _moment(suggestion.suggested_at),
    }


def _moment(seconds: float) -> str:
    """Return a moment in seconds since 1970 by the clock here, as ISO 8601 has it."""
    return datetime.fromtimestamp(seconds).astimezone().isoformat(timespec="seconds")
