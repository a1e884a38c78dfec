"""A label as a list says it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LabelLine:
    """A label of a list: ``parent`` and ``group`` are names, "" where the list says none.

    ``precision`` is the share of right suggestions asked for, None where the list says nothing.
    """

    name: str
    phrases: tuple[str, ...] = ()
    parent: str = ""
    group: str = ""
    precision: float | None = None


@dataclass(frozen=True)
class Draft:
    """What a file says of a label before it is looked at, and on which line, from 1."""

    number: int
    name: str
    phrases: tuple[str, ...] = ()
    parent: str = ""
    group: str = ""
    precision: str = ""
