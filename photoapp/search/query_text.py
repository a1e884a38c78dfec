"""Queries as people type them: plain words, -words, "phrases" and tokens such as rating:3.

A value that holds spaces stands in quotation marks, and a quotation mark in it is written twice.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

from photoapp.catalog import Color, PhotoFilter
from photoapp.errors import UsageError
from photoapp.search.query import Query, Sort

# A minus, a name with a colon, and a text in quotation marks, which may not be closed yet, or not.
_TOKEN = re.compile(
    r'\s*(?P<minus>-(?=\S))?(?:(?P<name>[A-Za-z]+):)?(?:"(?P<quoted>(?:[^"]|"")*)"?|(?P<bare>\S*))'
)
_LONGEST_ID = 19  # a longer number is more than SQLite counts to
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_STATES: dict[str, dict[str, object]] = {
    "pick": {"flag": "pick"},
    "reject": {"flag": "reject"},
    "unflagged": {"flag": "none"},
    "unrated": {"least_rating": 0, "most_rating": 0},
    "untagged": {"untagged": True},
    "offline": {"offline": True},
    "failed": {"failed": True},
    "suggested": {"with_suggestions": True},
}
# Tokens that may stand several times.
_GATHERED = {"tag": "keywords", "label": "labels", "suggested": "suggested"}

Apply = Callable[[Query, str], Query]


def parse(text: str) -> Query:
    """Return the query that a text says; of tokens that exclude each other the last one counts.

    Tokens that are not known are words, and those whose value is still to be typed ask nothing.

    Raises:
        UsageError: a token's value makes no sense.

    """
    query, words = Query(), []
    for minus, name, value, quoted in _tokens(text):
        known = name.casefold() if name else ""
        if known in _TOKENS:
            if minus:
                raise UsageError(f"What -{name}: leaves out can't be asked; write {name}: alone.")
            query = _applied(query, known, value, quoted=quoted)
        elif minus:
            spoken = " ".join(f"{name}:{value}".split() if name else value.split())
            query = replace(query, without=(*query.without, spoken)) if spoken else query
        elif quoted:
            words += [f"{name}:"] if name else []
            query = _filtered(query, phrases=_with(query.filter.phrases, " ".join(value.split())))
        else:
            words.append(f"{name}:{value}" if name else value)
    return replace(query, words=" ".join(" ".join(words).split()))


def write(query: Query) -> str:
    """Return a query as a text that ``parse`` understands so."""
    without = [f"-{_value(text, always=True)}" for text in query.without]
    return " ".join(filter(None, [query.words, *without, *tokens_of(query)]))


def tokens_of(query: Query) -> list[str]:
    """Return what a query asks beyond words as text, a token each: what can be taken off it."""
    wanted = query.filter
    found = [_value(text, always=True) for text in wanted.phrases]
    for name in ("folder", "album", "place", "camera"):
        if (value := getattr(wanted, name)) is not None:
            found.append(token(name, value))
    for name, field in _GATHERED.items():
        found += [token(name, value) for value in getattr(wanted, field)]
    found += [f"date:{span}" for span in _span(wanted.since, wanted.until)]
    found += [f"rating:{stars}" for stars in _stars(wanted)]
    if wanted.flag is not None:
        found.append("is:unflagged" if wanted.flag == "none" else f"is:{wanted.flag}")
    if wanted.color is not None:
        found.append(f"color:{wanted.color}")
    found += [
        f"is:{state}" for state in ("untagged", "offline", "failed") if getattr(wanted, state)
    ]
    found += ["is:suggested"] if wanted.with_suggestions else []
    if query.like is not None:
        like = query.like
        found.append(f"like:{like if isinstance(like, int) else _value(str(like), always=True)}")
    if query.sort is not None:
        found.append(f"sort:{query.sort}")
    return found


def token(name: str, value: str) -> str:
    """Return a token for a value, in quotation marks if it needs them."""
    return f"{name}:{_value(value)}"


def values_of(name: str) -> tuple[str, ...]:
    """Return all that may stand after a token's name, () where that is without end."""
    return _VALUES.get(name, ())


def _tokens(text: str) -> Iterator[tuple[bool, str | None, str, bool]]:
    """Yield whether there is a minus, the name, the value, and whether it stands in marks."""
    text = text.rstrip()
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.end() == place:
            break
        place = match.end()
        quoted = match["quoted"]
        value = match["bare"] if quoted is None else quoted.replace('""', '"')
        yield bool(match["minus"]), match["name"], value, quoted is not None


