"""One working photoapp a home: a lock that the system lets go of when its holder is killed."""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from photoapp.errors import HomeBusyError, HomeError
from photoapp.paths import AppPaths

if TYPE_CHECKING:
    from filelock import BaseFileLock

log = logging.getLogger(__name__)

_LOCK = "in-use.lock"
_HOLDER = "in-use.json"
# Whoever only asks who works takes the lock for an instant.
_PATIENCE_SECONDS = 0.5


class Holder(msgspec.Struct, frozen=True):
    """Who works in a home: ``what`` is "window" or a command; ``since`` in seconds since 1970."""

    pid: int
    what: str
    since: float

    def __str__(self) -> str:
        since = time.strftime("%Y-%m-%d %H:%M", time.localtime(self.since))
        name = "photoapp's window" if self.what == "window" else f"photoapp {self.what}"
        return f"{name} (process {self.pid}, since {since})"


@dataclass
class _Held:
    """How this process holds a home: count times, with a lock while that is not 0."""

    count: int = 0
    lock: "BaseFileLock | None" = None
    changing: threading.Lock = field(default_factory=threading.Lock)


_here: dict[Path, _Held] = {}
_finding = threading.Lock()


class Instance:
    """The one photoapp that works in a home: the window, ``index``, ``watch``, ``models use``.

    Commands that only read need not hold it. Threads of one process hold it together.
    """

    def __init__(self, paths: AppPaths) -> None:
        self._folder = paths.data

    @contextmanager
    def hold(self, what: str) -> Iterator[None]:
        """Be the one that works in the home; ``what`` tells others what it is.

        Raises:
            HomeBusyError: another process is.
            HomeError: the home's disk can't be written, or knows no locks.

        """
        held = self._held()
        with held.changing:
            if held.lock is None:
                held.lock = self._lock(_PATIENCE_SECONDS)
                self._write_holder(what)
            held.count += 1
        try:
            yield
        finally:
            with held.changing:
                held.count -= 1
                if held.count == 0:
                    self._release(held)

    def holder(self) -> Holder | None:
        """Return who works in the home, this process too; None if nobody does.

        A holder that could not say who it is has the process number 0.
        """
        if not self._held().count and self._is_free():
            return None
        return self._read_holder() or Holder(0, "of another kind", time.time())

    def _is_free(self) -> bool:
        if not (self._folder / _LOCK).exists():  # filelock would make the folder too
            return True
        try:
            self._lock(0).release()
        except HomeBusyError:
            return False
        except HomeError as error:
            log.info("where nothing can be locked nobody works: %s", error)
        return True

    def _held(self) -> _Held:
        with _finding:
            return _here.setdefault(Path(os.path.realpath(self._folder)), _Held())

    def _lock(self, seconds: float) -> "BaseFileLock":
        from filelock import FileLock, SoftFileLock, Timeout  # noqa: PLC0415 - searches need none

        # thread_local=False: the thread that lets go need not be the one that took it.
        lock: BaseFileLock = FileLock(self._folder / _LOCK, timeout=seconds, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise HomeBusyError(self._busy()) from error
        except (OSError, NotImplementedError) as error:
            raise self._no_lock(getattr(error, "strerror", None) or error) from error
        if isinstance(lock, SoftFileLock):  # what filelock turns to: it would outlive a kill
            lock.release()
            raise self._no_lock("its disk knows no locks")
        return lock

    def _release(self, held: _Held) -> None:
        with contextlib.suppress(OSError):
            (self._folder / _HOLDER).unlink(missing_ok=True)
        if held.lock is not None:
            held.lock.release()
            held.lock = None

    def _write_holder(self, what: str) -> None:
        part = self._folder / f"{_HOLDER}.part"
        try:
            part.write_bytes(msgspec.json.encode(Holder(os.getpid(), what, time.time())))
            part.replace(self._folder / _HOLDER)
        except OSError as error:  # it is for people only; the lock is held
            log.warning("%s can't be written: %s", self._folder / _HOLDER, error)

    def _read_holder(self) -> Holder | None:
        try:
            return msgspec.json.decode((self._folder / _HOLDER).read_bytes(), type=Holder)
        except (OSError, msgspec.MsgspecError):
            return None

    def _busy(self) -> str:
        holder = self._read_holder()
        return (
            f"{holder or 'Another photoapp'} is working in {self._folder}; "
            "close it or let it finish, and try again."
        )

    def _no_lock(self, why: object) -> HomeError:
        return HomeError(
            f"photoapp can't lock its folder {self._folder} ({why}); make it writable, "
            "or choose a place on a local disk with --home or PHOTOAPP_HOME."
        )
