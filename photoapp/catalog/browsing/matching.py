"""Photos that meet a filter."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.browsing.folding import folded
from photoapp.catalog.browsing.labelled import WITH_SUGGESTIONS, labels_meant, suggested_for
from photoapp.catalog.browsing.words import phrase
from photoapp.catalog.database import Database, from_column, to_column
from photoapp.catalog.filters import PhotoFilter
from photoapp.catalog.roots import Root, Roots

Condition = tuple[str, Sequence[Any]]
Name = Literal["camera", "keyword"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEVELS = "country, region, city"
_NOTHING: Condition = ("0", ())
_MOST_SELECTS = 400  # in one statement SQLite joins 500


@dataclass(frozen=True)
class Matches:
    """Photos that meet a filter, the newest first.

    ``photo_ids`` int64 (n,); ``moments`` int64 (n,), milliseconds of local time since 1970.
    """

    photo_ids: NDArray[np.int64]
    moments: NDArray[np.int64]


def match(database: Database, wanted: PhotoFilter) -> Matches:
    """Return the photos that meet a filter; of an album by its name, those that it holds.

    Asks only what has been gathered (``gather``).
    """
    conditions = [("failed = ?", (int(wanted.failed),)), *_conditions(database, wanted)]
    where = " AND ".join(sql for sql, _ in conditions)
    values = [value for _, part in conditions for value in part]
    # As two texts: a row for each of 100,000 photos would take three times as long.
    ids, moments = (
        database.connection()
        .execute(
            f"SELECT group_concat(photo_id), group_concat(moment) FROM shown WHERE {where}", values
        )
        .fetchone()
    )
    photo_ids, moments = _numbers(ids), _numbers(moments)
    order = np.lexsort((photo_ids, -moments))
    return Matches(photo_ids[order], moments[order])


def _numbers(text: str | None) -> NDArray[np.int64]:
    return np.fromstring(text or "", dtype=np.int64, sep=",")


def _conditions(database: Database, wanted: PhotoFilter) -> Iterator[Condition]:
    yield from _of_time(wanted)
    yield from _of_marks(wanted)
    if wanted.folder is not None:
        yield _in_folder(database, wanted)
    if wanted.album is not None:
        sql = "SELECT photo_id FROM album_photo JOIN album ON album.id = album_id WHERE name = ?"
        yield f"photo_id IN ({sql})", (wanted.album,)
    if wanted.place is not None:
        yield _at_place(database, wanted.place)
    if wanted.camera is not None:
        yield _of_camera(database, wanted.camera)
    for word in wanted.keywords:
        yield _any_of(_tagged(database, wanted, word))
    for name in wanted.labels:
        labels = labels_meant(database, name)
        yield _any_of(_tagged(database, wanted, name), suggested_for(labels))
    for name in wanted.suggested:
        yield _any_of(suggested_for(labels_meant(database, name, below=False)))
    if wanted.with_suggestions:
        yield WITH_SUGGESTIONS, ()
    for text in wanted.phrases:
        if asked := phrase(text):
            yield "photo_id IN (SELECT rowid FROM words WHERE words MATCH ?)", (asked,)
    if wanted.offline:
        yield _OFFLINE


_OFFLINE: Condition = (
    "EXISTS (SELECT 1 FROM root WHERE offline) AND NOT EXISTS (SELECT 1 FROM file"
    " JOIN root ON root.id = root_id WHERE file.photo_id = shown.photo_id AND NOT offline)",
    (),
)


def _of_time(wanted: PhotoFilter) -> Iterator[Condition]:
    if wanted.since is not None:
        yield "moment >= ?", (_milliseconds(_begin(wanted.since)),)
    if wanted.until is not None:
        yield "moment < ?", (_milliseconds(_end(wanted.until)),)


def _of_marks(wanted: PhotoFilter) -> Iterator[Condition]:
    if wanted.least_rating is not None:
        yield "rating >= ?", (wanted.least_rating,)
    if wanted.most_rating is not None:
        yield "rating <= ?", (wanted.most_rating,)
    if wanted.flag is not None:
        yield "flag = ?", (wanted.flag,)
    if wanted.color is not None:
        yield "color = ?", (wanted.color,)
    if wanted.untagged:
        yield "NOT tagged", ()


def _begin(date: str) -> datetime:
    year, month, day = [*map(int, date.split("-")), 1, 1][:3]
    return datetime(year, month, day, tzinfo=UTC)


def _end(date: str) -> datetime | None:
    """Return when a year, month or day is over; None after the last of years."""
    begin = _begin(date)
    try:
        if date.count("-") == 2:
            return begin + timedelta(days=1)
        if date.count("-") == 1:
            return (begin + timedelta(days=31)).replace(day=1)
        return begin.replace(year=begin.year + 1)
    except (OverflowError, ValueError):
        return None


def _milliseconds(moment: datetime | None) -> int:
    if moment is None:
        return 2**62
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _in_folder(database: Database, wanted: PhotoFilter) -> Condition:
    """Return the condition that a copy lies below a folder, by its whole path or its last parts."""
    folders = _outermost(_folders(database, wanted.folder or ""))
    parts = [part for root, folder in folders for part in _below(root, folder, wanted)]
    if not parts:
        return _NOTHING
    unions = [
        " UNION ".join(sql for sql, _ in parts[start : start + _MOST_SELECTS])
        for start in range(0, len(parts), _MOST_SELECTS)
    ]
    sql = " OR ".join(f"photo_id IN ({union})" for union in unions)
    return f"({sql})", [value for _, part in parts for value in part]


def _outermost(folders: set[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return folders of roots without those that lie in others of them."""
    return sorted(
        (root_id, folder)
        for root_id, folder in folders
        if not any((root_id, above) in folders for above in _above(folder))
    )


