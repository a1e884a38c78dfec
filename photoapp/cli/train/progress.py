"""A training run as it goes, on standard error."""

from types import TracebackType

from photoapp.cli.progress import ProgressLine, duration
from photoapp.events import Event, TrainingNote, TrainingProgress, TrainingWarm

_STAGES = {
    "reading": "looking at photos",
    "fitting": "fitting",
    "judging": "judging",
    "writing": "writing the report",
}


class TrainingLine:
    """Shows a run's events as they come; as a context it leaves the terminal tidy."""

    def __init__(self) -> None:
        self._line = ProgressLine()

    def __enter__(self) -> "TrainingLine":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._line.__exit__(kind, error, traceback)

    def show(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, TrainingNote):
            self._line.note(event.sentence)
        elif isinstance(event, TrainingWarm):
            self._line.note(_warmth(event))
        elif isinstance(event, TrainingProgress):
            self._line.update(described(event))
        else:
            self._line.show(event)


def described(progress: TrainingProgress) -> str:
    """Return how far a run has come, as people read it."""
    said = [_stage(progress)]
    if progress.loss is not None:
        said.append(f"loss {progress.loss:.3f}")
    if progress.score is not None:
        said.append(f"held-out recall {progress.score:.3f}")
    if progress.seconds_left:
        said.append(f"{duration(progress.seconds_left)} left")
    return ", ".join(said)


def _stage(progress: TrainingProgress) -> str:
    stage = _STAGES[progress.stage]
    if progress.stage == "reading" and progress.total:
        return f"{stage}: {progress.done} of {progress.total}"
    if progress.stage == "fitting" and progress.epochs:
        part = f"part {progress.part}/{progress.parts}" if progress.parts > 1 else stage
        return f"{part}, epoch {progress.epoch}/{progress.epochs}"
    return stage


def _warmth(event: TrainingWarm) -> str:
    what = "it rests until it is cooler" if event.resting else "it goes on"
    return f"{event.temperature:.0f} °C: {what}"
