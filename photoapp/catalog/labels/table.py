"""The table of labels."""

import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from photoapp.catalog.database import Database
from photoapp.catalog.labels import pictures as pictures_table
from photoapp.catalog.labels.checking import checked, lies_below
from photoapp.catalog.labels.decisions import Decisions, LabelCounts, counted, decided, latest
from photoapp.catalog.labels.label import Label, WholeLabel
from photoapp.catalog.labels.names import USUAL_PRECISION
from photoapp.catalog.labels.pictures import Floats, LabelPicture, WholePicture
from photoapp.catalog.spelling import caseless
from photoapp.errors import LabelError

_COLUMNS = "id, name, phrases, parent_id, exclusive_group, precision"


class LabelTable:
    """The labels of a catalogue. Their names differ by more than case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Label]:
        """Return all labels, by name."""
        return _all(self._database.connection())

    def of(self, label_id: int) -> Label:
        """Return the label of an id.

        Raises:
            LabelError: it is gone.

        """
        return _one(self._database.connection(), label_id)

    def create(
        self,
        name: str,
        phrases: Iterable[str] = (),
        parent_id: int | None = None,
        group: str = "",
        precision: float = USUAL_PRECISION,
    ) -> int:
        """Make a label, and return its id.

        Raises:
            LabelError: the name is empty, too long or taken, or there is no such parent.

        """
        with self._database.transaction() as connection:
            label = checked(connection, Label(0, name, tuple(phrases), parent_id, group, precision))
            cursor = connection.execute(
                "INSERT INTO label (name, phrases, parent_id, exclusive_group, precision,"
                " created_at) VALUES (?, ?, ?, ?, ?, ?)",
                (*_columns(label), time.time()),
            )
            return int(cursor.lastrowid or 0)

    def change(self, label: Label) -> Label:
        """Change the label of an id, and return what it was. No keyword is renamed.

        Raises:
            LabelError: it is gone, the name empty, too long or taken, there is no such parent, or
                that lies below it.

        """
        with self._database.transaction() as connection:
            before = _one(connection, label.id)
            after = checked(connection, label)
            if after != before:
                connection.execute(
                    "UPDATE label SET name = ?, phrases = ?, parent_id = ?, exclusive_group = ?,"
                    " precision = ? WHERE id = ?",
                    (*_columns(after), label.id),
                )
            return before

    def delete(self, label_ids: Collection[int]) -> list[WholeLabel]:
        """Delete those of some labels that are there, and return them: for ``bring_back``.

        What lay below them lies below nothing. Photos keep their keywords.
        """
        with self._database.transaction() as connection:
            gone = [
                _whole(connection, label) for label in _all(connection) if label.id in label_ids
            ]
            connection.execute(
                "DELETE FROM label WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([whole.label.id for whole in gone]),),
            )
            return gone

    def bring_back(self, labels: Sequence[WholeLabel]) -> None:
        """Bring labels back that were deleted, under the ids they had, and what lay below them.

        Raises:
            LabelError: there is one of such a name by now.

        """
        with self._database.transaction() as connection:
            for whole in labels:
                alone = replace(whole.label, parent_id=None)
                connection.execute(
                    "INSERT INTO label (name, phrases, parent_id, exclusive_group, precision,"
                    " id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*_columns(checked(connection, alone)), alone.id, whole.created_at),
                )
            for whole in labels:
                _join_again(connection, whole)
                pictures_table.insert_whole(connection, whole.label.id, whole.pictures)

    def stale(self) -> list[int]:
        """Return the labels of which more, or something else, is known since they were settled."""
        query = "SELECT label_id FROM label_stale ORDER BY label_id"
        return [row[0] for row in self._database.connection().execute(query)]

    def mark_stale(self, label_ids: Collection[int]) -> None:
        """Say that something else is known of some labels than their suggestions tell."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO label_stale SELECT id FROM label"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(label_ids)),),
            )

    def settled(self, label_ids: Collection[int]) -> None:
        """Say that suggestions are level with what is known of some labels."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM label_stale WHERE label_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(label_ids)),),
            )

    def decisions(self, label_ids: Collection[int]) -> dict[int, Decisions]:
        """Return what is decided of each of some labels, by people or by files."""
        connection = self._database.connection()
        query = "SELECT id, name FROM label WHERE id IN (SELECT value FROM json_each(?))"
        rows = connection.execute(query, (json.dumps(list(label_ids)),))
        return decided(connection, {row[0]: row[1] for row in rows})

    def latest(self, label_id: int, limit: int) -> list[int]:
        """Return present photos that have a label, those last said first, at most ``limit``.

        Raises:
            LabelError: the label is gone.

        """
        connection = self._database.connection()
        return latest(connection, _one(connection, label_id).name, limit)

    def counts(self) -> dict[int, LabelCounts]:
        """Return how many present photos have each label, are not to have it, or may."""
        names = {label.id: label.name for label in self.all()}
        return counted(self._database.connection(), names)

    def pictures(self, label_id: int | None = None) -> list[LabelPicture]:
        """Return the pictures that show what a label means, or all labels, as they came."""
        return pictures_table.pictures_of(self._database.connection(), label_id)

    def add_picture(self, label_id: int, path: Path) -> int | None:
        """Let a picture show what a label means, and return that's id; None if it does."""
        with self._database.transaction() as connection:
            return pictures_table.insert(connection, label_id, path, time.time())

    def remove_pictures(self, label_id: int, paths: Collection[Path]) -> list[WholePicture]:
        """Remove those of some pictures that a label has, and return them; the files stay."""
        with self._database.transaction() as connection:
            gone = [p for p in pictures_table.whole(connection, label_id) if p.path in paths]
            pictures_table.delete(connection, label_id, [picture.path for picture in gone])
            return gone

    def bring_back_pictures(self, label_id: int, pictures: Iterable[WholePicture]) -> None:
        """Give a label pictures back that were removed, with what models made of them."""
        with self._database.transaction() as connection:
            pictures_table.insert_whole(connection, label_id, pictures)

    def put_picture_vector(
        self, picture_id: int, model_id: int, vector: Floats, feature: Floats
    ) -> None:
        """Keep what a model made of a picture: (dim,) and (feature_dim,), as float16."""
        with self._database.transaction() as connection:
            pictures_table.put_vector(connection, picture_id, model_id, vector, feature)

    def pictures_without_vector(self, model_id: int) -> list[LabelPicture]:
        """Return the pictures that a model has made nothing of yet."""
        return pictures_table.without_vector(self._database.connection(), model_id)

    def picture_features(self, model_id: int) -> list[tuple[int, Floats, Floats]]:
        """Return label id, vector (dim,) and feature (feature_dim,) of a model's pictures."""
        return pictures_table.features(self._database.connection(), model_id)


