"""Pictures that show what labels mean, and are not in the library."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.database import from_column, to_column

Floats = NDArray[np.float32]

_PICTURES = "SELECT id, label_id, path, added_at FROM label_picture"


@dataclass(frozen=True)
class LabelPicture:
    """A picture that a label is to mean; ``added_at`` is in seconds since 1970."""

    id: int
    label_id: int
    path: Path
    added_at: float


@dataclass(frozen=True)
class WholePicture:
    """A picture, and what models made of it: ``vectors`` are model, vector and feature."""

    path: Path
    added_at: float
    vectors: tuple[tuple[int, bytes, bytes], ...]


def pictures_of(connection: sqlite3.Connection, label_id: int | None) -> list[LabelPicture]:
    """Return a label's pictures, or those of all labels, as they came."""
    where = "" if label_id is None else "WHERE label_id = :label"
    rows = connection.execute(f"{_PICTURES} {where} ORDER BY id", {"label": label_id})
    return [_picture(row) for row in rows]


def insert(
    connection: sqlite3.Connection, label_id: int, path: Path, added_at: float
) -> int | None:
    """Insert a picture and return its id; None if the label has it, or has gone."""
    cursor = connection.execute(
        "INSERT OR IGNORE INTO label_picture (label_id, path, added_at)"
        " SELECT id, ?, ? FROM label WHERE id = ?",
        (to_column(str(path)), added_at, label_id),
    )
    return int(cursor.lastrowid or 0) if cursor.rowcount == 1 else None


def delete(connection: sqlite3.Connection, label_id: int, paths: Iterable[Path]) -> None:
    """Delete pictures of a label; the files stay."""
    connection.executemany(
        "DELETE FROM label_picture WHERE label_id = ? AND path = ?",
        [(label_id, to_column(str(path))) for path in paths],
    )


def whole(connection: sqlite3.Connection, label_id: int) -> tuple[WholePicture, ...]:
    """Return a label's pictures with what models made of them: for ``insert_whole``."""
    query = "SELECT model_id, vector, feature FROM label_picture_vector WHERE picture_id = ?"
    return tuple(
        WholePicture(
            each.path,
            each.added_at,
            tuple((row[0], row[1], row[2]) for row in connection.execute(query, (each.id,))),
        )
        for each in pictures_of(connection, label_id)
    )


def insert_whole(
    connection: sqlite3.Connection, label_id: int, pictures: Iterable[WholePicture]
) -> None:
    """Insert pictures of a label with what those models made of them that are still known."""
    for each in pictures:
        picture_id = insert(connection, label_id, each.path, each.added_at)
        connection.executemany(
            "INSERT INTO label_picture_vector SELECT ?, id, ?, ? FROM model WHERE id = ?",
            [(picture_id, v, f, model) for model, v, f in each.vectors if picture_id],
        )


def put_vector(
    connection: sqlite3.Connection, picture_id: int, model_id: int, vector: Floats, feature: Floats
) -> None:
    """Keep what a model made of a picture, as float16."""
    connection.execute(
        "INSERT OR REPLACE INTO label_picture_vector"
        " SELECT id, ?, ?, ? FROM label_picture WHERE id = ?",
        (model_id, _to_blob(vector), _to_blob(feature), picture_id),
    )


def without_vector(connection: sqlite3.Connection, model_id: int) -> list[LabelPicture]:
    """Return the pictures that a model has made nothing of yet."""
    missing = "SELECT 1 FROM label_picture_vector WHERE picture_id = id AND model_id = ?"
    rows = connection.execute(f"{_PICTURES} WHERE NOT EXISTS ({missing}) ORDER BY id", (model_id,))
    return [_picture(row) for row in rows]


def features(connection: sqlite3.Connection, model_id: int) -> list[tuple[int, Floats, Floats]]:
    """Return label, vector (dim,) and feature (feature_dim,) of a model's pictures."""
    rows = connection.execute(
        "SELECT label_id, vector, feature FROM label_picture_vector"
        " JOIN label_picture ON id = picture_id WHERE model_id = ? ORDER BY id",
        (model_id,),
    )
    return [(row[0], _from_blob(row[1]), _from_blob(row[2])) for row in rows]


def _picture(row: sqlite3.Row) -> LabelPicture:
    return LabelPicture(row[0], row[1], Path(from_column(row[2])), row[3])


def _to_blob(values: Floats) -> bytes:
    return values.astype("<f2").tobytes()


def _from_blob(blob: bytes) -> Floats:
    return np.frombuffer(blob, dtype="<f2").astype(np.float32)