def _above(folder: str) -> Iterator[str]:
    yield from ("" if above == Path() else str(above) for above in Path(folder).parents)


def _below(root_id: int, folder: str, wanted: PhotoFilter) -> Iterator[Condition]:
    """Yield what selects the photos in a folder, and in all below it."""
    query = (
        "SELECT photo_id FROM shown_folder"
        f" WHERE failed = {int(wanted.failed)} AND root_id = {int(root_id)}"
    )
    if not folder:
        yield query, ()
        return
    yield f"{query} AND folder = ?", (to_column(folder),)
    inside, after = f"{folder}{os.sep}", f"{folder}{chr(ord(os.sep) + 1)}"
    # Names that are not UTF-8 are bytes, which sort behind all texts.
    for bounds in {
        (to_column(inside), to_column(after)),
        (os.fsencode(inside), os.fsencode(after)),
    }:
        yield f"{query} AND folder >= ? AND folder < ?", bounds


def _folders(database: Database, text: str) -> set[tuple[int, str]]:
    """Return the roots, and the folders below them, that a path means: whole, or its last parts."""
    roots = Roots(database).all()
    if Path(text).is_absolute():
        wanted = Path(os.path.normpath(text))
        outer = {(root.id, "") for root in roots if root.path.is_relative_to(wanted)}
        inner = {(r.id, _relative(wanted, r.path)) for r in roots if wanted.is_relative_to(r.path)}
        return outer | inner
    tail = [folded(part) for part in Path(text).parts]
    return {(root.id, folder) for root in roots for folder in _ending_in(database, root, tail)}


def _relative(path: Path, root: Path) -> str:
    return "" if path == root else str(path.relative_to(root))


def _ending_in(database: Database, root: Root, tail: list[str]) -> Iterator[str]:
    """Yield the folders of a root, itself as "", whose path ends in some names."""
    above = [folded(part) for part in root.path.parts]
    rows = database.connection().execute(
        "SELECT DISTINCT folder FROM shown_folder WHERE root_id = ?", (root.id,)
    )
    for folder in ("", *(from_column(row[0]) for row in rows)):
        parts = Path(folder).parts
        for end in range(len(parts) + 1) if tail else ():
            if [*above, *map(folded, parts[:end])][-len(tail) :] == tail:
                yield str(Path(*parts[:end])) if end else ""


def names_of(database: Database, what: Name) -> list[str]:
    """Return all cameras or keywords that photos have."""
    table, column = ("shown_keyword", "word") if what == "keyword" else ("shown", what)
    # From one name to the next, each found by the index: there are few among many photos.
    query = f"""WITH RECURSIVE name(value) AS (
        SELECT min({column}) FROM {table} WHERE failed = :failed
        UNION ALL SELECT (SELECT min({column}) FROM {table}
            WHERE failed = :failed AND {column} > name.value) FROM name WHERE value IS NOT NULL
        ) SELECT value FROM name WHERE value <> ''"""
    found: set[str] = set()
    for failed in (0, 1):
        rows = database.connection().execute(query, {"failed": failed})
        found.update(str(row[0]) for row in rows)
    return sorted(found)


def _same(names: Iterable[str], text: str) -> list[str]:
    return [name for name in names if folded(name) == folded(text)]


def _of_camera(database: Database, text: str) -> Condition:
    """Return the condition for a camera by its name, or, if there is none, by part of it."""
    names = names_of(database, "camera")
    return _one_of("camera", _same(names, text) or [n for n in names if folded(text) in folded(n)])


def _at_place(database: Database, text: str) -> Condition:
    places = database.connection().execute(f"SELECT DISTINCT {_LEVELS} FROM shown").fetchall()
    parts = [
        _one_of(level, _same({str(place[i]) for place in places}, text))
        for i, level in enumerate(_LEVELS.split(", "))
    ]
    return f"({' OR '.join(sql for sql, _ in parts)})", [v for _, values in parts for v in values]


def _tagged(database: Database, wanted: PhotoFilter, text: str) -> Condition:
    """Return what selects the photos with a keyword, or with one of the labels below that."""
    names = (text, *(label.name for label in labels_meant(database, text)))
    meant = {folded(name) for name in names}
    words = [word for word in names_of(database, "keyword") if folded(word) in meant]
    sql, values = _one_of("word", words)
    query = f"SELECT photo_id FROM shown_keyword WHERE failed = ? AND {sql}"
    return query, (int(wanted.failed), *values)


def _any_of(*selects: Condition) -> Condition:
    """Return the condition that a photo is selected by any of some queries."""
    sql = " UNION ALL ".join(sql for sql, _ in selects)
    return f"photo_id IN ({sql})", [value for _, values in selects for value in values]


def _one_of(column: str, values: Sequence[str]) -> Condition:
    return f"{column} IN ({','.join('?' * len(values))})", values
