"""A label, alone and with all that belongs to it."""

from dataclasses import dataclass

from photoapp.catalog.labels.names import USUAL_PRECISION
from photoapp.catalog.labels.pictures import WholePicture


@dataclass(frozen=True)
class Label:
    """What people define for photos to be tagged with.

    ``phrases`` say what photos show that are to have it; without any its name does. Of the labels
    of a ``group``, "" being none, a photo has one at most. ``precision`` is the share of right
    suggestions that is asked for, from 0.5 to 0.999.
    """

    id: int
    name: str
    phrases: tuple[str, ...] = ()
    parent_id: int | None = None
    group: str = ""
    precision: float = USUAL_PRECISION


@dataclass(frozen=True)
class WholeLabel:
    """A label with all that belongs to it: enough to bring it back."""

    label: Label
    created_at: float
    child_ids: tuple[int, ...]
    pictures: tuple[WholePicture, ...]
