"""Bringing what photos are filtered, counted and found by level with what is known of them.

Triggers note of which photos something has changed (`shown_stale`, `words_stale`); here it is
gathered anew, a few thousand photos a transaction, so that others can write in between.
"""

import os
import sqlite3
from collections.abc import Callable
from typing import Literal

from photoapp.catalog.database import Database, from_column, to_column

What = Literal["shown", "words"]

_BATCH = 2000

_OF_STALE = "IN (SELECT photo_id FROM {what}_stale WHERE photo_id <= :last)"
_OF_SHOWN, _OF_WORDS = _OF_STALE.format(what="shown"), _OF_STALE.format(what="words")

# A photo without a date counts as of the time of its newest file; a date that is none is no date.
_SHOWN = f"""INSERT INTO shown
    SELECT photo.id, failure.photo_id IS NOT NULL,
        coalesce(CAST(round((julianday(metadata.taken) - 2440587.5) * 86400000) AS INTEGER),
            (SELECT 1000 * CAST(strftime('%s', max(modified_ns) / 1000000000, 'unixepoch',
                'localtime') AS INTEGER) FROM file WHERE photo_id = photo.id)),
        '', described.rating, described.flag, described.color,
        EXISTS (SELECT 1 FROM tag WHERE tag.photo_id = photo.id),
        metadata.camera, metadata.city, metadata.region, metadata.country
    FROM photo JOIN described ON described.photo_id = photo.id
    LEFT JOIN failure ON failure.photo_id = photo.id
    LEFT JOIN metadata ON metadata.photo_id = photo.id
    WHERE photo.id {_OF_SHOWN} AND (photo.width IS NOT NULL OR failure.photo_id IS NOT NULL)
        AND EXISTS (SELECT 1 FROM file WHERE photo_id = photo.id)"""
_SHOWN_KEYWORDS = f"""INSERT OR IGNORE INTO shown_keyword SELECT failed, word, tag.photo_id
    FROM tag JOIN shown ON shown.photo_id = tag.photo_id WHERE tag.photo_id {_OF_SHOWN}"""
_FILES = """SELECT shown.photo_id, failed, root_id, path FROM file
    JOIN shown ON shown.photo_id = file.photo_id
    WHERE file.photo_id {of_stale} ORDER BY file.id DESC"""

_WORDS = f"""SELECT photo.id, described.caption, metadata.title,
    coalesce(city, '') || '\n' || coalesce(region, '') || '\n' || coalesce(country, '')
    FROM photo JOIN described ON described.photo_id = photo.id
    LEFT JOIN metadata ON metadata.photo_id = photo.id WHERE photo.id {_OF_WORDS}"""
_KEYWORDS = f"SELECT photo_id, word FROM tag WHERE photo_id {_OF_WORDS}"
_NAMES = f"SELECT photo_id, path FROM file WHERE photo_id {_OF_WORDS} ORDER BY file.id"


def stale_count(database: Database, what: What) -> int:
    """Return of how many photos something is to be gathered."""
    row = database.connection().execute(f"SELECT count(*) FROM {what}_stale").fetchone()
    return int(row[0])


def gather(database: Database, what: What, stopped: Callable[[], bool] = lambda: False) -> int:
    """Gather anew what has changed: what photos are ``shown`` by, or their ``words``.

    Return of how many photos; it takes about a second for 20,000 of them.
    """
    step = _gather_shown if what == "shown" else _gather_words
    batch = (
        "SELECT max(photo_id), count(*) FROM"
        f" (SELECT photo_id FROM {what}_stale ORDER BY photo_id LIMIT {_BATCH})"
    )
    done = 0
    while not stopped():
        if not database.connection().execute(f"SELECT 1 FROM {what}_stale LIMIT 1").fetchone():
            break
        with database.transaction() as connection:
            last, count = connection.execute(batch).fetchone()
            if count:
                step(connection, last)
                connection.execute(f"DELETE FROM {what}_stale WHERE photo_id <= ?", (last,))
        done += count
    return done


def _gather_shown(connection: sqlite3.Connection, last: int) -> None:
    until = {"last": last}
    connection.execute(f"DELETE FROM shown WHERE photo_id {_OF_SHOWN}", until)
    connection.execute(_SHOWN, until)
    connection.execute(_SHOWN_KEYWORDS, until)
    files = connection.execute(_FILES.format(of_stale=_OF_SHOWN), until).fetchall()
    lies, names = set(), {}
    for photo_id, failed, root_id, path in files:
        folder, name = os.path.split(from_column(path))
        lies.add((failed, root_id, to_column(folder), photo_id))
        names[photo_id] = _readable(name)  # the first file's comes last
    connection.executemany("INSERT OR IGNORE INTO shown_folder VALUES (?, ?, ?, ?)", lies)
    connection.executemany(
        "UPDATE shown SET name = ? WHERE photo_id = ?",
        [(name, photo_id) for photo_id, name in names.items()],
    )


def _gather_words(connection: sqlite3.Connection, last: int) -> None:
    until = {"last": last}
    names: dict[int, list[str]] = {}
    for photo_id, path in connection.execute(_NAMES, until):
        stem = os.path.splitext(os.path.basename(from_column(path)))[0]  # noqa: PTH119, PTH122
        names.setdefault(photo_id, []).append(_readable(stem))
    keywords: dict[int, list[str]] = {}
    for photo_id, word in connection.execute(_KEYWORDS, until):
        keywords.setdefault(photo_id, []).append(word)
    rows = connection.execute(_WORDS, until).fetchall()
    connection.execute(f"DELETE FROM words WHERE rowid {_OF_WORDS}", until)
    connection.executemany(
        "INSERT INTO words (rowid, caption, title, place, keywords, names)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (*row, "\n".join(keywords.get(row[0], ())), "\n".join(dict.fromkeys(names[row[0]])))
            for row in rows
            if row[0] in names
        ],
    )


def _readable(name: str) -> str:
    """Return a name as text; what is not UTF-8 in it becomes a mark."""
    return os.fsencode(name).decode("utf-8", "replace")
