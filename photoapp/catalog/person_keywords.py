"""Keywords that people give to photos, and take away from what their files say."""

import json
import sqlite3
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from photoapp.catalog.database import Database

Origin = Literal["file", "person"]
# None: a person has not said anything of the keyword, and the file's own word holds.
KeywordState = Literal["given", "removed"] | None
# By photo and word, as it is written.
KeywordStates = Mapping[tuple[int, str], KeywordState]

# Of one photo: by the word without its case, how it is written, and whether it was removed.
_Rows = dict[int, dict[str, tuple[str, bool]]]
_Words = dict[int, dict[str, str]]

_SPELLINGS = """SELECT word FROM (
        SELECT word COLLATE BINARY AS word FROM keyword WHERE word = :word COLLATE NOCASE
        UNION ALL SELECT word COLLATE BINARY FROM person_keyword WHERE word = :word AND NOT removed
    ) GROUP BY word ORDER BY word = :word DESC, count(*) DESC LIMIT 1"""


@dataclass(frozen=True)
class Keyword:
    """A keyword of a photo, and whether its file says so or a person."""

    word: str
    origin: Origin


class PersonKeywords:
    """What people said of keywords; case does not tell one from another."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, photo_ids: Collection[int]) -> dict[int, tuple[Keyword, ...]]:
        """Return the keywords of those photos that have any: the file's first, each by name."""
        rows = self._database.connection().execute(
            "SELECT photo_id, word, origin FROM json_each(?) JOIN tag ON photo_id = value",
            (_array(photo_ids),),
        )
        found: defaultdict[int, list[Keyword]] = defaultdict(list)
        for photo_id, word, origin in sorted(rows, key=_by_origin_and_name):
            found[photo_id].append(Keyword(word, origin))
        return {photo_id: tuple(words) for photo_id, words in found.items()}

    def spelled(self, word: str) -> str:
        """Return a word as the library writes it: in that case, or the case it has mostly."""
        row = self._database.connection().execute(_SPELLINGS, {"word": word}).fetchone()
        return str(row[0]) if row else word

    def give(
        self, photo_ids: Collection[int], words: Iterable[str]
    ) -> dict[tuple[int, str], KeywordState]:
        """Give photos the words that they don't have, in one transaction.

        What was said before is returned, for ``put``.
        """
        with self._database.transaction() as connection:
            known = _known(connection, photo_ids)
            by_file, by_person = _by_file(connection, known), _by_person(connection, known)
            wanted: dict[tuple[int, str], KeywordState] = {}
            for photo_id, word in ((i, word) for word in _once(words) for i in known):
                in_file = word.casefold() in by_file.get(photo_id, {})
                said = by_person.get(photo_id, {}).get(word.casefold())
                if said and said[1]:
                    wanted[photo_id, said[0]] = None if in_file else "given"
                elif not said and not in_file:
                    wanted[photo_id, word] = "given"
            return self.put(wanted)

    def take(
        self, photo_ids: Collection[int], words: Iterable[str]
    ) -> dict[tuple[int, str], KeywordState]:
        """Take away from photos those of the words that they have, in one transaction.

        What was said before is returned, for ``put``.
        """
        with self._database.transaction() as connection:
            known = _known(connection, photo_ids)
            by_file, by_person = _by_file(connection, known), _by_person(connection, known)
            wanted: dict[tuple[int, str], KeywordState] = {}
            for photo_id, word in ((i, w.casefold()) for w in _once(words) for i in known):
                in_file = by_file.get(photo_id, {}).get(word)
                said = by_person.get(photo_id, {}).get(word)
                if said and not said[1]:
                    wanted[photo_id, said[0]] = "removed" if in_file else None
                elif not said and in_file:
                    wanted[photo_id, in_file] = "removed"
            return self.put(wanted)

    def put(self, states: KeywordStates) -> dict[tuple[int, str], KeywordState]:
        """Set what a person says of each photo's keyword, in one transaction; None: nothing.

        What was said before of those that are changed is returned: to ``put`` that undoes this.
        """
        with self._database.transaction() as connection:
            known = _known(connection, {photo_id for photo_id, _ in states})
            before = dict(_before(states, _by_person(connection, known), set(known)))
            changed = {key: states[key] for key in before}
            connection.executemany(
                "DELETE FROM person_keyword WHERE photo_id = ? AND word = ?", changed
            )
            connection.executemany(
                "INSERT INTO person_keyword (photo_id, word, removed, changed_at)"
                " VALUES (?, ?, ?, ?)",
                [
                    (*key, state == "removed", time.time())
                    for key, state in changed.items()
                    if state
                ],
            )
            return before


def _before(
    states: KeywordStates, by_person: _Rows, known: set[int]
) -> Iterator[tuple[tuple[int, str], KeywordState]]:
    """Yield what is said now where that is another thing."""
    for (photo_id, word), state in states.items():
        said = by_person.get(photo_id, {}).get(word.casefold())
        now: KeywordState = None if said is None else "removed" if said[1] else "given"
        if photo_id in known and now != state:
            yield (photo_id, word), now


def _by_origin_and_name(row: sqlite3.Row) -> tuple[str, str]:
    return row["origin"], row["word"].casefold()


def _once(words: Iterable[str]) -> list[str]:
    """Return words that differ by more than case, as they were first written."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.casefold(), word)
    return list(first.values())


def _known(connection: sqlite3.Connection, photo_ids: Iterable[int]) -> list[int]:
    query = "SELECT id FROM photo WHERE id IN (SELECT value FROM json_each(?))"
    return [row[0] for row in connection.execute(query, (_array(photo_ids),))]


def _by_file(connection: sqlite3.Connection, photo_ids: Iterable[int]) -> _Words:
    query = "SELECT photo_id, word FROM json_each(?) JOIN keyword ON photo_id = value"
    found: _Words = defaultdict(dict)
    for photo_id, word in connection.execute(query, (_array(photo_ids),)):
        found[photo_id][word.casefold()] = word
    return found


def _by_person(connection: sqlite3.Connection, photo_ids: Iterable[int]) -> _Rows:
    query = (
        "SELECT photo_id, word, removed FROM json_each(?) JOIN person_keyword ON photo_id = value"
    )
    found: _Rows = defaultdict(dict)
    for photo_id, word, removed in connection.execute(query, (_array(photo_ids),)):
        found[photo_id][word.casefold()] = (word, bool(removed))
    return found


def _array(photo_ids: Iterable[int]) -> str:
    return json.dumps(list(photo_ids))
