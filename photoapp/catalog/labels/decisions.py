"""What is decided of labels: keywords that photos have, and those they are not to have."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.spelling import caseless

_ACCEPTED = "SELECT photo_id FROM tag WHERE word = ? COLLATE NOCASE"
_REJECTED = "SELECT photo_id FROM person_keyword WHERE word = ? COLLATE NOCASE AND removed"
_ASKED = "SELECT photo_id FROM person_keyword WHERE word = ? COLLATE NOCASE AND chance IS NOT NULL"
_DECIDED = (_ACCEPTED, _REJECTED, _ASKED)
_PRESENT = "EXISTS (SELECT 1 FROM file WHERE file.photo_id = {table}.photo_id)"
_LATEST = f"""SELECT tag.photo_id, coalesce(said.changed_at, 0) AS said_at FROM tag
    LEFT JOIN person_keyword AS said ON said.photo_id = tag.photo_id AND said.word = tag.word
    WHERE tag.word = ? COLLATE NOCASE AND {_PRESENT.format(table="tag")}
    ORDER BY said_at DESC, tag.photo_id DESC LIMIT ?"""
# From each word to the next, which the index has at once: there are many more keywords than words.
_WORDS = """WITH RECURSIVE each (word) AS (
        SELECT * FROM (SELECT word FROM {table} ORDER BY word COLLATE NOCASE LIMIT 1) UNION ALL
        SELECT (SELECT word FROM {table} WHERE word > each.word COLLATE NOCASE
            ORDER BY word COLLATE NOCASE LIMIT 1)
        FROM each WHERE word IS NOT NULL
    ) SELECT word FROM each WHERE word GLOB '*[^ -~]*'"""


@dataclass(frozen=True)
class Decisions:
    """Photos that have a label, and those that are not to have it: ids, int64 (n,), ascending.

    ``accepted`` are all that have a keyword of its name, of a person or their file. ``asked`` are
    those of both that a person was asked about, by a suggestion or in a review.
    """

    accepted: NDArray[np.int64]
    rejected: NDArray[np.int64]
    asked: NDArray[np.int64]


@dataclass(frozen=True)
class LabelCounts:
    """Of present photos: how many have a label, and how many are not to have it."""

    accepted: int
    rejected: int


def decided(connection: sqlite3.Connection, names: Mapping[int, str]) -> dict[int, Decisions]:
    """Return what is decided of labels, by id; ``names`` are theirs."""
    spelled = _spelled(connection, names)
    return {
        label_id: Decisions(*(_ids(connection, query, words) for query in _DECIDED))
        for label_id, words in spelled.items()
    }


def counted(connection: sqlite3.Connection, names: Mapping[int, str]) -> dict[int, LabelCounts]:
    """Return how much is decided of labels, by id; ``names`` are theirs."""
    accepted = f"{_ACCEPTED} AND {_PRESENT.format(table='tag')}"
    rejected = f"{_REJECTED} AND {_PRESENT.format(table='person_keyword')}"
    spelled = _spelled(connection, names)
    return {
        label_id: LabelCounts(
            len(_ids(connection, accepted, words)), len(_ids(connection, rejected, words))
        )
        for label_id, words in spelled.items()
    }


def latest(connection: sqlite3.Connection, name: str, limit: int) -> list[int]:
    """Return present photos that have a label of a name, those last said first."""
    said: dict[int, float] = {}
    for word in _spelled(connection, {0: name})[0]:
        said |= {row[0]: row[1] for row in connection.execute(_LATEST, (word, limit))}
    return sorted(said, key=lambda photo_id: (-said[photo_id], -photo_id))[:limit]


def _ids(connection: sqlite3.Connection, query: str, words: Sequence[str]) -> NDArray[np.int64]:
    found = [row[0] for word in words for row in connection.execute(query, (word,))]
    return np.unique(np.array(found, dtype=np.int64))


def _spelled(connection: sqlite3.Connection, names: Mapping[int, str]) -> dict[int, list[str]]:
    """Return how each label's name is written in keywords, as far as SQLite's NOCASE differs."""
    spellings: dict[str, set[str]] = {}
    if not all(name.isascii() for name in names.values()):
        for table in ("keyword", "person_keyword"):
            for (word,) in connection.execute(_WORDS.format(table=table)):
                spellings.setdefault(caseless(word), set()).add(word)
    return {
        label_id: sorted({name, *spellings.get(caseless(name), ())})
        for label_id, name in names.items()
    }
