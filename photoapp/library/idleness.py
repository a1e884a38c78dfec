"""Whether the computer runs on its battery, and for how long nobody has used it.

Windows and macOS tell when somebody last touched a key or the mouse, and so does GNOME. Other
desktops of Linux at most tell that a session is idle (logind's hint; KDE does not set it). Where
nobody tells anything, the computer counts as used while other programs keep it busy.
"""

import logging
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

log = logging.getLogger(__name__)

_ASKING_SECONDS = 2.0
# Others need less than this share of all cores on a computer that nobody uses.
_BUSY_SHARE = 0.15
_GNOME = (
    *("gdbus", "call", "--session", "--timeout", "1", "--dest", "org.gnome.Mutter.IdleMonitor"),
    *("--object-path", "/org/gnome/Mutter/IdleMonitor/Core"),
    *("--method", "org.gnome.Mutter.IdleMonitor.GetIdletime"),
)
_LOGIND = ("loginctl", "show-session", "auto", "-p", "IdleHint", "-p", "IdleSinceHint")
_MACOS = ("ioreg", "-c", "IOHIDSystem", "-d", "4")

Ask = Callable[[Sequence[str]], str]


def on_battery() -> bool:
    """Return whether the computer runs on its battery; False where it has none."""
    import psutil  # noqa: PLC0415 - searches need none

    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False


def idle_reader() -> Callable[[], float]:
    """Return what tells for how many seconds nobody has used the computer."""
    load = OtherLoad()
    if sys.platform == "win32":
        return _windows_idle_seconds

    def idle_seconds() -> float:
        told = told_by_system(sys.platform)
        return load.idle_seconds() if told is None else told

    return idle_seconds


def told_by_system(platform: str, ask: "Ask | None" = None) -> float | None:
    """Return the idle seconds that the desktop tells of; None where it tells nothing."""
    ask = ask or _ask
    if platform == "darwin":
        found = re.search(r'"HIDIdleTime"\s*=\s*(\d+)', ask(_MACOS))
        return int(found[1]) / 1e9 if found else None
    if found := re.search(r"\(uint64 (\d+)", ask(_GNOME)):
        return int(found[1]) / 1e3
    hint = ask(_LOGIND)
    since = re.search(r"IdleSinceHint=(\d+)", hint)
    # Many desktops never set it: only a yes says something.
    if "IdleHint=yes" in hint and since:
        return max(0.0, time.time() - int(since[1]) / 1e6)
    return None


def _ask(command: Sequence[str]) -> str:
    """Return what a program prints; nothing where it is not there or fails."""
    try:
        asked = subprocess.run(command, capture_output=True, timeout=_ASKING_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout.decode(errors="replace")


def _windows_idle_seconds() -> float:
    import ctypes  # noqa: PLC0415 - for Windows only

    class LastInput(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("ticks", ctypes.c_uint))

    last = LastInput(ctypes.sizeof(LastInput), 0)
    windows = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
    if not windows.user32.GetLastInputInfo(ctypes.byref(last)):
        return 0.0
    # Both count milliseconds since the start, and begin anew after 49 days.
    return float((windows.kernel32.GetTickCount() - last.ticks) & 0xFFFFFFFF) / 1e3


@dataclass(frozen=True)
class _Used:
    """Seconds of processor time: of everybody, of ourselves, and how much there was."""

    everybody: float
    ours: float
    there_was: float


def _measure() -> _Used:
    import psutil  # noqa: PLC0415 - searches need none

    times = psutil.cpu_times()
    waiting = times.idle + getattr(times, "iowait", 0.0)
    # Guests' times are counted in those of users already.
    total = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
    own = psutil.Process()
    ours = 0.0
    for process in (own, *own.children(recursive=True)):
        try:
            spent = process.cpu_times()
        except psutil.Error:  # it has just ended
            continue
        ours += spent.user + spent.system
    return _Used(total - waiting, ours, total)


class OtherLoad:
    """For how long other programs have kept the processor little busy.

    Args:
        measure: what has been used since the computer's start.
        clock: seconds that never run backwards.

    """

    def __init__(
        self,
        measure: Callable[[], _Used] = _measure,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._measure = measure
        self._clock = clock
        self._before: _Used | None = None
        self._busy_at = clock()

    def idle_seconds(self) -> float:
        """Return how long; it can only count the time since it is asked now and then."""
        now, before = self._measure(), self._before
        self._before = now
        if before is None or self._share(before, now) >= _BUSY_SHARE:
            self._busy_at = self._clock()
        return self._clock() - self._busy_at

    def _share(self, before: _Used, now: _Used) -> float:
        there_was = now.there_was - before.there_was
        others = (now.everybody - before.everybody) - (now.ours - before.ours)
        return others / there_was if there_was > 0 else 0.0
