"""Keywords that people give to photos, take away from what their files say, or rule out."""

import json
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from photoapp.catalog.database import Database
from photoapp.catalog.spelling import caseless

Origin = Literal["file", "person"]
_Key = tuple[int, str]


@dataclass(frozen=True)
class Keyword:
    """A keyword of a photo, and whether its file says so or a person.

    Of a person's, ``said_at`` is when, in seconds since 1970; where they took up what a model had
    suggested, ``model`` is that's id, and ``chance`` how likely it had been right.
    """

    word: str
    origin: Origin
    said_at: float | None = field(default=None, compare=False)
    model: str | None = None
    chance: float | None = None


@dataclass(frozen=True)
class SaidKeyword:
    """What a person said: that a photo has a keyword, or that it is not to have it (``removed``).

    ``model`` and ``chance`` are what had been suggested to them. ``said_at`` is in seconds since
    1970, None for now.
    """

    removed: bool = False
    model: str | None = None
    chance: float | None = None
    said_at: float | None = field(default=None, compare=False)


# None: a person has not said anything of the keyword, and the file's own word holds.
KeywordState = SaidKeyword | None
# By photo and word, as it is written.
KeywordStates = Mapping[_Key, KeywordState]
# What a model had suggested: its id, and how likely it was right.
Provenance = tuple[str, float]

GIVEN = SaidKeyword()
REMOVED = SaidKeyword(removed=True)

# Of one photo: by the word without its case, how it is written, and what a person said of it.
_Rows = dict[int, dict[str, tuple[str, SaidKeyword]]]
_Words = dict[int, dict[str, str]]

_SAID = "word, removed, model, chance, changed_at"
# Labels are words as well, though no photo may have them yet.
_SPELLINGS = """SELECT word, count(*) AS photos FROM (
        SELECT word COLLATE BINARY AS word FROM keyword WHERE {word} COLLATE NOCASE
        UNION ALL SELECT word COLLATE BINARY FROM person_keyword WHERE {word} AND NOT removed
        UNION ALL SELECT name COLLATE BINARY FROM label WHERE {name}
    ) GROUP BY word ORDER BY word = :word DESC, photos DESC"""
_SAME = {"word": "word = :word", "name": "name = :word"}
_NOT_ASCII = {"word": "word GLOB '*[^ -~]*'", "name": "name GLOB '*[^ -~]*'"}


