"""What people say of photos: rating, flag, colour and caption, before what their files say."""

import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from photoapp.catalog.database import Database
from photoapp.catalog.filters import Color, Flag

MarkField = Literal["rating", "flag", "color", "caption"]
# None: a person has not said anything, and the file's own word holds.
MarkValue = int | str | None

_FIELDS: tuple[MarkField, ...] = ("rating", "flag", "color", "caption")


@dataclass(frozen=True)
class Description:
    """What holds of a photo; ``by_person`` are the fields in which a person has said so."""

    rating: int = 0
    flag: Flag = "none"
    color: Color = "none"
    caption: str = ""
    by_person: frozenset[MarkField] = frozenset()


class Marks:
    """What people said of photos. Photos that are not known are passed over everywhere."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, photo_ids: Collection[int]) -> dict[int, Description]:
        """Return what holds of some photos, by id."""
        rows = self._database.connection().execute(
            "SELECT described.*, mark.rating IS NOT NULL, mark.flag IS NOT NULL,"
            " mark.color IS NOT NULL, mark.caption IS NOT NULL"
            " FROM described LEFT JOIN mark USING (photo_id)"
            " WHERE photo_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(photo_ids)),),
        )
        return {row["photo_id"]: _description(row) for row in rows}

    def say(
        self, field: MarkField, photo_ids: Collection[int], value: int | str
    ) -> dict[int, MarkValue]:
        """Say something of photos, in one transaction; nothing of those of which it holds.

        What was said before of the photos that are changed is returned, for ``put``.
        """
        with self._database.transaction() as connection:
            rows = connection.execute(
                f"SELECT photo_id FROM described WHERE {field} <> ?"
                " AND photo_id IN (SELECT value FROM json_each(?))",
                (value, json.dumps(list(photo_ids))),
            )
            return self.put(field, {row[0]: value for row in rows.fetchall()})

    def put(self, field: MarkField, values: Mapping[int, MarkValue]) -> dict[int, MarkValue]:
        """Set what a person says of each photo, in one transaction; None takes it back.

        What was said before of the photos that are changed is returned: to ``put`` that undoes
        this.
        """
        with self._database.transaction() as connection:
            before = _said(connection, field, values)
            changed = {i: v for i, v in values.items() if i in before and before[i] != v}
            # No upsert: in the triggers it would take the place of their own OR IGNORE.
            connection.executemany(
                "INSERT OR IGNORE INTO mark (photo_id, changed_at) VALUES (?, ?)",
                [(photo_id, time.time()) for photo_id in changed],
            )
            connection.executemany(
                f"UPDATE mark SET {field} = ?, changed_at = ? WHERE photo_id = ?",
                [(value, time.time(), photo_id) for photo_id, value in changed.items()],
            )
            _remove_silent(connection, [i for i, value in changed.items() if value is None])
            return {photo_id: before[photo_id] for photo_id in changed}


def _said(
    connection: sqlite3.Connection, field: MarkField, photo_ids: Iterable[int]
) -> dict[int, MarkValue]:
    rows = connection.execute(
        f"SELECT photo.id, mark.{field} FROM photo LEFT JOIN mark ON mark.photo_id = photo.id"
        " WHERE photo.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(photo_ids)),),
    )
    return {row[0]: row[1] for row in rows}


def _remove_silent(connection: sqlite3.Connection, photo_ids: list[int]) -> None:
    """Remove the rows of photos of which nothing is said any more."""
    connection.execute(
        "DELETE FROM mark WHERE coalesce(rating, flag, color, caption) IS NULL"
        " AND photo_id IN (SELECT value FROM json_each(?))",
        (json.dumps(photo_ids),),
    )


def _description(row: sqlite3.Row) -> Description:
    said = zip(_FIELDS, row[len(_FIELDS) + 1 :], strict=True)
    return Description(
        row["rating"],
        row["flag"],
        row["color"],
        row["caption"],
        frozenset(field for field, by_person in said if by_person),
    )
