"""Resting while processor or graphics card are warmer than the user wants them."""

import contextlib
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from trainer.job.stopping import Stopped

# Processors' sensors, as Linux's drivers call them; disks and batteries have limits of their own.
_PROCESSORS = frozenset(
    [
        "coretemp",  # Intel
        "k10temp",  # AMD
        "zenpower",
        "cpu_thermal",  # ARM
        "cpu-thermal",
        "cpuss_thermal",
        "soc_thermal",
        "soc-thermal",
    ]
)
_ASK_CARD = ("--query-gpu=temperature.gpu", "--format=csv,noheader,nounits")
_ASK_SECONDS = 10.0
_LOOK_SECONDS = 5.0
_REST_SECONDS = 2.0
# It goes on this many degrees below, lest it stop and go.
_COOLER = 5.0

ReadTemperature = Callable[[], float | None]


class Thermometer:
    """The temperature of what works: the processor, and the graphics cards if they may be used."""

    def __init__(self, *, cards: bool) -> None:
        self._nvidia = shutil.which("nvidia-smi") if cards else None
        self._cards = cards

    def __call__(self) -> float | None:
        """Return the highest reading in degrees Celsius; None where there is no sensor."""
        readings = _processors()
        if self._nvidia:
            readings += _nvidia(self._nvidia)
        elif self._cards:
            readings += _torch()
        return max(readings, default=None)


class Rests:
    """Called between steps: waits while it is too warm, and obeys whoever asks it to stop.

    Args:
        stop: set by who wants the run to stop.
        warmest: degrees Celsius above which it rests; 0 for none.
        read: the temperature as it is now.
        tell: is called with a temperature and True when a rest begins, False when it ends.

    """

    def __init__(
        self,
        stop: threading.Event,
        warmest: int,
        read: ReadTemperature,
        tell: Callable[[float, bool], None],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stop = stop
        self._warmest = warmest
        self._read = read
        self._tell = tell
        self._clock = clock
        self._look_at = clock()

    def __call__(self) -> None:
        """Return when the next step may be taken.

        Raises:
            Stopped: the run is to stop.

        """
        self._obey()
        if self._warmest and self._clock() >= self._look_at:
            if (now := self._read()) is not None and now > self._warmest:
                self._rest(now)
            self._look_at = self._clock() + _LOOK_SECONDS

    def _rest(self, temperature: float) -> None:
        self._tell(temperature, True)
        now: float | None = temperature
        while now is not None and now > self._warmest - _COOLER:
            self._stop.wait(_REST_SECONDS)
            self._obey()
            temperature, now = now, self._read()
        self._tell(temperature if now is None else now, False)

    def _obey(self) -> None:
        if self._stop.is_set():
            raise Stopped


def _processors() -> list[float]:
    import psutil

    if not hasattr(psutil, "sensors_temperatures"):  # Windows and macOS tell nobody
        return []
    with contextlib.suppress(OSError):  # a driver that has gone
        named = psutil.sensors_temperatures().items()
        return [float(r.current) for name, read in named if name in _PROCESSORS for r in read]
    return []


def _nvidia(program: str) -> list[float]:
    with contextlib.suppress(OSError, subprocess.SubprocessError, ValueError):
        asked = subprocess.run(
            [program, *_ASK_CARD], capture_output=True, text=True, timeout=_ASK_SECONDS, check=True
        )
        return [float(line) for line in asked.stdout.splitlines() if line.strip()]
    return []


def _torch() -> list[float]:
    """Return what torch knows of an AMD card, if torch is at work."""
    torch = sys.modules.get("torch")
    with contextlib.suppress(Exception):  # each maker's library fails in its own way
        if torch and torch.cuda.is_available():
            return [float(torch.cuda.temperature())]
    return []
