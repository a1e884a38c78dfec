"""A home in which models are personalised: real runs, in the process that photoapp starts."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np

from benchmarks.personalising.eyes import Eyes, say
from benchmarks.personalising.measuring import Captioned, Labelled
from photoapp.encoders import Encoder, load_encoder
from photoapp.errors import TrainingError
from photoapp.evaluation import CaptionedPhoto, read_captions, read_labels
from photoapp.library import Library
from photoapp.library.personal import Wish
from photoapp.paths import app_paths
from trainer.job.order import (
    FEATURES,
    LIBRARY,
    LIBRARY_FEATURES,
    LibraryPhoto,
    read_photos,
    write_lines,
)
from trainer.job.state import RunState
from trainer.report import Report


@dataclass(frozen=True)
class Setting:
    """What is tried: ``photos`` of None is the bar's own number, ``others`` uncaptioned ones."""

    shared: Path
    work: Path
    seeds: int
    photos: int | None
    others: int
    epochs: int | None
    home: Path | None

    @property
    def wish(self) -> Wish:
        """What all trainings have in common."""
        return Wish(epochs=self.epochs)


@dataclass(frozen=True)
class Ran:
    """A training that has ended; there is no model, and no report, of one that failed."""

    run: str
    state: RunState
    folder: Path
    report: Report | None

    def encoder(self) -> Encoder:
        """Return the model that it made, activated or not."""
        return load_encoder(str(self.folder / "model"))

    def note(self, trial: str) -> str:
        """Return a sentence on how it ended."""
        gain = ""
        if self.report and (captions := self.report.verdict.captions):
            found = captions.summary.gain
            gain = f"; the gate's gain {found.value:+.3f} ({found.low:+.3f} to {found.high:+.3f})"
        return f"{trial}: {self.state.state} in {self.state.seconds:.0f} s{gain}. {self._why()}"

    def _why(self) -> str:
        reasons = self.report.verdict.reasons if self.report else ()
        return " ".join(dict.fromkeys([self.state.sentence, *reasons]))


class Bench:
    """Trainings in one home, of photos that are seen once."""

    def __init__(self, setting: Setting, library: Library, eyes: Eyes) -> None:
        self.setting = setting
        self.library = library
        self.eyes = eyes

    def captioned(self, folder: str, split: str | None = None) -> list[CaptionedPhoto]:
        """Return the shared photos of a folder that has captions."""
        return read_captions(self.setting.shared / folder / "captions.jsonl", split=split)

    def everyday(self) -> list[Captioned | Labelled]:
        """Return what a model must not forget."""
        labelled = read_labels(self.setting.shared / "labelled" / "labels.csv")
        return [
            self.found("captioned", self.captioned("captioned", "val")),
            Labelled(*self.eyes.readable(labelled)),
        ]

    def found(self, name: str, photos: Sequence[CaptionedPhoto]) -> Captioned:
        """Return photos that captions are to find among each other."""
        return Captioned(name, *self.eyes.readable(photos))

    def train(self, photos: Sequence[CaptionedPhoto], wish: Wish) -> Ran:
        """Personalise a model with a file of captions, as if the photos had been seen already."""
        file = self.library.paths.data / "captions.jsonl"
        write_captions(file, photos)
        run = self.library.personal.prepare(replace(wish, captions_file=file), say)
        folder = self.library.paths.training / run
        self._lay_features(folder)
        return self.carry_out(run)

    def carry_out(self, run: str) -> Ran:
        """Carry out a training that is prepared, and say how it ended.

        Raises:
            TrainingError: its process died.

        """
        state = self.library.personal.train(run)
        if not state.finished and state.state != "failed":
            raise TrainingError(
                f"The run {run} has not ended but is {state.state}. {state.sentence}"
            )
        return self.ended(run, state)

    def ended(self, run: str, state: RunState) -> Ran:
        """Return a training that has ended."""
        report = self.library.personal.report(run) if state.state in {"done", "refused"} else None
        return Ran(run, state, self.library.paths.training / run, report)

    def _lay_features(self, folder: Path) -> None:
        paths = [Path(photo.path) for photo in read_photos(folder)]
        np.save(folder / FEATURES, self.eyes.features(paths).astype(np.float16))
        if others := self.others():
            write_lines(folder / LIBRARY, [LibraryPhoto(str(path)) for path in others])
            np.save(folder / LIBRARY_FEATURES, self.eyes.features(others).astype(np.float16))

    def others(self) -> list[Path]:
        """Return the photos without captions that the library is to have."""
        return sorted((self.setting.shared / "library").iterdir())[: self.setting.others]


@contextmanager
def bench(setting: Setting) -> Iterator[Bench]:
    """Yield a bench in an empty home, which is deleted unless the setting names it."""
    setting.work.mkdir(parents=True, exist_ok=True)
    with home(setting) as place, closing(Library(app_paths(place))) as library:
        yield Bench(setting, library, Eyes(setting.work))


@contextmanager
def home(setting: Setting) -> Iterator[Path]:
    """Yield a folder for a home."""
    if setting.home:
        yield setting.home
        return
    with tempfile.TemporaryDirectory(dir=setting.work, prefix="home-") as made:
        yield Path(made) / "home"


def write_captions(file: Path, photos: Sequence[CaptionedPhoto]) -> None:
    """Write photos with their captions as a user has them: nothing says which to hold out."""
    lines = [{"file": str(p.path.absolute()), "captions": list(p.captions)} for p in photos]
    file.write_bytes(b"\n".join(msgspec.json.encode(line) for line in lines))
