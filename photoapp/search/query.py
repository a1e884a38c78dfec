"""A query: what people look for, whether they typed it, clicked it or dropped a picture."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from photoapp.catalog import PhotoFilter

Sort = Literal["relevance", "newest", "oldest", "name", "rating"]


@dataclass(frozen=True)
class Query:
    """What is looked for.

    ``words`` are compared with what photos show, and ``without`` are words for what they must not
    show. ``like`` is a photo of the library (its id) or a picture anywhere (its path) that photos
    are to resemble. All photos that meet the ``filter`` answer a query with neither words nor
    ``like``. ``sort`` is None for the usual order: by relevance where there is one, else the
    newest first.
    """

    words: str = ""
    without: tuple[str, ...] = ()
    filter: PhotoFilter = field(default_factory=PhotoFilter)
    like: int | Path | None = None
    sort: Sort | None = None

    @property
    def ranked(self) -> bool:
        """Whether some photos answer better than others."""
        return bool(self.words) or self.like is not None
