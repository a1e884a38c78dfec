"""The trainings of a home: a folder each, and what came of them."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from photoapp.errors import TrainingError
from photoapp.evaluation.bootstrap import Figure
from photoapp.library.training_process import discard
from trainer.job.commands import command
from trainer.job.messages import RunStatus
from trainer.job.order import ORDER, PHOTOS, Method, Order, read_order
from trainer.job.state import RunState, read_state
from trainer.job.tidying import is_untidy, tidy
from trainer.report import PAGE, REPORT, Report, read_report

log = logging.getLogger(__name__)

MODEL = "model"
# Whoever waits for the run's process sees it end before the folder goes.
_CANCELLED = "cancelled"


@dataclass(frozen=True)
class RunCard:
    """A training at a glance.

    ``base`` is the id of the model that is personalised, ``model_id`` that of the new one, empty
    until there is one. ``sentence`` says what came of it, ``gain`` by how much captions (or names)
    find more. ``activated`` tells that the new model is among the library's, ``active`` that it
    answers searches.
    """

    run: str
    method: Method
    made_at: float
    base: str
    photos: int
    state: RunStatus
    sentence: str
    gain: Figure | None
    active: bool
    activated: bool
    model_id: str


def _left(state: RunState) -> str:
    if not state.seconds_left:
        return ""
    return f", and has about {max(1, round(state.seconds_left / 60))} min left"


class Runs:
    """The folder of all trainings."""

    def __init__(self, training: Path) -> None:
        self._training = training

    def all(self) -> Iterator[tuple[str, Order]]:
        """Yield the trainings with their orders, the newest first; one that is broken is logged."""
        found = []
        for path in self._training.glob(f"[!.]*/{ORDER}"):
            try:
                found.append((path.parent.name, read_order(path.parent)))
                if is_untidy(path.parent):
                    tidy(path.parent)
            except TrainingError as error:
                log.warning("a training is passed over: %s", error)
        yield from sorted(found, key=lambda pair: (pair[1].made_at, pair[0]), reverse=True)

    def folder(self, run: str) -> Path:
        """Return the folder of a training.

        Raises:
            TrainingError: there is no such training.

        """
        folder = self._training / run
        if Path(run).name == run and not run.startswith(".") and folder.is_dir():
            return folder
        there = ", ".join(name for name, _ in self.all()) or "none"
        raise TrainingError(f"There is no training called {run!r} here; there is: {there}.")

    def state(self, run: str) -> RunState:
        """Return how a training stands.

        Raises:
            TrainingError: there is no such training, or nobody can tell.

        """
        return read_state(self.folder(run))

    def state_told(self, run: str) -> RunState:
        """Return how a training stands: "failed", with a sentence, where nobody can tell."""
        try:
            return self.state(run)
        except TrainingError as error:
            return RunState("failed", str(error))

    def report(self, run: str) -> Report:
        """Return what came of a training.

        Raises:
            TrainingError: there is no such training, or no report of it.

        """
        self._check_finished(run)
        return read_report(self.folder(run))

    def finished_report(self, run: str) -> Report | None:
        """Return what came of a training, None where that is not known."""
        folder = self.folder(run)
        if not (folder / REPORT).exists():
            return None
        try:
            return read_report(folder)
        except TrainingError as error:
            log.warning("a report is passed over: %s", error)
            return None

    def page(self, run: str) -> Path:
        """Return the report for people.

        Raises:
            TrainingError: there is no such training, or no report of it.

        """
        self._check_finished(run)
        page = self.folder(run) / PAGE
        if not page.is_file():
            message = f"The report {page} is gone; train again for another one."
            raise TrainingError(message)
        return page

    def _check_finished(self, run: str) -> None:
        """Say what to do about a training that has no report yet.

        Raises:
            TrainingError: it has none.

        """
        folder, state = self.folder(run), self.state_told(run)
        if state.finished or (folder / REPORT).exists():
            return
        stop, resume = self._ways(run)
        ways_out = {
            "running": f"it is running{_left(state)}; wait for it, {stop}",
            "new": f"it has not begun; {resume}",
            "paused": f"it is paused; {resume}",
            "cancelled": "it was cancelled; train again",
        }
        failed = f"it has failed: {state.sentence.rstrip('.')}; then {resume}"
        why = ways_out.get(state.state, failed)
        raise TrainingError(f"There is no report of {run} yet, for {why}.")

    def _ways(self, run: str) -> tuple[str, str]:
        """Return how to stop a training, and how to go on with it."""
        pause, cancel = (command(self._training, word, run) for word in ("pause", "discard"))
        resume = command(self._training, "fit", "--resume", run)
        stop = f"pause it with {pause}, or cancel it with {cancel}"
        return stop, f"go on with {resume}, or in the window"

    def photos(self, run: str) -> int:
        """Return how many photos a training has to learn from."""
        try:
            return (self._training / run / PHOTOS).read_bytes().count(b"\n")
        except OSError:
            return 0

    def discard(self, run: str) -> None:
        """Stop a training, whoever runs it, and delete all that is kept of it.

        Raises:
            TrainingError: there is no such training, or it can't be stopped or deleted.

        """
        mark = self.folder(run) / _CANCELLED
        with suppress(OSError):  # it can be deleted all the same, or not
            mark.touch()
        try:
            discard(mark.parent)
        except BaseException:
            mark.unlink(missing_ok=True)
            raise

    def is_cancelled(self, run: str) -> bool:
        """Return whether a training was discarded, or is just about to be."""
        folder = self._training / run
        return not folder.is_dir() or (folder / _CANCELLED).exists()

    def forget_cancelling(self, run: str) -> None:
        """Let a training go on of which somebody was killed while discarding it."""
        (self.folder(run) / _CANCELLED).unlink(missing_ok=True)
