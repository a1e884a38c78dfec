"""Labels as photos are found and counted by them: with all that lies below them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from photoapp.catalog.browsing.folding import folded
from photoapp.catalog.database import Database
from photoapp.catalog.suggestions import SERVING

# Of the rows of ``shown``.
WITH_SUGGESTIONS = (
    "EXISTS (SELECT 1 FROM suggestion"
    f" WHERE suggestion.photo_id = shown.photo_id AND model_id = {SERVING})"
)

_ALL = f"SELECT label_id, count(*) FROM suggestion WHERE model_id = {SERVING} GROUP BY label_id"
_NOT_SHOWN = f"""SELECT label_id, count(*) FROM (SELECT id FROM photo WHERE NOT EXISTS
        (SELECT 1 FROM shown WHERE photo_id = photo.id AND failed = 0)) AS hidden
    CROSS JOIN suggestion ON suggestion.photo_id = hidden.id
    WHERE model_id = {SERVING} GROUP BY label_id"""


@dataclass(frozen=True)
class NamedLabel:
    """A label: its name, the one it lies below, and the group it excludes others of ('': none)."""

    id: int
    name: str
    parent_id: int | None
    group: str


@dataclass(frozen=True)
class LabelFacet:
    """A label, and how many photos its tokens find.

    ``tagged`` counts the photos that have its name as a keyword, or that of a label below it
    (tag:NAME); ``suggested`` those that the serving model suggests this very label for
    (suggested:NAME). ``group`` is "" where it excludes no others.
    """

    id: int
    name: str
    parent_id: int | None
    group: str
    tagged: int
    suggested: int


_Children = defaultdict[int | None, list[NamedLabel]]


def labels_meant(database: Database, text: str, *, below: bool = True) -> list[NamedLabel]:
    """Return the labels of a name, and all that lie ``below`` them."""
    labels = all_labels(database)
    found = [label for label in labels if folded(label.name) == folded(text)]
    return _with_those_below(found, _children(labels)) if below else found


def all_labels(database: Database) -> list[NamedLabel]:
    """Return all labels, by name."""
    query = "SELECT id, name, parent_id, exclusive_group FROM label"
    labels = [NamedLabel(*row) for row in database.connection().execute(query)]
    return sorted(labels, key=lambda label: label.name.casefold())


def suggested_for(labels: Iterable[NamedLabel]) -> tuple[str, Sequence[Any]]:
    """Return a query for the photos that some labels are suggested for, and its values."""
    ids = ",".join(str(int(label.id)) for label in labels)
    return f"SELECT photo_id FROM suggestion WHERE label_id IN ({ids}) AND model_id = {SERVING}", ()


def label_facets(database: Database, keywords: Mapping[str, int]) -> tuple[LabelFacet, ...]:
    """Return all labels, by name, with their counts; keywords are counted already."""
    labels = all_labels(database)
    children = _children(labels)
    suggested = _suggested(database) if labels else {}
    spelled: defaultdict[str, list[str]] = defaultdict(list)
    for word in keywords if labels else ():
        spelled[folded(word)].append(word)

    def tagged(label: NamedLabel) -> int:
        names = {folded(each.name) for each in _with_those_below([label], children)}
        words = [word for name in names for word in spelled.get(name, ())]
        # Photos may have several of them.
        return keywords[words[0]] if len(words) == 1 else _tagged(database, words)

    return tuple(
        LabelFacet(**asdict(label), tagged=tagged(label), suggested=suggested.get(label.id, 0))
        for label in labels
    )


def _children(labels: Iterable[NamedLabel]) -> _Children:
    children: _Children = defaultdict(list)
    for label in labels:
        children[label.parent_id].append(label)
    return children


def _with_those_below(found: Iterable[NamedLabel], children: _Children) -> list[NamedLabel]:
    """Return some labels and all below them, each once."""
    family: dict[int, NamedLabel] = {}
    open_ones = list(found)
    while open_ones:
        label = open_ones.pop()
        if label.id not in family:
            family[label.id] = label
            open_ones += children[label.id]
    return list(family.values())


def _tagged(database: Database, words: Sequence[str]) -> int:
    query = (
        "SELECT count(DISTINCT photo_id) FROM shown_keyword WHERE failed = 0"
        f" AND word IN ({','.join('?' * len(words))})"
    )
    return int(database.connection().execute(query, words).fetchone()[0]) if words else 0


def _suggested(database: Database) -> dict[int, int]:
    """Return how many of the photos that can be shown each label is suggested for.

    Of all are counted, and then those that can't be shown: they are few.
    """
    numbers = Counter(dict(_rows(database, _ALL)))
    numbers.subtract(dict(_rows(database, _NOT_SHOWN)))
    return dict(numbers)


def _rows(database: Database, query: str) -> list[tuple[int, int]]:
    return [(row[0], row[1]) for row in database.connection().execute(query)]
