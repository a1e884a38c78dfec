"""The state of a library, as ``photoapp status`` and the window show it."""

from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog import Failure


@dataclass(frozen=True)
class FolderStatus:
    """A watched folder: how many files of it are known, and whether it is there just now."""

    path: Path
    files: int
    offline: bool


@dataclass(frozen=True)
class LibraryStatus:
    """Counts of photos; ``embedded`` ones are searchable with ``model`` and ``index``."""

    folders: list[FolderStatus]
    photos: int
    embedded: int
    pending: int
    failures: list[Failure]
    model: str
    device: str
    precision: str
    index: str