def _applied(query: Query, name: str, value: str, *, quoted: bool) -> Query:
    if not value.strip():
        return query
    if name == "like":
        is_id = value.isascii() and value.isdigit() and len(value) < _LONGEST_ID and not quoted
        return replace(query, like=int(value) if is_id else Path(value))
    return _TOKENS[name](query, value)


def _filtered(query: Query, **changes: object) -> Query:
    return replace(query, filter=replace(query.filter, **changes))  # type: ignore[arg-type]


def _text(field: str) -> Apply:
    return lambda query, value: _filtered(query, **{field: value})


def _gathered(field: str) -> Apply:
    """Return how a value joins those that were typed before: photos are to meet all of them."""
    return lambda query, value: _filtered(
        query, **{field: _with(getattr(query.filter, field), value)}
    )


def _with(known: tuple[str, ...], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*known, text])) if text else known


def _date(query: Query, value: str) -> Query:
    since, dots, until = value.partition("..")
    if not dots:
        until = since
    right = (since or until) and all(not part or _is_date(part) for part in (since, until))
    if not right or (since and until and since > until + "~"):
        way_out = "write date:2024, date:2024-05, date:2024-05-31 or date:2023..2024-06"
        raise UsageError(f"date:{value} is no date; {way_out}.")
    return _filtered(query, since=since or None, until=until or None)


def _is_date(text: str) -> bool:
    if not (match := _DATE.fullmatch(text)) or not text.isascii():
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _span(since: str | None, until: str | None) -> list[str]:
    if since == until:
        return [since] if since else []
    return [f"{since or ''}..{until or ''}"]


def _rating(query: Query, value: str) -> Query:
    least, dots, most = value.removeprefix("=").partition("..")
    if value.startswith("=") and not dots:
        most = least
    numbers = [int(part) if part in {*"012345"} else None for part in (least, most)]
    wrong = [
        part for part, number in zip((least, most), numbers, strict=True) if part and number is None
    ]
    backwards = None not in numbers and numbers[0] > numbers[1]  # type: ignore[operator]
    if wrong or backwards or numbers == [None, None] or (value.startswith("=") and dots):
        way_out = "write rating:3 (at least), rating:=3 or rating:2..4, from 0 to 5"
        raise UsageError(f"rating:{value} is no rating; {way_out}.")
    return _filtered(query, least_rating=numbers[0], most_rating=numbers[1])


def _stars(wanted: PhotoFilter) -> list[str]:
    least, most = wanted.least_rating, wanted.most_rating
    if most is None:
        return [] if least is None else [str(least)]
    if least == most:
        return [f"={least}"]
    return [f"{'' if least is None else least}..{most}"]


def _state(query: Query, value: str) -> Query:
    return _filtered(query, **_STATES[_one_of("is", value, tuple(_STATES))])


def _color(query: Query, value: str) -> Query:
    return _filtered(query, color=_one_of("color", value, get_args(Color)))


def _sort(query: Query, value: str) -> Query:
    sort = _one_of("sort", value, get_args(Sort))
    return replace(query, sort=sort)  # type: ignore[arg-type]


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> str:
    if value.casefold() in choices:
        return value.casefold()
    listed = f"{', '.join(choices[:-1])} or {choices[-1]}"
    raise UsageError(f"{name}:{value} is not known; after {name}: write {listed}.")


def _value(text: str, *, always: bool = False) -> str:
    if not always and text and not re.search(r'[\s"]', text):
        return text
    return '"{}"'.format(text.replace('"', '""'))


_TOKENS: dict[str, Apply] = {
    "folder": _text("folder"),
    "album": _text("album"),
    "place": _text("place"),
    "camera": _text("camera"),
    **{name: _gathered(field) for name, field in _GATHERED.items()},
    "date": _date,
    "rating": _rating,
    "is": _state,
    "color": _color,
    "like": lambda query, _: query,
    "sort": _sort,
}
TOKENS = tuple(_TOKENS)
_VALUES: dict[str, tuple[str, ...]] = {
    "is": tuple(_STATES),
    "color": get_args(Color),
    "sort": get_args(Sort),
    "rating": ("1", "2", "3", "4", "5", "=0"),
}
