"""What photos are to have in common: the part of a query that is no question of likeness."""

from dataclasses import dataclass
from typing import Literal

Flag = Literal["pick", "reject", "none"]
Color = Literal["red", "yellow", "green", "blue", "purple", "none"]


@dataclass(frozen=True)
class PhotoFilter:
    """Conditions that photos meet all together; what is None, empty or False asks nothing.

    ``folder`` is an absolute path, or the last parts of some, and stands for all below it;
    ``album`` is a name. ``since`` and ``until`` are local dates, or the beginnings of such (2024,
    2024-05), both included; a photo without a date counts as of its newest file's.
    ``place`` is the name of a city, region or country. ``phrases`` are words that captions,
    titles, keywords or file names hold side by side. Ratings are from 0 (none) to 5.

    ``keywords`` are what photos are tagged with; where one is a label's name, a label below it
    does as well. ``labels`` stand for photos that are tagged so, and for those that a model
    suggests to tag with the label or with one below it; ``suggested`` for those alone that the
    label itself is suggested for, and ``with_suggestions`` for all that any is suggested for. A
    label that is not there finds what is tagged with its name.

    ``untagged`` photos have no keyword, ``offline`` ones lie on drives that are missing, and
    ``failed`` ones could not be read.
    """

    folder: str | None = None
    album: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    camera: str | None = None
    keywords: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    least_rating: int | None = None
    most_rating: int | None = None
    flag: Flag | None = None
    color: Color | None = None
    untagged: bool = False
    with_suggestions: bool = False
    offline: bool = False
    failed: bool = False
