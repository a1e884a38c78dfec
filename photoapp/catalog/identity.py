"""Which photo a file holds: that of the same content, or of the same picture written anew."""

import sqlite3
import time

from photoapp.catalog.successions import carry_over, note_succession


def photo_of(
    connection: sqlite3.Connection,
    content_hash: bytes,
    picture_hash: bytes | None,
    byte_size: int,
    before: int | None,
) -> int:
    """Return the id of the photo with this content, made if it is new.

    ``before`` is the photo that the same file held until now. If that has the same picture and
    no other file, only its metadata was written anew: it is the same photo still, under a new
    hash. If the picture is known from elsewhere, the new photo gets the vectors of that one, and
    what people said of it. What they said of ``before`` may hold of another picture too: that is
    decided once both have been looked at (``successions.py``).
    """
    query = "SELECT id, picture_hash FROM photo WHERE content_hash = ?"
    if row := connection.execute(query, (content_hash,)).fetchone():
        photo_id = _known(connection, row, picture_hash)
    elif picture_hash is None:
        photo_id = _new(connection, content_hash, picture_hash, byte_size)
    elif before is not None and _is_rewritten(connection, before, picture_hash):
        _rewrite(connection, before, content_hash, byte_size)
        return before
    elif (alike := _with_picture(connection, picture_hash, before)) is not None:
        photo_id = _likeness(connection, alike, content_hash, byte_size)
        carry_over(connection, alike, photo_id)
    else:
        photo_id = _new(connection, content_hash, picture_hash, byte_size)
    if before is not None and before != photo_id:
        note_succession(connection, before, photo_id)
    return photo_id


def _known(connection: sqlite3.Connection, row: sqlite3.Row, picture_hash: bytes | None) -> int:
    if row["picture_hash"] is None and picture_hash is not None:
        # An older photoapp recorded it.
        change = "UPDATE photo SET picture_hash = ? WHERE id = ?"
        connection.execute(change, (picture_hash, row["id"]))
    return int(row["id"])


def _new(
    connection: sqlite3.Connection,
    content_hash: bytes,
    picture_hash: bytes | None,
    byte_size: int,
) -> int:
    cursor = connection.execute(
        "INSERT INTO photo (content_hash, picture_hash, byte_size, added_at) VALUES (?, ?, ?, ?)",
        (content_hash, picture_hash, byte_size, time.time()),
    )
    return int(cursor.lastrowid or 0)


def _is_rewritten(connection: sqlite3.Connection, photo_id: int, picture_hash: bytes) -> bool:
    row = connection.execute(
        "SELECT picture_hash, (SELECT count(*) FROM file WHERE photo_id = photo.id) AS files"
        " FROM photo WHERE id = ?",
        (photo_id,),
    ).fetchone()
    return bool(row["picture_hash"] == picture_hash and row["files"] == 1)


def _rewrite(
    connection: sqlite3.Connection, photo_id: int, content_hash: bytes, byte_size: int
) -> None:
    connection.execute(
        "UPDATE photo SET content_hash = ?, byte_size = ? WHERE id = ?",
        (content_hash, byte_size, photo_id),
    )
    # What its metadata says, and whether it can be decoded, is asked again.
    connection.execute("DELETE FROM metadata WHERE photo_id = ?", (photo_id,))
    connection.execute("DELETE FROM failure WHERE photo_id = ?", (photo_id,))


def _with_picture(
    connection: sqlite3.Connection, picture_hash: bytes, before: int | None
) -> int | None:
    """Return a photo with this picture: one that was embedded, the one before, or the newest."""
    row = connection.execute(
        "SELECT id FROM photo WHERE picture_hash = ?"
        " ORDER BY width IS NULL, id IS NOT ?, id DESC LIMIT 1",
        (picture_hash, before),
    ).fetchone()
    return int(row[0]) if row else None


def _likeness(
    connection: sqlite3.Connection, photo_id: int, content_hash: bytes, byte_size: int
) -> int:
    """Make a photo of the same picture as another one, with its vectors."""
    cursor = connection.execute(
        "INSERT INTO photo (content_hash, picture_hash, byte_size, added_at,"
        " format, width, height, damage)"
        " SELECT ?, picture_hash, ?, ?, format, width, height, damage FROM photo WHERE id = ?",
        (content_hash, byte_size, time.time(), photo_id),
    )
    new = int(cursor.lastrowid or 0)
    query = "SELECT sequence, model_id, vector FROM vector WHERE photo_id = ?"
    for sequence, model_id, vector in connection.execute(query, (photo_id,)).fetchall():
        copied = connection.execute(
            "INSERT INTO vector (model_id, photo_id, vector) VALUES (?, ?, ?)",
            (model_id, new, vector),
        )
        connection.execute(
            "INSERT INTO feature SELECT ?, feature FROM feature WHERE sequence = ?",
            (copied.lastrowid, sequence),
        )
    return new