def _whole(connection: sqlite3.Connection, label: Label) -> WholeLabel:
    query = "SELECT created_at FROM label WHERE id = ?"
    [created_at] = connection.execute(query, (label.id,)).fetchone()
    children = connection.execute("SELECT id FROM label WHERE parent_id = ?", (label.id,))
    ids = tuple(row[0] for row in children)
    return WholeLabel(label, created_at, ids, pictures_table.whole(connection, label.id))


def _all(connection: sqlite3.Connection) -> list[Label]:
    labels = map(_label, connection.execute(f"SELECT {_COLUMNS} FROM label"))
    return sorted(labels, key=lambda label: (caseless(label.name), label.id))


def _one(connection: sqlite3.Connection, label_id: int) -> Label:
    query = f"SELECT {_COLUMNS} FROM label WHERE id = ?"
    if row := connection.execute(query, (label_id,)).fetchone():
        return _label(row)
    raise LabelError("The label is not there any more; it was deleted meanwhile.")


def _label(row: sqlite3.Row) -> Label:
    return Label(row[0], row[1], tuple(json.loads(row[2])), row[3], row[4], row[5])


def _columns(label: Label) -> tuple[str, str, int | None, str, float]:
    phrases = json.dumps(label.phrases, ensure_ascii=False)
    return label.name, phrases, label.parent_id, label.group, label.precision


def _join_again(connection: sqlite3.Connection, whole: WholeLabel) -> None:
    """Put a label below what it lay below, and below it what did, where nothing else was said."""
    label = whole.label
    pairs = [(label.parent_id, label.id), *((label.id, child) for child in whole.child_ids)]
    for parent_id, child_id in pairs:
        if parent_id is not None and not lies_below(connection, parent_id, child_id):
            connection.execute(
                "UPDATE label SET parent_id = (SELECT id FROM label WHERE id = ?)"
                " WHERE id = ? AND parent_id IS NULL",
                (parent_id, child_id),
            )
