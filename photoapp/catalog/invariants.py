"""What holds of every catalogue beyond its schema, and how what breaks it is mended."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.complaints import tells_damage
from photoapp.catalog.connection import told
from photoapp.catalog.health import reading

_WRONG_LENGTH = (
    "SELECT vector.sequence FROM vector JOIN model ON model.id = model_id"
    " LEFT JOIN feature USING (sequence) WHERE length(vector) <> 2 * dim"
    " OR feature IS NULL OR length(feature) <> 2 * feature_dim"
)
_NOWHERE = "SELECT id FROM file WHERE photo_id IS NULL AND problem IS NULL"
# Read without the index that holds it, for that may be what is wrong.
_SERVING = "SELECT model_id FROM generation WHERE +state = '{state}'"
_LAST = "SELECT max(sequence) FROM vector"
_NUMBERED = "SELECT seq FROM sqlite_sequence WHERE name = 'vector'"

# Photos that can be shown, and those that are, but for what is to be gathered anyhow.
_SHOWABLE = (
    "SELECT id FROM photo WHERE EXISTS (SELECT 1 FROM file WHERE photo_id = photo.id) AND"
    " (width IS NOT NULL OR EXISTS (SELECT 1 FROM failure WHERE photo_id = photo.id))"
)
_NOT_STALE = "photo_id NOT IN (SELECT photo_id FROM shown_stale)"
_SHOWN_WRONG = (
    f"SELECT photo_id FROM (SELECT id AS photo_id FROM ({_SHOWABLE}"
    f" EXCEPT SELECT photo_id FROM shown)) WHERE {_NOT_STALE}"
    f" UNION SELECT photo_id FROM shown WHERE photo_id NOT IN ({_SHOWABLE}) AND {_NOT_STALE}"
    " UNION SELECT photo_id FROM shown_folder WHERE photo_id NOT IN (SELECT photo_id FROM shown)"
    " UNION SELECT photo_id FROM shown_keyword WHERE photo_id NOT IN (SELECT photo_id FROM shown)"
)
_PREFIX = "*** in database main ***\n"  # of SQLite's, before damage of pages


@dataclass(frozen=True)
class Fault:
    """Something that does not hold: ``what`` is wrong with so many rows, and how it is mended.

    ``mending`` is None where mending could lose what nothing can make again.
    """

    what: str
    mending: str | None


@dataclass(frozen=True)
class _Invariant:
    """``broken`` counts the rows that break it; ``mend`` are the statements that mend it."""

    tables: frozenset[str]
    broken: str
    what: str
    mending: str
    mend: tuple[str, ...]


_INVARIANTS = (
    _Invariant(
        frozenset(["vector", "feature", "model"]),
        f"SELECT count(*) FROM ({_WRONG_LENGTH})",
        "{} vectors are incomplete or of a wrong length",
        "remove them, to be made again",
        (f"DELETE FROM vector WHERE sequence IN ({_WRONG_LENGTH})",),
    ),
    _Invariant(
        frozenset(["file", "photo"]),
        f"SELECT count(*) FROM ({_NOWHERE})",
        "{} files have neither a photo nor a reason why",
        "forget them, to be found again",
        (f"DELETE FROM file WHERE id IN ({_NOWHERE})",),
    ),
    *(
        _Invariant(
            frozenset(["generation"]),
            f"SELECT max(0, count(*) - 1) FROM ({_SERVING.format(state=state)})",
            f"{{}} models too many are {state}",
            "keep the newest so, and only the vectors of the others",
            (
                f"UPDATE generation SET state = 'kept' WHERE +state = '{state}'"
                " AND model_id <> (SELECT model_id FROM generation"
                f" WHERE +state = '{state}' ORDER BY changed_at DESC LIMIT 1)",
                "REINDEX generation",
            ),
        )
        for state in ("serving", "building")
    ),
    _Invariant(
        frozenset(["file", "failure", "shown", "shown_folder", "shown_keyword", "shown_stale"]),
        f"SELECT count(*) FROM ({_SHOWN_WRONG})",
        "{} photos are not shown, or shown though they are gone",
        "gather anew what photos are found by",
        (
            *(
                f"DELETE FROM {table}"
                for table in ("shown_folder", "shown_keyword", "shown", "words")
            ),
            "INSERT OR IGNORE INTO shown_stale SELECT id FROM photo",
            "INSERT OR IGNORE INTO words_stale SELECT id FROM photo",
        ),
    ),
    _Invariant(
        frozenset(["vector", "sqlite_sequence"]),
        f"SELECT coalesce(({_LAST}), 0) > coalesce(({_NUMBERED}), 0)",
        "{} count of vectors has fallen behind",
        "set it right",
        (
            "DELETE FROM sqlite_sequence WHERE name = 'vector'",
            f"INSERT INTO sqlite_sequence VALUES ('vector', ({_LAST}))",
        ),
    ),
)


def find_faults(path: Path) -> list[Fault]:
    """Return all that is wrong inside a catalogue that can be opened. Reads all of it.

    Rows are only looked at where the pages that hold them are whole.

    Raises:
        CatalogError: it can't be read.

    """
    with told(path), reading(path) as connection:
        pages = _faults_of_pages(connection)
        if any(fault.mending is None for fault in pages):
            return pages
        return [*pages, *_faults_of_rows(connection)]


def mend_faults(path: Path) -> None:
    """Mend what can be mended without losing what nothing can make again, in one transaction.

    Nobody else may work in the home meanwhile.

    Raises:
        CatalogError: it can't be read or written.

    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        with told(path):
            connection.execute("PRAGMA foreign_keys = OFF")  # orphans are looked for below
            connection.execute("BEGIN IMMEDIATE")
            _mend(connection)
            connection.execute("COMMIT")
    finally:
        connection.close()  # what was not committed is rolled back


