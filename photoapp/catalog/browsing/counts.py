"""How many photos there are of everything that they can be filtered by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from photoapp.catalog.browsing.labelled import LabelFacet, label_facets
from photoapp.catalog.database import Database, from_column
from photoapp.catalog.spelling import caseless

Place = tuple[str, str, str]


@dataclass(frozen=True)
class Counts:
    """Numbers of photos, of those that can be shown and have not failed.

    ``months`` are by ISO 8601 (2024-05), the newest first; ``folders`` by root and the folder
    below it that a copy lies in; ``places`` by country, region and city, "" where one is not
    known. ``cameras`` and ``keywords`` come with the most used first, ``labels`` by name.
    """

    total: int
    failed: int
    untagged: int
    months: dict[str, int]
    folders: dict[tuple[int, str], int]
    places: dict[Place, int]
    cameras: dict[str, int]
    keywords: dict[str, int]
    ratings: dict[int, int]
    flags: dict[str, int]
    colors: dict[str, int]
    labels: tuple[LabelFacet, ...] = ()


def counts(database: Database) -> Counts:
    """Count what has been gathered."""
    query = "SELECT rating, flag, color, tagged, count(*) FROM shown WHERE failed = 0 {}"
    marks = _rows(database, query.format("GROUP BY 1, 2, 3, 4"))
    [(failed,)] = _rows(database, "SELECT count(*) FROM shown WHERE failed = 1")
    spellings = _most_first(_rows(database, _grouped("word", "shown_keyword")))
    return Counts(
        total=sum(row[4] for row in marks),
        failed=failed,
        untagged=sum(row[4] for row in marks if not row[3]),
        months=_months(database),
        folders={
            (row[0], from_column(row[1])): row[2]
            for row in _rows(database, _grouped("root_id, folder", "shown_folder"))
        },
        places={
            (row[0] or "", row[1] or "", row[2] or ""): row[3]
            for row in _rows(database, _grouped("country, region, city"))
            if any(row[:3])
        },
        cameras=_most_first(_rows(database, _grouped("camera"))),
        keywords=_without_case(database, spellings),
        ratings=_summed((row[0], row[4]) for row in marks),
        flags=_summed((row[1], row[4]) for row in marks),
        colors=_summed((row[2], row[4]) for row in marks),
        labels=label_facets(database, spellings),
    )


def _rows(database: Database, query: str) -> list[tuple]:  # type: ignore[type-arg]
    cursor = database.connection().cursor()
    cursor.row_factory = None
    return cursor.execute(query).fetchall()


def _grouped(columns: str, table: str = "shown") -> str:
    return f"SELECT {columns}, count(*) FROM {table} WHERE failed = 0 GROUP BY {columns}"


def _months(database: Database) -> dict[str, int]:
    [(text,)] = _rows(database, "SELECT group_concat(moment) FROM shown WHERE failed = 0")
    moments = np.fromstring(text or "", dtype=np.int64, sep=",").astype("datetime64[ms]")
    months, numbers = np.unique(moments.astype("datetime64[M]"), return_counts=True)
    return dict(zip(months[::-1].astype(str).tolist(), numbers[::-1].tolist(), strict=True))


def _most_first(rows: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    named = [(name, number) for name, number in rows if name]
    return dict(sorted(named, key=lambda row: (-row[1], row[0].casefold())))


def _without_case(database: Database, spellings: dict[str, int]) -> dict[str, int]:
    """Return keywords with those together that differ by case only, by what most write.

    SQLite has done so with ASCII; what is left are a few, in other letters.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in spellings:
        alike[caseless(word)].append(word)
    if len(alike) == len(spellings):
        return spellings
    counted = (
        (words[0], spellings[words[0]] if len(words) == 1 else _with_any(database, words))
        for words in alike.values()
    )
    return _most_first(counted)


def _with_any(database: Database, words: Sequence[str]) -> int:
    """Return how many photos have a keyword in any of some spellings, or in several."""
    query = (
        "SELECT count(DISTINCT photo_id) FROM shown_keyword WHERE failed = 0"
        f" AND word IN ({','.join('?' * len(words))})"
    )
    return int(database.connection().execute(query, words).fetchone()[0])


def _summed(pairs: Iterable[tuple[int | str, int]]) -> dict:  # type: ignore[type-arg]
    sums: dict[int | str, int] = {}
    for key, number in pairs:
        sums[key] = sums.get(key, 0) + number
    return sums
