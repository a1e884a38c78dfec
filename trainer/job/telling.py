"""What a run tells: to its parent at once, to its journal, and in its state."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import msgspec

from trainer.job.journal import Journal
from trainer.job.messages import (
    Ended,
    Message,
    Progress,
    RunStatus,
    Said,
    Stage,
    Warm,
    encode_line,
)
from trainer.job.pace import Interrupted, Pace
from trainer.job.state import FINISHED, RunState, this_process, write_state
from trainer.methods import Estimate, Point

# Often enough for people, and for a state that a kill leaves behind.
_TELL_SECONDS = 0.25
_STATE_SECONDS = 2.0
# Between two epochs, which may be an hour, what is left goes down.
_LEFT_SECONDS = 5.0

Clock = Callable[[], float]


class Parent:
    """Standard output's other end. When it has gone the run is to stop, and tells nobody."""

    def __init__(self, pipe: IO[bytes], stop: threading.Event) -> None:
        self._pipe: IO[bytes] | None = pipe
        self._stop = stop

    def tell(self, message: Message) -> None:
        """Send a message, if somebody is there."""
        if self._pipe is None:
            return
        try:
            self._pipe.write(encode_line(message))
            self._pipe.flush()
        except (OSError, ValueError):
            self._pipe = None
            self._stop.set()


def claim_standard_output() -> IO[bytes]:
    """Keep the pipe for messages; whatever libraries print goes to standard error."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


class Logbook:
    """Tells how one process's share of a run goes.

    Args:
        folder: the run's.
        parent: who started the process.
        state: how the run stood before.
        clock: seconds that never run backwards.

    """

    def __init__(
        self,
        folder: Path,
        parent: Parent,
        state: RunState,
        clock: Clock = time.monotonic,
    ) -> None:
        self._folder = folder
        self._parent = parent
        self._journal = Journal(folder)
        self._rested = 0.0
        self._resting_since: float | None = None
        self._pace: Pace | None = None
        self._last: Progress | None = None
        self._clock = clock
        self._before = state.seconds
        self._left_before = state.seconds_left
        self._interrupted = (
            Interrupted(state.stage, state.seconds_left)
            if state.stage and state.seconds_left is not None
            else None
        )
        self._began = clock()
        self._told_at = self._written_at = -1e9
        started = state.started_at or time.time()
        self._state = msgspec.structs.replace(this_process(state), sentence="", started_at=started)
        self._write()

    @property
    def seconds(self) -> float:
        """Seconds of work so far, over all resumptions; resting is none."""
        until = self._clock() if self._resting_since is None else self._resting_since
        return self._before + until - self._began - self._rested

    def begin(self, reading: float, fit: Estimate) -> None:
        """Note that reading begins, how long it should take in seconds, and what all the rest."""
        self._pace = Pace(reading, fit, self._interrupted, lambda: self.seconds)
        self._progress(Progress("reading"), at_once=True)

    def stage(self, stage: Stage) -> None:
        """Note that a stage begins after reading."""
        if self._pace and stage == "fitting":
            self._pace.begin_fit()
        self._progress(Progress(stage), at_once=True)

    def reading(self, done: int, total: int, seconds_left: float | None) -> None:
        """Note that so many photos have been looked at."""
        if self._pace and seconds_left is not None:
            self._pace.read(done, total, seconds_left)
        self._progress(Progress("reading", done=done, total=total), at_once=done == total)

    def fitting(self, point: Point) -> None:
        """Note how the fit stands after an epoch."""
        progress = _of_point(point)
        if self._pace:
            self._pace.fitted(progress.done / max(progress.total, 1), point.seconds_left)
        self._progress(progress, at_once=True)

    def going_on(self) -> None:
        """Note, between two steps, that time has passed."""
        if self._last and self._clock() - self._told_at >= _LEFT_SECONDS:
            self._told_at = self._clock()
            self._parent.tell(msgspec.structs.replace(self._last, seconds_left=self._left))
            self._write()

    def say(self, sentence: str) -> None:
        """Tell people a sentence, once however often the run is resumed."""
        self._send(Said(sentence))

    def warm(self, temperature: float, resting: bool) -> None:
        """Note that the run rests as it is too warm, or goes on."""
        if self._resting_since is not None:
            self._rested += self._clock() - self._resting_since
        self._resting_since = self._clock() if resting else None
        self._send(Warm(temperature, resting))

    def end(self, status: RunStatus, sentence: str = "") -> None:
        """Note how the run stands when the process ends; ``close`` tells it."""
        self._state = msgspec.structs.replace(
            self._state,
            state=status,
            sentence=sentence,
            pid=None,
            process_began=None,
        )
        self._write()

    def close(self) -> None:
        """Say the last word."""
        self._send(Ended(self._state.state, self._state.sentence))

    @property
    def _left(self) -> float | None:
        """How many seconds of work are left, before it began those of when it was interrupted."""
        return round(self._pace.left, 1) if self._pace else self._left_before

    def _progress(self, progress: Progress, *, at_once: bool) -> None:
        now, is_new = self._clock(), self._last is None or progress.stage != self._last.stage
        self._last = progress = msgspec.structs.replace(progress, seconds_left=self._left)
        self._state = msgspec.structs.replace(self._state, stage=self._reached(progress.stage))
        if at_once or now - self._told_at >= _TELL_SECONDS:
            self._told_at = now
            self._send(progress)
        if is_new or now - self._written_at >= _STATE_SECONDS:
            self._write()

    def _reached(self, stage: Stage) -> str:
        """Return how far the run has come: one that goes on looks at photos again on the way."""
        return self._interrupted.stage if self._interrupted and stage == "reading" else stage

    def _send(self, message: Message) -> None:
        if self._journal.write(message):
            self._parent.tell(message)

    def _write(self) -> None:
        self._written_at = self._clock()
        left = 0.0 if self._state.state in FINISHED else self._left
        self._state = msgspec.structs.replace(
            self._state, seconds=round(self.seconds, 2), seconds_left=left
        )
        write_state(self._folder, self._state)


def _of_point(point: Point) -> Progress:
    """Return a point in the terms of a parent: parts and epochs are counted from 1 there."""
    return Progress(
        "fitting",
        done=point.part * point.epochs + point.epoch,
        total=point.parts * point.epochs,
        part=point.part + 1,
        parts=point.parts,
        epoch=point.epoch,
        epochs=point.epochs,
        loss=point.loss,
        score=point.score,
    )
