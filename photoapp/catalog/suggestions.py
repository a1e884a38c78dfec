"""What a model would tag photos with: of nothing that is decided, and only the serving model's."""

import json
import sqlite3
import time
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.database import Database
from photoapp.catalog.labels.decisions import decided

# Chances that differ by less are the same to people; rows are not written anew for them.
_SAME = 0.005

SERVING = "(SELECT model_id FROM generation WHERE state = 'serving')"
# Photos that have gone meanwhile are passed over. What another model suggested is written over.
_INSERT = """INSERT OR REPLACE INTO suggestion (chance, label_id, photo_id, model_id, suggested_at)
    SELECT ?1, ?2, id, ?4, ?5 FROM photo WHERE id = ?3"""
_UPDATE = "UPDATE suggestion SET chance = ? WHERE label_id = ? AND photo_id = ?"
_KNOWN = "SELECT photo_id, model_id, chance FROM suggestion WHERE label_id = ?"
_DELETE = "DELETE FROM suggestion WHERE label_id = ? AND photo_id = ?"


@dataclass(frozen=True)
class Suggestion:
    """What a model would tag a photo with.

    ``chance`` is how likely it is right, from 0 to 1; ``suggested_at``, when ``model`` came to it,
    is in seconds since 1970.
    """

    label_id: int
    name: str
    chance: float
    model: str
    suggested_at: float


@dataclass(frozen=True)
class Replaced:
    """How many suggestions there are by now that there were not before, and how many have gone."""

    new: int
    gone: int


class Suggestions:
    """What models suggest. A trigger drops what a person, or a photo's file, decides."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, model_id: int, label_id: int, chances: Mapping[int, float]) -> Replaced:
        """Let these be all that a model suggests of a label, by photo, in one transaction.

        Photos of which the label is decided are passed over; only what differs is written.
        """
        return self._write(model_id, label_id, chances, whole=True)

    def add(self, model_id: int, label_id: int, chances: Mapping[int, float]) -> Replaced:
        """Suggest a label for some more photos; what is suggested for others stays."""
        return self._write(model_id, label_id, chances, whole=False)

    def drop(self, label_id: int, photo_ids: Collection[int]) -> None:
        """Suggest a label for some photos no longer."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM suggestion WHERE label_id = ?"
                " AND photo_id IN (SELECT value FROM json_each(?))",
                (label_id, json.dumps(list(photo_ids))),
            )

    def of(
        self, photo_ids: Collection[int], label_id: int | None = None
    ) -> dict[int, tuple[Suggestion, ...]]:
        """Return what is suggested for those photos that have any, the likeliest first.

        With ``label_id`` that label alone is asked for, which is quicker for many photos.
        """
        only = "" if label_id is None else f"AND label_id = {int(label_id)}"
        rows = self._database.connection().execute(
            "SELECT photo_id, label_id, label.name, chance, model.name, suggested_at"
            f" FROM json_each(?) CROSS JOIN suggestion ON photo_id = value {only}"
            " JOIN label ON label.id = label_id JOIN model ON model.id = model_id"
            f" WHERE model_id = {SERVING} ORDER BY chance DESC, label.name",
            (json.dumps(list(dict.fromkeys(photo_ids))),),
        )
        found: defaultdict[int, list[Suggestion]] = defaultdict(list)
        for photo_id, *suggested in rows:
            found[photo_id].append(Suggestion(*suggested))
        return {photo_id: tuple(suggested) for photo_id, suggested in found.items()}

    def photo_ids(self, label_id: int) -> NDArray[np.int64]:
        """Return the photos, int64 (n,) and ascending, that a label is suggested for."""
        query = (
            "SELECT group_concat(photo_id) FROM suggestion"
            f" WHERE label_id = ? AND model_id = {SERVING}"
        )
        [text] = self._database.connection().execute(query, (label_id,)).fetchone()
        return np.sort(np.fromstring(text or "", dtype=np.int64, sep=","))

    def counts(self) -> dict[int, int]:
        """Return how many photos each label is suggested for, of those that are for any."""
        query = (
            "SELECT label_id, count(*) FROM suggestion"
            f" WHERE model_id = {SERVING} GROUP BY label_id"
        )
        return {row[0]: row[1] for row in self._database.connection().execute(query)}

    def tagged_to(self, model_id: int) -> int:
        """Return the sequence of the last vector that a model's suggestions know; 0 at first."""
        query = "SELECT sequence FROM tagged WHERE model_id = ?"
        row = self._database.connection().execute(query, (model_id,)).fetchone()
        return int(row[0]) if row else 0

    def note_tagged_to(self, model_id: int, sequence: int) -> None:
        """Note that a model's suggestions know all its vectors up to a sequence.

        Those of other models know nothing any more: they are written over, label by label.
        """
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM tagged WHERE model_id <> ?", (model_id,))
            connection.execute("INSERT OR REPLACE INTO tagged VALUES (?, ?)", (model_id, sequence))

    def _write(
        self, model_id: int, label_id: int, chances: Mapping[int, float], *, whole: bool
    ) -> Replaced:
        with self._database.transaction() as connection:
            wanted = _undecided(connection, label_id, chances)
            rows = connection.execute(_KNOWN, (label_id,)).fetchall()
            known = {photo: chance for photo, model, chance in rows if model == model_id}
            new = sorted(wanted.keys() - known.keys())
            changed = [p for p, now in known.items() if abs(wanted.get(p, now) - now) > _SAME]
            gone = sorted({row[0] for row in rows} - wanted.keys()) if whole else []
            connection.executemany(_DELETE, [(label_id, photo) for photo in gone])
            connection.executemany(_UPDATE, [(wanted[p], label_id, p) for p in changed])
            inserted = connection.executemany(
                _INSERT, [(wanted[p], label_id, p, model_id, time.time()) for p in new]
            )
            return Replaced(max(0, inserted.rowcount), len(known.keys() & set(gone)))


def _undecided(
    connection: sqlite3.Connection, label_id: int, chances: Mapping[int, float]
) -> dict[int, float]:
    """Return the chances of those photos that nothing is decided of; of no label that has gone."""
    row = connection.execute("SELECT name FROM label WHERE id = ?", (label_id,)).fetchone()
    if row is None:
        return {}
    said = decided(connection, {label_id: row[0]})[label_id]
    known = {*said.accepted.tolist(), *said.rejected.tolist()}
    return {photo: float(chance) for photo, chance in chances.items() if photo not in known}
