"""Pausing work that nobody waits for: as the user says, on battery, while the computer is used."""

import logging
import threading
import time
from collections.abc import Callable

from photoapp.errors import HomeError
from photoapp.events import Listener, Paused, PauseReason, Resumed
from photoapp.library.idleness import idle_reader, on_battery
from photoapp.settings import Settings

log = logging.getLogger(__name__)

# Asking the system may start a program; nobody minds this delay.
_LOOK_SECONDS = 5.0
_IDLE_SECONDS = 120.0
_REST_SECONDS = 0.2


class Pausing:
    """Whether embedding, hashing and reading metadata are to rest. Safe to use from any thread.

    Whoever works asks ``now_paused`` before taking up more; what a worker has begun is finished,
    and texts of searches are encoded as ever. Battery and idleness count only while it is
    ``considerate``: a command that somebody has typed and waits for does not hold back.

    Args:
        settings: returns the settings as they are now.
        battery: whether the computer runs on its battery.
        idle_seconds: for how long nobody has used the computer.
        clock: seconds that never run backwards.

    """

    def __init__(
        self,
        settings: Callable[[], Settings] = Settings,
        *,
        battery: Callable[[], bool] = on_battery,
        idle_seconds: Callable[[], float] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.considerate = False
        self._settings = settings
        self._battery = battery
        self._idle_seconds = idle_seconds or idle_reader()
        self._clock = clock
        self._looking = threading.Lock()
        self._by_user = False
        self._by_system: PauseReason | None = None
        self._look_at = clock()
        self._changed = threading.Condition()

    @property
    def paused(self) -> PauseReason | None:
        """Why work rests, as far as is known; asks nobody, so that the window may."""
        return "you" if self._by_user else self._by_system

    def pause(self) -> None:
        """Let work rest until ``resume``."""
        self._by_user = True

    def resume(self) -> None:
        """Let work go on, unless the settings are against it."""
        with self._changed:
            self._by_user = False
            self._changed.notify_all()

    def look_again(self) -> None:
        """Forget what was known of the system: the settings may have changed."""
        with self._changed:
            self._look_at = self._clock()
            self._changed.notify_all()

    def now_paused(self) -> PauseReason | None:
        """Return why work is to rest, having asked the system if that is some seconds ago."""
        if not self._by_user and self._clock() >= self._look_at:
            with self._looking:
                self._by_system = self._reason() if self.considerate else None
                self._look_at = self._clock() + _LOOK_SECONDS
        return self.paused

    def wait(self, stopped: Callable[[], bool]) -> None:
        """Return when work may go on, or within moments once ``stopped``."""
        while not stopped() and self.now_paused():
            with self._changed:
                self._changed.wait(_REST_SECONDS)

    def _reason(self) -> PauseReason | None:
        try:
            settings = self._settings()
        except HomeError as error:  # who changed the file is told elsewhere
            log.warning("%s", error)
            return self._by_system
        if settings.pause_on_battery and self._battery():
            return "battery"
        if settings.work == "idle" and self._idle_seconds() < _IDLE_SECONDS:
            return "busy"
        return None


class Pauses:
    """The pauses of one run, told to its listener when they begin and end."""

    def __init__(self, pausing: Pausing, listener: Listener) -> None:
        self._pausing = pausing
        self._listener = listener
        self._telling = threading.Lock()
        self._told: PauseReason | None = None

    def now(self) -> bool:
        """Return whether the run is to rest now."""
        reason = self._pausing.now_paused()
        if reason != self._told:
            with self._telling:
                before, self._told = self._told, reason
            if before != reason:
                self._listener(Paused(reason) if reason else Resumed())
        return reason is not None

    def wait(self, stopped: Callable[[], bool]) -> bool:
        """Return when the run may go on; whether it is ``stopped`` instead."""
        while self.now() and not stopped():
            self._pausing.wait(stopped)
        return stopped()
