"""How what is being typed may go on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from photoapp.catalog import Root
from photoapp.catalog.browsing import Counts, folded
from photoapp.search.query_text import TOKENS, token, values_of

Kind = Literal["history", "label", "keyword", "place", "camera", "album", "folder", "year", "token"]

_MOST = 10
_MOST_HISTORY = 3
_LAST_WORDS = 3
_TYPED = re.compile(r'(?:^|\s)(?P<name>[A-Za-z]+):"?(?P<value>[^"]*)$')
_KIND_OF: dict[str, Kind] = {
    "label": "label",
    "tag": "keyword",
    "place": "place",
    "camera": "camera",
    "album": "album",
    "folder": "folder",
    "date": "year",
}
_TOKEN_OF = {kind: name for name, kind in _KIND_OF.items()}


@dataclass(frozen=True)
class Suggestion:
    """A way to go on: ``text`` is shown, ``query`` is all that stands in the field then."""

    kind: Kind
    text: str
    query: str


@dataclass(frozen=True)
class Name:
    """Something that photos can be found by: how it is shown, typed and compared."""

    kind: Kind
    text: str
    token: str
    folded: str
    photos: int = 0


def suggest(text: str, names: Sequence[Name], history: Sequence[str]) -> list[Suggestion]:
    """Return suggestions for a text that is being typed, the most useful first."""
    typed = text.lstrip()
    if not typed:
        return [Suggestion("history", past, past) for past in history[:_MOST]]
    before = [past for past in history if folded(past).startswith(folded(typed)) and past != typed]
    found = [Suggestion("history", past, past) for past in before[:_MOST_HISTORY]]
    match = _TYPED.search(typed)
    if match and (token_name := match["name"].casefold()) in TOKENS:
        meant = _of_token(token_name, names)
        return [*found, *_going_on(typed[: match.start("name")], match["value"], meant)][:_MOST]
    useful = _without_doubles(names)
    for start, end in _last_words(typed):
        found += _going_on(start, end, useful)
    once: dict[tuple[Kind, str], Suggestion] = {}
    for suggestion in found:  # that which takes the most of what was typed comes first
        once.setdefault((suggestion.kind, suggestion.text), suggestion)
    return list(once.values())[:_MOST]


def _last_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may be the beginning of a name, the longest first, and what stands before it."""
    if text != text.rstrip():
        return
    starts = [match.start() for match in re.finditer(r"\S+", text)][-_LAST_WORDS:]
    yield from ((text[:start], text[start:]) for start in starts)


def _going_on(start: str, typed: str, names: Iterable[Name]) -> list[Suggestion]:
    wanted = folded(typed)
    right = [n for n in names if n.folded.startswith(wanted) or f" {wanted}" in n.folded]
    right.sort(key=lambda n: (not n.folded.startswith(wanted), -n.photos))
    return [Suggestion(n.kind, n.text, f"{start}{n.token}") for n in right[:_MOST]]


def _without_doubles(names: Sequence[Name]) -> list[Name]:
    """Return names without keywords that are labels too: a label finds all that they do."""
    labels = {name.folded for name in names if name.kind == "label"}
    return [name for name in names if name.kind != "keyword" or name.folded not in labels]


def _of_token(name: str, names: Iterable[Name]) -> list[Name]:
    if name == "suggested":
        labels = (n for n in names if n.kind == "label")
        return [replace(label, token=token(name, label.text)) for label in labels]
    if kind := _KIND_OF.get(name):
        return [n for n in names if n.kind == kind]
    return [Name("token", value, f"{name}:{value}", value) for value in values_of(name)]


def album_names(albums: Iterable[str]) -> list[Name]:
    """Return the names of albums."""
    return [_named("album", album) for album in albums]


def names_in(counts: Counts, roots: Iterable[Root]) -> list[Name]:
    """Return the names of all that is counted."""
    return [
        *(_named("label", each.name, each.tagged + each.suggested) for each in counts.labels),
        *(_named("keyword", word, photos) for word, photos in counts.keywords.items()),
        *(_named("camera", camera, photos) for camera, photos in counts.cameras.items()),
        *(_named("place", place, photos) for place, photos in _places(counts).items()),
        *_folders(counts, roots),
        *(_named("year", year, photos) for year, photos in _years(counts).items()),
    ]


def _named(kind: Kind, text: str, photos: int = 0) -> Name:
    return Name(kind, text, token(_TOKEN_OF[kind], text), folded(text), photos)


def _places(counts: Counts) -> dict[str, int]:
    sums: dict[str, int] = {}
    for levels, photos in counts.places.items():
        for name in {level for level in levels if level}:
            sums[name] = sums.get(name, 0) + photos
    return sums


def _years(counts: Counts) -> dict[str, int]:
    sums: dict[str, int] = {}
    for month, photos in counts.months.items():
        year = month.rpartition("-")[0]
        sums[year] = sums.get(year, 0) + photos
    return sums


def _folders(counts: Counts, roots: Iterable[Root]) -> Iterator[Name]:
    paths = {root.id: root.path for root in roots}
    for (root_id, folder), photos in counts.folders.items():
        if root_id in paths:
            path = paths[root_id] / folder
            yield Name("folder", path.name, token("folder", str(path)), folded(path.name), photos)
