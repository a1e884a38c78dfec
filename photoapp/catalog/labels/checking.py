"""Whether a label can be as it is to be, beside all others."""

import sqlite3
from dataclasses import replace

from photoapp.catalog.labels.label import Label
from photoapp.catalog.labels.names import checked_precision, tidy_name, tidy_phrases
from photoapp.catalog.spelling import caseless
from photoapp.errors import LabelError

_ABOVE = """WITH RECURSIVE above (id) AS (SELECT ? UNION
    SELECT parent_id FROM label JOIN above USING (id) WHERE parent_id IS NOT NULL)
    SELECT 1 FROM above WHERE id = ?"""


def checked(connection: sqlite3.Connection, label: Label) -> Label:
    """Return a label as it can be kept.

    Raises:
        LabelError: its name is empty, too long or taken, its parent is not there or lies below
            it, or it says too much, or something that is none.

    """
    named = replace(label, name=tidy_name(label.name))
    _refuse_taken(connection, named)
    _refuse_parent(connection, named)
    return replace(
        named,
        phrases=tidy_phrases(label.phrases),
        group=_group(connection, label.group),
        precision=checked_precision(label.precision),
    )


def lies_below(connection: sqlite3.Connection, label_id: int, above_id: int) -> bool:
    """Return whether a label is another one, or lies below it."""
    return connection.execute(_ABOVE, (label_id, above_id)).fetchone() is not None


def name_of(connection: sqlite3.Connection, label_id: int) -> str | None:
    """Return a label's name, None if it is not there."""
    row = connection.execute("SELECT name FROM label WHERE id = ?", (label_id,)).fetchone()
    return str(row[0]) if row else None


def _refuse_taken(connection: sqlite3.Connection, label: Label) -> None:
    query = (
        "SELECT id, name FROM label WHERE name = ?"
        " UNION ALL SELECT id, name FROM label WHERE name GLOB '*[^ -~]*'"
    )
    for other_id, name in connection.execute(query, (label.name,)):
        if other_id != label.id and caseless(name) == caseless(label.name):
            raise LabelError(f"There is a label “{name}” already; choose another name.")


def _refuse_parent(connection: sqlite3.Connection, label: Label) -> None:
    if label.parent_id is None:
        return
    if label.parent_id == label.id:
        raise LabelError(f"“{label.name}” can't lie below itself; choose another parent, or none.")
    if (parent := name_of(connection, label.parent_id)) is None:
        raise LabelError(f"What “{label.name}” is to lie below is not there any more.")
    if lies_below(connection, label.parent_id, label.id):
        raise LabelError(
            f"“{label.name}” can't lie below “{parent}”, which lies below it itself; "
            f"move “{parent}” out of it first."
        )


def _group(connection: sqlite3.Connection, group: str) -> str:
    """Return a group's name, written as other labels have it."""
    if not group.strip():
        return ""
    name = tidy_name(group, "group")
    rows = connection.execute("SELECT DISTINCT exclusive_group FROM label ORDER BY 1")
    return next((row[0] for row in rows if caseless(row[0]) == caseless(name)), name)
