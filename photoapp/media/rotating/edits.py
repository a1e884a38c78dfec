"""Changes of a few bytes of a file, which can be taken back exactly."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """From ``at`` on, the bytes ``old`` become ``new``; either may be empty."""

    at: int
    old: bytes
    new: bytes


def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return ``data`` changed; places are those before any change, and must not overlap.

    Raises:
        ValueError: other bytes stand there than the edits say.

    """
    parts, done = [], 0
    for edit in sorted(edits):
        end = edit.at + len(edit.old)
        if edit.at < done or data[edit.at : end] != edit.old:
            raise ValueError("the file is not the one that the edits are for")
        parts += [data[done : edit.at], edit.new]
        done = end
    return b"".join([*parts, data[done:]])


def backwards(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that take others back, for the data that those have led to."""
    taken_back, shift = [], 0
    for edit in sorted(edits):
        taken_back.append(Edit(edit.at + shift, edit.new, edit.old))
        shift += len(edit.new) - len(edit.old)
    return taken_back


def moved(edits: Sequence[Edit], by: int) -> list[Edit]:
    """Return edits of a part of a file as edits of the file, in which it begins at ``by``."""
    return [Edit(edit.at + by, edit.old, edit.new) for edit in edits]


def changed(data: bytes, at: int, new: bytes) -> list[Edit]:
    """Return the edit that puts ``new`` over as many bytes, none if they stand there already."""
    old = data[at : at + len(new)]
    return [Edit(at, old, new)] if old != new else []