class PersonKeywords:
    """What people said of keywords; case does not tell one from another."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, photo_ids: Collection[int]) -> dict[int, tuple[Keyword, ...]]:
        """Return the keywords of those photos that have any: the file's first, each by name."""
        rows = self._database.connection().execute(
            "SELECT tag.photo_id, tag.word, origin, changed_at, model, chance"
            " FROM json_each(?) JOIN tag ON tag.photo_id = value LEFT JOIN person_keyword AS said"
            " ON said.photo_id = value AND said.word = tag.word AND NOT removed",
            (_array(photo_ids),),
        )
        found: defaultdict[int, list[Keyword]] = defaultdict(list)
        for photo_id, *keyword in sorted(rows, key=_by_origin_and_name):
            found[photo_id].append(Keyword(*keyword))
        return {photo_id: tuple(words) for photo_id, words in found.items()}

    def spelled(self, word: str) -> str:
        """Return a word as the library writes it: in that case, or the case it has mostly."""
        query = _SPELLINGS.format(**(_SAME if word.isascii() else _NOT_ASCII))
        for spelling, _ in self._database.connection().execute(query, {"word": word}):
            if caseless(spelling) == caseless(word):
                return str(spelling)
        return word

    def give(self, photo_ids: Collection[int], words: Iterable[str]) -> dict[_Key, KeywordState]:
        """Give photos the words that they don't have, in one transaction.

        What was said before is returned, for ``put``.
        """
        return self._say(photo_ids, _once(words), _given)

    def take(self, photo_ids: Collection[int], words: Iterable[str]) -> dict[_Key, KeywordState]:
        """Take away from photos those of the words that they have, in one transaction.

        What was said before is returned, for ``put``.
        """
        return self._say(photo_ids, _once(words), _taken)

    def accept(
        self, photo_ids: Collection[int], word: str, suggested: Mapping[int, Provenance]
    ) -> dict[_Key, KeywordState]:
        """Give photos a word, remembering what had been ``suggested``, by photo.

        What was said before is returned, for ``put``.
        """
        return self._say(photo_ids, [word], _given, suggested)

    def reject(
        self, photo_ids: Collection[int], word: str, suggested: Mapping[int, Provenance]
    ) -> dict[_Key, KeywordState]:
        """Say that photos are not to have a word, whether they have it or not.

        What had been ``suggested``, by photo, is remembered. What was said before is returned, for
        ``put``.
        """
        return self._say(photo_ids, [word], _rejected, suggested)

    def forget(self, photo_ids: Collection[int], word: str) -> dict[_Key, KeywordState]:
        """Take back whatever a person said of a word; a file's own word holds again.

        What was said before is returned, for ``put``.
        """
        return self._say(photo_ids, [word], lambda _said, _in_file: None)

    def rename(self, before: str, after: str) -> dict[_Key, KeywordState]:
        """Let people have said of one word what they said of another; files keep theirs.

        Where something is said of ``after`` already, that holds. What was said before is returned,
        for ``put``.
        """
        with self._database.transaction() as connection:
            said = list(_said_of(connection, before))
            if caseless(before) == caseless(after):
                return self.put({(photo_id, after): state for photo_id, _, state in said})
            ids = [photo_id for photo_id, _, _ in said]
            by_file, by_person = _by_file(connection, ids), _by_person(connection, ids)
            taken_out = _taken_out_of_files(connection, ids)
            wanted: dict[_Key, KeywordState] = {}
            for photo_id, word, state in said:
                in_file = by_file.get(photo_id, {})
                # What a file says of the old word, or said, is still to be out of sight.
                own = caseless(word) in {*in_file, *taken_out.get(photo_id, ())}
                wanted[photo_id, word] = state if own and state.removed else None
                if caseless(after) not in by_person[photo_id]:
                    known = caseless(after) in in_file and not state.removed
                    wanted[photo_id, in_file.get(caseless(after), after)] = None if known else state
            return self.put(wanted)

    def put(self, states: KeywordStates) -> dict[_Key, KeywordState]:
        """Set what a person says of each photo's keyword, in one transaction; None: nothing.

        What was said before of those that are changed is returned: to ``put`` that undoes this.
        """
        with self._database.transaction() as connection:
            by_person = _by_person(connection, _known(connection, {i for i, _ in states}))
            before: dict[_Key, KeywordState] = {}
            for (photo_id, word), state in states.items():
                if photo_id in by_person:
                    written, said = by_person[photo_id].get(caseless(word), (word, None))
                    if said != state or (written != word and state):
                        before[photo_id, written] = said
                        _replace(connection, (photo_id, written), (photo_id, word), state)
            return before

    def _say(
        self,
        photo_ids: Collection[int],
        words: Iterable[str],
        wish: "_Wish",
        suggested: Mapping[int, Provenance] | None = None,
    ) -> dict[_Key, KeywordState]:
        with self._database.transaction() as connection:
            known = _known(connection, photo_ids)
            by_file, by_person = _by_file(connection, known), _by_person(connection, known)
            wanted: dict[_Key, KeywordState] = {}
            for photo_id, word in ((i, word) for word in words for i in known):
                in_file = by_file.get(photo_id, {}).get(caseless(word))
                written, said = by_person[photo_id].get(caseless(word), (in_file or word, None))
                state = wish(said, in_file is not None)
                if state and (said is None or said.removed != state.removed):
                    model, chance = (suggested or {}).get(photo_id, (None, None))
                    state = replace(state, model=model, chance=chance)
                wanted[photo_id, written] = state
            return self.put(wanted)