def _mend(connection: sqlite3.Connection) -> None:
    for invariant in _broken(connection):
        for statement in invariant[0].mend:
            connection.execute(statement)
    if _is_of_indexes(_integrity(connection)):
        connection.execute("REINDEX")
    while orphans := _orphans(connection):  # removing some can leave others
        for table, rowid in orphans:
            connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))


def _faults_of_pages(connection: sqlite3.Connection) -> list[Fault]:
    found = _integrity(connection)
    if not found:
        return []
    mending = "build its indexes anew" if _is_of_indexes(found) else None
    return [Fault("; ".join(found[:3]), mending)]


def _faults_of_rows(connection: sqlite3.Connection) -> list[Fault]:
    faults = [Fault(i.what.format(count), i.mending) for i, count in _broken(connection)]
    if orphans := _orphans(connection):
        tables = ", ".join(sorted({table for table, _ in orphans}))
        what = f"{len(orphans)} rows ({tables}) belong to something that is not there"
        faults.append(Fault(what, "remove them"))
    return faults


def _integrity(connection: sqlite3.Connection) -> list[str]:
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    except sqlite3.DatabaseError as error:  # some damage ends the look
        if not tells_damage(error):
            raise
        return [str(error)]
    return [] if found == ["ok"] else [line.removeprefix(_PREFIX) for line in found]


def _is_of_indexes(found: Sequence[str]) -> bool:
    """Return whether all that is wrong is in indexes, which are made of the tables."""
    marks = ("missing from index", "wrong # of entries in index", "non-unique entry in index")
    return bool(found) and all(any(mark in line for mark in marks) for line in found)


def _broken(connection: sqlite3.Connection) -> list[tuple[_Invariant, int]]:
    names = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_schema")}
    asked = [i for i in _INVARIANTS if i.tables <= names]
    counts = [int(connection.execute(i.broken).fetchone()[0]) for i in asked]
    return [(i, count) for i, count in zip(asked, counts, strict=True) if count]


def _orphans(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return the table and row of what refers to rows that are not there."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return list(dict.fromkeys((str(row[0]), int(row[1])) for row in rows if row[1] is not None))
