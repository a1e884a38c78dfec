"""The state of a library, as ``photoapp status`` and the window show it."""

from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog import Failure


@dataclass(frozen=True)
class FolderStatus:
    """A watched folder: how many files of it are known, and whether it is there just now.

    ``videos`` lie beside its photos; ``live_photos`` of them are the moving half of one.
    ``note`` says how it is watched where that is not as usual.
    """

    path: Path
    files: int
    offline: bool
    videos: int = 0
    live_photos: int = 0
    note: str = ""


@dataclass(frozen=True)
class BuildingStatus:
    """How far the library is on its way to ``model``: ``left`` photos lack its vector."""

    model: str
    done: int
    left: int


@dataclass(frozen=True)
class LibraryStatus:
    """Counts of photos; ``embedded`` ones are searchable with ``model`` and ``index``.

    ``device`` and ``precision`` are what photos were last embedded on and in, "auto" before the
    first; ``precision_reason`` is a clause on why.
    """

    folders: list[FolderStatus]
    photos: int
    embedded: int
    pending: int
    failures: list[Failure]
    model: str
    device: str
    precision: str
    precision_reason: str
    index: str
    building: BuildingStatus | None
