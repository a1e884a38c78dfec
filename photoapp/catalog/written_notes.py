"""What photoapp has put into photos' files, and taken out of them."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

WrittenFieldName = Literal["rating", "label", "caption"]
FIELDS: tuple[WrittenFieldName, ...] = ("rating", "label", "caption")


@dataclass(frozen=True)
class WrittenWord:
    """A keyword that photoapp put into a photo's files, or took out of them (not ``given``)."""

    word: str
    given: bool
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrittenField:
    """What photoapp wrote over, and with what; empty for nothing."""

    field: WrittenFieldName
    before: str
    value: str


@dataclass(frozen=True)
class Notes:
    """All that is noted of a photo's files."""

    words: tuple[WrittenWord, ...] = ()
    fields: tuple[WrittenField, ...] = ()


def grouped(rows: Iterable[sqlite3.Row]) -> dict[int, list[sqlite3.Row]]:
    """Return rows by their photo."""
    found: dict[int, list[sqlite3.Row]] = {}
    for row in rows:
        found.setdefault(row["photo_id"], []).append(row)
    return found


def notes_of(connection: sqlite3.Connection, photo_ids: Collection[int]) -> dict[int, Notes]:
    """Return what is noted of those photos of which anything is."""
    chosen = json.dumps(list(photo_ids))
    among = "WHERE photo_id IN (SELECT value FROM json_each(?)) ORDER BY rowid"
    words = grouped(connection.execute(f"SELECT * FROM written_word {among}", (chosen,)))
    fields = grouped(connection.execute(f"SELECT * FROM written_field {among}", (chosen,)))
    return {
        photo_id: Notes(
            tuple(
                WrittenWord(row["word"], bool(row["given"]), levels_of(row["path"]))
                for row in words.get(photo_id, [])
            ),
            tuple(
                WrittenField(row["field"], row["before"], row["value"])
                for row in fields.get(photo_id, [])
            ),
        )
        for photo_id in words.keys() | fields.keys()
    }


def put_notes(connection: sqlite3.Connection, photo_id: int, notes: Notes) -> None:
    """Note what the files of a photo hold, instead of what was noted."""
    connection.execute("DELETE FROM written_word WHERE photo_id = ?", (photo_id,))
    connection.execute("DELETE FROM written_field WHERE photo_id = ?", (photo_id,))
    connection.executemany(
        "INSERT OR IGNORE INTO written_word VALUES (?, ?, ?, ?)",
        [(photo_id, w.word, w.given, json.dumps(w.path) if w.path else "") for w in notes.words],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO written_field VALUES (?, ?, ?, ?)",
        [(photo_id, f.field, f.before, f.value) for f in notes.fields],
    )


def levels_of(path: str) -> tuple[str, ...]:
    """Return the levels of a path as it is kept."""
    return tuple(json.loads(path)) if path else ()


def as_json(notes: Notes) -> str:
    """Return notes as they are kept."""
    words = [[w.word, w.given, w.path] for w in notes.words]
    return json.dumps(
        {"words": words, "fields": [[f.field, f.before, f.value] for f in notes.fields]}
    )


def notes_from(text: str) -> Notes:
    """Undo ``as_json``."""
    found: Mapping[str, list[list[object]]] = json.loads(text)
    return Notes(
        tuple(WrittenWord(str(w), bool(g), tuple(p)) for w, g, p in found["words"]),  # type: ignore[arg-type]
        tuple(WrittenField(*each) for each in found["fields"]),  # type: ignore[arg-type]
    )