# From what a person said, and whether the file has the keyword, to what they say now.
_Wish = Callable[[KeywordState, bool], KeywordState]


def _given(said: KeywordState, in_file: bool) -> KeywordState:
    if said and not said.removed:
        return said
    return None if in_file else GIVEN


def _taken(said: KeywordState, in_file: bool) -> KeywordState:
    if said and said.removed:
        return said
    return REMOVED if in_file else None


def _rejected(said: KeywordState, _in_file: bool) -> KeywordState:
    return said if said and said.removed else REMOVED


def _replace(connection: sqlite3.Connection, gone: _Key, key: _Key, state: KeywordState) -> None:
    # No upsert: in the triggers it would take the place of their own OR IGNORE.
    connection.execute("DELETE FROM person_keyword WHERE photo_id = ? AND word = ?", gone)
    if state:
        connection.execute(
            "INSERT INTO person_keyword (photo_id, word, removed, model, chance, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*key, state.removed, state.model, state.chance, state.said_at or time.time()),
        )


def _by_origin_and_name(row: sqlite3.Row) -> tuple[str, str]:
    return row["origin"], caseless(row["word"])


def _once(words: Iterable[str]) -> list[str]:
    """Return words that differ by more than case, as they were first written."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(caseless(word), word)
    return list(first.values())


def _known(connection: sqlite3.Connection, photo_ids: Iterable[int]) -> list[int]:
    query = "SELECT id FROM photo WHERE id IN (SELECT value FROM json_each(?))"
    return [row[0] for row in connection.execute(query, (_array(photo_ids),))]


def _by_file(connection: sqlite3.Connection, photo_ids: Iterable[int]) -> _Words:
    query = "SELECT photo_id, word FROM json_each(?) JOIN keyword ON photo_id = value"
    found: _Words = defaultdict(dict)
    for photo_id, word in connection.execute(query, (_array(photo_ids),)):
        found[photo_id][caseless(word)] = word
    return found


def _taken_out_of_files(connection: sqlite3.Connection, photo_ids: Iterable[int]) -> _Words:
    """Return the words that photos' files had until photoapp took them out."""
    query = """SELECT photo_id, word FROM json_each(?) JOIN written_word ON photo_id = value
        WHERE NOT given"""
    found: _Words = defaultdict(dict)
    for photo_id, word in connection.execute(query, (_array(photo_ids),)):
        found[photo_id][caseless(word)] = word
    return found


def _by_person(connection: sqlite3.Connection, photo_ids: Collection[int]) -> _Rows:
    """Return what people said of photos, by photo and word; of some that is nothing."""
    query = f"SELECT photo_id, {_SAID} FROM json_each(?) JOIN person_keyword ON photo_id = value"
    found: _Rows = {photo_id: {} for photo_id in photo_ids}
    for photo_id, word, *said in connection.execute(query, (_array(photo_ids),)):
        found[photo_id][caseless(word)] = (word, _said(*said))
    return found


def _said_of(connection: sqlite3.Connection, word: str) -> Iterator[tuple[int, str, SaidKeyword]]:
    """Yield photo, how it is written there, and what people said of a word."""
    where = _SAME if word.isascii() else _NOT_ASCII
    query = f"SELECT photo_id, {_SAID} FROM person_keyword WHERE {where['word']}"
    for photo_id, written, *said in connection.execute(query, {"word": word}).fetchall():
        if caseless(written) == caseless(word):
            yield photo_id, written, _said(*said)


def _said(removed: int, model: str | None, chance: float | None, said_at: float) -> SaidKeyword:
    return SaidKeyword(bool(removed), model, chance, said_at)


def _array(photo_ids: Iterable[int]) -> str:
    return json.dumps(list(photo_ids))
