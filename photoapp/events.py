"""What the core tells whoever is listening: plain facts, no behaviour."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class ScanProgress:
    """Files found so far while folders are being walked."""

    found: int


@dataclass(frozen=True)
class IndexProgress:
    """How far an indexing run has come.

    ``found`` counts photo files, and ``done`` those of them that are settled: embedded in this
    run, skipped because nothing was to be done, or failed. ``photos_per_second`` is measured over
    the last moments, and ``seconds_left`` is None until it can be told.
    """

    found: int
    embedded: int
    skipped: int
    failed: int
    photos_per_second: float
    seconds_left: float | None

    @property
    def done(self) -> int:
        """Files that need nothing more in this run."""
        return self.embedded + self.skipped + self.failed


@dataclass(frozen=True)
class FileFailed:
    """One file could not be indexed; the run goes on."""

    path: str
    kind: str
    reason: str


@dataclass(frozen=True)
class PhotosAdded:
    """Photos that have just become searchable."""

    photo_ids: tuple[int, ...]


@dataclass(frozen=True)
class BuildProgress:
    """How far the library has come on its way to another model.

    ``done`` of ``total`` photos have a vector of ``model``; ``photos_per_second`` is measured over
    the last moments, and ``seconds_left`` is None until it can be told.
    """

    model: str
    done: int
    total: int
    photos_per_second: float
    seconds_left: float | None


@dataclass(frozen=True)
class ModelSwitched:
    """Another model answers searches from now on."""

    model: str


@dataclass(frozen=True)
class DownloadProgress:
    """How many bytes of a download have come; ``seconds_left`` is None until it can be told."""

    done: int
    total: int
    bytes_per_second: float
    seconds_left: float | None


@dataclass(frozen=True)
class ExportProgress:
    """How many photos of an export are ``done``, of ``total``."""

    done: int
    total: int


@dataclass(frozen=True)
class FolderWatched:
    """How a folder is being watched from now on; ``sentence`` says it to people, with the reason.

    ``how`` is ``events`` (the system tells of changes), ``looking`` (photoapp looks again at
    intervals) or ``missing`` (it is not there just now, and is waited for).
    """

    path: str
    how: Literal["events", "looking", "missing"]
    sentence: str


@dataclass(frozen=True)
class CaughtUp:
    """The library is level again with ``folders``, which had changed; ``seconds`` it took.

    ``embedded`` photos have become searchable, and ``failed`` files could not be.
    """

    folders: tuple[str, ...]
    embedded: int
    failed: int
    seconds: float


@dataclass(frozen=True)
class WatchTrouble:
    """What keeps a watched library from becoming level; it is tried again by itself."""

    sentence: str


PauseReason = Literal["you", "battery", "busy"]


@dataclass(frozen=True)
class Paused:
    """A run rests: ``you`` asked for it, the computer is on battery, or it is being used."""

    reason: PauseReason


@dataclass(frozen=True)
class Resumed:
    """A run that rested goes on."""


@dataclass(frozen=True)
class TrainingProgress:
    """How far a run of training has come; it reads, fits, judges and writes, in this order.

    ``done`` of ``total`` photos are read, or epochs of all parts fitted: ``part`` of ``parts`` and
    ``epoch`` of ``epochs`` count from 1 there, ``loss`` is the epoch's and ``score`` that of
    photos held out, None where it was not taken. ``seconds_left`` is for the whole run.
    """

    run: str
    stage: Literal["reading", "fitting", "judging", "writing"]
    done: int
    total: int
    part: int
    parts: int
    epoch: int
    epochs: int
    loss: float | None
    score: float | None
    seconds_left: float | None


@dataclass(frozen=True)
class TrainingNote:
    """Something of a run that people should know: a photo was passed over, say."""

    run: str
    sentence: str


@dataclass(frozen=True)
class TrainingWarm:
    """A run rests at a temperature in degrees Celsius, or no longer does."""

    run: str
    temperature: float
    resting: bool


Event = (
    ScanProgress
    | IndexProgress
    | FileFailed
    | PhotosAdded
    | BuildProgress
    | ModelSwitched
    | DownloadProgress
    | ExportProgress
    | FolderWatched
    | CaughtUp
    | WatchTrouble
    | Paused
    | Resumed
    | TrainingProgress
    | TrainingNote
    | TrainingWarm
)
Listener = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """Listen to nothing."""
