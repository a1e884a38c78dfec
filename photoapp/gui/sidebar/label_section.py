"""Labels in the sidebar: those below others below them, with what is tagged and suggested."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from photoapp.gui.language import tr_n
from photoapp.gui.sidebar.node import Children, Node

if TYPE_CHECKING:
    from photoapp.catalog import PhotoFilter
    from photoapp.library.browsing import LabelFacet, Named


def label_nodes(labels: Sequence["LabelFacet"]) -> list[Node]:
    """Return the labels that are below no other."""
    known = {label.id for label in labels}
    below: dict[int | None, list[LabelFacet]] = defaultdict(list)
    for label in labels:
        below[label.parent_id if label.parent_id in known else None].append(label)
    return _nodes(below, None)


def without_labels(
    labels: Sequence["LabelFacet"], keywords: Sequence["Named"]
) -> Sequence["Named"]:
    """Return those keywords that are no labels."""
    names = {label.name.casefold() for label in labels}
    return [word for word in keywords if word.name.casefold() not in names] if names else keywords


def suggested_filter(node: Node) -> "PhotoFilter":
    """Return the filter of the photos that a label is suggested for."""
    from photoapp.catalog import PhotoFilter  # noqa: PLC0415 - loaded with the library by now

    return PhotoFilter(suggested=(node.text,))


def _nodes(below: dict[int | None, list["LabelFacet"]], parent_id: int | None) -> list[Node]:
    return [_node(below, label) for label in below.get(parent_id, ())]


def _node(below: dict[int | None, list["LabelFacet"]], label: "LabelFacet") -> Node:
    children: Children | None = partial(_nodes, below, label.id) if label.id in below else None
    return Node(
        f"label/{label.id}",
        label.name,
        "label",
        "label",
        label.tagged,
        {"labels": (label.name,)},
        label.id,
        _tip(label),
        children,
        label.suggested,
        _suggested_below(below, label),
    )


def _suggested_below(below: dict[int | None, list["LabelFacet"]], label: "LabelFacet") -> int:
    labels = below.get(label.id, ())
    return sum(each.suggested + _suggested_below(below, each) for each in labels)


def _tip(label: "LabelFacet") -> str:
    tagged = tr_n("1 photo tagged", "{n} photos tagged", label.tagged)
    suggested = tr_n("1 more suggested", "{n} more suggested", label.suggested)
    return f"{label.name}: {tagged}, {suggested}" if label.suggested else f"{label.name}: {tagged}"
