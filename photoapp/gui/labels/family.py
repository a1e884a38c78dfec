"""Which labels a label may stand below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photoapp.catalog.labels import Label


def may_be_parents(label: "Label", labels: "Sequence[Label]") -> "list[Label]":
    """Return the labels that a label may be put below: not itself, and none below it."""
    below = {label.id}
    while more := {each.id for each in labels if each.parent_id in below} - below:
        below |= more
    return [each for each in labels if each.id not in below]
