"""One line of the sidebar, as plain data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from photoapp.catalog import PhotoFilter

Kind = Literal["plain", "heading", "search", "folder", "album", "smart-album", "keyword", "label"]
Children = Callable[[], Sequence["Node"]]


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the sidebar.

    ``key`` is its own in the whole tree, and the same next time. ``photos`` is written at its
    right, and before that ``suggested``: how many more a model suggests; while it is closed, with
    ``suggested_below`` of what lies below. ``conditions`` are fields of a PhotoFilter, and what
    they are to be; None where there is nothing to choose. ``value`` is what it stands for: the id
    of an album or a label, a folder's path, a keyword, a search's text. ``children`` are made when
    somebody looks.
    """

    key: str
    text: str
    icon: str = ""
    kind: Kind = "plain"
    photos: int | None = None
    conditions: Mapping[str, object] | None = None
    value: object = None
    tip: str = ""
    children: Children | None = field(default=None, compare=False)
    suggested: int = 0
    suggested_below: int = 0


class Nodes(Sequence[Node]):
    """Nodes of things, each made when it is asked for: there may be thousands of which few show."""

    def __init__(self, things: Sequence[Any], make: Callable[[Any], Node]) -> None:
        self._things = things
        self._make = make

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, place: int) -> Node: ...
    @overload
    def __getitem__(self, place: slice) -> "Nodes": ...
    def __getitem__(self, place: int | slice) -> "Node | Nodes":
        if isinstance(place, slice):
            return Nodes(self._things[place], self._make)
        return self._make(self._things[place])


def conditions_of(wanted: "PhotoFilter") -> dict[str, object]:
    """Return what a filter asks, by the names of its fields."""
    return {
        each.name: value
        for each in fields(wanted)
        if (value := getattr(wanted, each.name)) != each.default
    }


def filter_of(node: Node) -> "PhotoFilter":
    """Return the filter of a node that has conditions."""
    from photoapp.catalog import PhotoFilter  # noqa: PLC0415 - loaded with the library by now

    return PhotoFilter(**(node.conditions or {}))


def is_asked(node: Node, asked: Mapping[str, object]) -> bool:
    """Whether what is asked of photos is what a node stands for, perhaps among other things."""
    if node.conditions is None or node.kind == "search":
        return False
    if not node.conditions:
        return not asked
    return all(_holds(asked.get(name), value) for name, value in node.conditions.items())


def _holds(asked: object, value: object) -> bool:
    if isinstance(value, tuple) and isinstance(asked, tuple):
        return set(value) <= set(asked)
    return asked == value
