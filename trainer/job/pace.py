"""How long a run still takes: by its estimate at first, and then by the speed that it shows."""

from collections.abc import Callable
from dataclasses import dataclass

from trainer.methods import Estimate


@dataclass(frozen=True)
class Interrupted:
    """A run that goes on: in which stage it was, and how many seconds were left."""

    stage: str
    seconds_left: float


class Pace:
    """What is left of a run, in seconds of work.

    Args:
        reading: what looking at photos should take.
        fit: what all that follows should take.
        before: how the run stood when it was interrupted; None for one that begins.
        clock: seconds of work.

    """

    def __init__(
        self, reading: float, fit: Estimate, before: Interrupted | None, clock: Callable[[], float]
    ) -> None:
        self._reading, self._fit, self._clock = reading, fit, clock
        # Everything is loaded and compared again, however late it was interrupted.
        again = fit.opening + max(before.seconds_left, fit.closing) if before else None
        self._fits_on = before is not None and before.stage != "reading"
        self._slowness = 1.0
        # What was left was told by the speed that the run had shown.
        self._again = again if self._fits_on else None
        self._fitting_since = clock()
        self._set(reading + fit.seconds if again is None else again)

    @property
    def left(self) -> float:
        """The seconds left, by what was last known."""
        return max(0.0, self._left - (self._clock() - self._at))

    def read(self, done: int, total: int, seconds_left: float) -> None:
        """Learn from how fast photos were looked at."""
        if done < total and self._reading:
            self._slowness = seconds_left / (total - done) * total / self._reading
        again = self._again
        self._set(seconds_left + (self._slowness * self._fit.seconds if again is None else again))

    def begin_fit(self) -> None:
        """Note that all photos have been looked at."""
        self._fitting_since = self._clock()
        if not self._fits_on:
            self._set(self._slowness * self._fit.seconds)

    def fitted(self, done: float, seconds_left: float | None) -> None:
        """Learn from how fast epochs were; ``done`` is their share, ``seconds_left`` for others."""
        fit = self._fit
        steps = max(0.0, fit.seconds - fit.opening - fit.closing)
        if seconds_left is None:
            if self._fits_on:  # nobody knows how far it was
                return
            passed = self._clock() - self._fitting_since
            if expected := fit.opening + done * steps:
                self._slowness = passed / expected
            seconds_left = self._slowness * (1 - done) * steps
        elif done < 1 and steps:
            self._slowness = seconds_left / ((1 - done) * steps)
        self._set(seconds_left + self._slowness * fit.closing)

    def _set(self, left: float) -> None:
        self._left, self._at = left, self._clock()
