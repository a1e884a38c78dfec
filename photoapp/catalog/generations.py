"""Generations: all vectors of one model. One generation answers searches at any time."""

import sqlite3
import time
from dataclasses import dataclass
from typing import Literal

from photoapp.catalog.database import Database

State = Literal["serving", "building", "kept"]

# Photos that the one model can find and the other can't. What is on a missing drive counts too, and
# files that can't be read just now: they would be lost from search.
_BEHIND = (
    "SELECT count(*) FROM vector AS found WHERE found.model_id = ?"
    " AND NOT EXISTS (SELECT 1 FROM vector WHERE model_id = ? AND photo_id = found.photo_id)"
    " AND found.photo_id NOT IN (SELECT photo_id FROM failure)"
    " AND EXISTS (SELECT 1 FROM file WHERE photo_id = found.photo_id)"
)


@dataclass(frozen=True)
class Generation:
    """A model's vectors: ``model_id`` is the catalogue's number for it, ``model`` its own id."""

    model_id: int
    model: str
    state: State
    vectors: int


class Generations:
    """Which model serves, which is being built, and which are kept.

    Every change is one transaction, so that whoever is killed at any moment leaves exactly one
    generation serving.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Generation]:
        """Return every generation, the serving one first, then the newest first."""
        rows = self._database.connection().execute(
            "SELECT model_id, name, state,"
            " (SELECT count(*) FROM vector WHERE model_id = model.id) AS vectors"
            " FROM generation JOIN model ON model.id = model_id"
            " ORDER BY state <> 'serving', state <> 'building', changed_at DESC, model_id DESC"
        )
        return [Generation(r["model_id"], r["name"], r["state"], r["vectors"]) for r in rows]

    def serving(self) -> int | None:
        """Return the number of the model that answers searches, None in a new catalogue."""
        return self._in_state("serving")

    def building(self) -> int | None:
        """Return the number of the model that is to take over, None when none is."""
        return self._in_state("building")

    def behind(self, model_id: int) -> int:
        """Return how many photos the serving model can find and ``model_id`` can't."""
        row = self._database.connection().execute(_BEHIND, (self.serving(), model_id)).fetchone()
        return int(row[0])

    def serve(self, model_id: int) -> None:
        """Let a model answer from now on; the one that did is kept, as one to go back to."""
        with self._database.transaction() as connection:
            if self.serving() != model_id:
                connection.execute(
                    "INSERT OR REPLACE INTO served_before (model_id) SELECT model_id"
                    " FROM generation WHERE state = 'serving'"
                )
            _let_serve(connection, model_id)

    def served_before(self) -> list[int]:
        """Return the models that answered before the present one, the latest first."""
        rows = self._database.connection().execute(
            "SELECT model_id FROM served_before ORDER BY number DESC"
        )
        return [int(row[0]) for row in rows]

    def go_back(self, model_id: int) -> None:
        """Let a model answer again that did before; what came after it is no way back."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM served_before WHERE number >="
                " (SELECT number FROM served_before WHERE model_id = ?)",
                (model_id,),
            )
            _keep(connection, "building")
            _let_serve(connection, model_id)

    def replace(self, old: int | None, new: int) -> None:
        """Let ``new`` answer in the place of ``old``, unless that no longer serves."""
        with self._database.transaction():
            if self.serving() == old:
                self.serve(new)

    def build(self, model_id: int) -> None:
        """Let a model become the one that is to take over; another that was is kept."""
        with self._database.transaction() as connection:
            _keep(connection, "building")
            if self.serving() != model_id:
                _set(connection, model_id, "building")

    def stop_building(self) -> None:
        """Let no model take over; what was built so far is kept."""
        with self._database.transaction() as connection:
            _keep(connection, "building")

    def take_over(self, model_id: int) -> bool:
        """Let the model that is being built serve, if it can find all that the serving one can."""
        with self._database.transaction():
            if self.building() != model_id or self.behind(model_id):
                return False
            self.serve(model_id)
            return True

    def free(self, model_id: int) -> bool:
        """Delete a generation with all its vectors, unless it serves or is being built.

        The model's number stays its own, so that whoever still holds it never meets another's.
        """
        with self._database.transaction() as connection:
            deleted = connection.execute(
                "DELETE FROM generation WHERE model_id = ? AND state = 'kept'", (model_id,)
            )
            if deleted.rowcount == 1:
                connection.execute("DELETE FROM vector WHERE model_id = ?", (model_id,))
            return deleted.rowcount == 1

    def _in_state(self, state: State) -> int | None:
        query = "SELECT model_id FROM generation WHERE state = ?"
        row = self._database.connection().execute(query, (state,)).fetchone()
        return int(row[0]) if row else None


def _let_serve(connection: sqlite3.Connection, model_id: int) -> None:
    connection.execute("DELETE FROM served_before WHERE model_id = ?", (model_id,))
    _keep(connection, "serving")
    _set(connection, model_id, "serving")


def _keep(connection: sqlite3.Connection, state: State) -> None:
    connection.execute(
        "UPDATE generation SET state = 'kept', changed_at = ? WHERE state = ?",
        (time.time(), state),
    )


def _set(connection: sqlite3.Connection, model_id: int, state: State) -> None:
    connection.execute(
        "INSERT INTO generation VALUES (?, ?, ?) ON CONFLICT (model_id)"
        " DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at",
        (model_id, state, time.time()),
    )
