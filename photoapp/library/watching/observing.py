"""Hearing of changes below one folder from the system."""

import errno
import os
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from photoapp.library.watching.dirty import DirtyFolders

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver


class Observation(Protocol):
    """A folder of which the system tells the changes."""

    def is_alive(self) -> bool:
        """Return whether it still listens; it ends when the folder is deleted."""

    def problem(self) -> OSError | None:
        """Return why some of what lies below can't be heard of, None if all can."""

    def close(self) -> None:
        """Hear no more; the threads have ended when this returns."""


Observe = Callable[[Path, Collection[Path], DirtyFolders], Observation]


def observe(root: Path, own: Collection[Path], dirty: DirtyFolders) -> Observation:
    """Have the system's events below ``root`` mark ``dirty``, but not those in folders ``own``.

    Links to folders are not followed.

    Raises:
        OSError: the system can't watch it.

    """
    from photoapp.library.watching.marking import HEARD, Marker  # noqa: PLC0415 - watchdog

    real = os.path.realpath(root)
    own_real = [os.path.realpath(folder) for folder in own]
    marker = Marker(str(root), real, own_real, dirty, closes=sys.platform == "linux")
    observer = _observer(dirty.demand)
    try:
        observer.schedule(marker, real, recursive=True, event_filter=list(HEARD))
        observer.start()
    except BaseException as error:
        observer.stop()
        if isinstance(error, RuntimeError):  # what watchdog's code for macOS raises
            raise OSError(str(error)) from error
        raise
    return _Observed(observer)


def _observer(lost: Callable[[], None]) -> "BaseObserver":
    if sys.platform == "linux":
        from photoapp.library.watching.inotify import InotifyObserver  # noqa: PLC0415

        return InotifyObserver(lost)
    else:  # noqa: RET505 - mypy goes by the branches
        from watchdog.observers import Observer  # noqa: PLC0415

        return Observer()


class _Observed:
    def __init__(self, observer: "BaseObserver") -> None:
        self._observer = observer

    def is_alive(self) -> bool:
        threads = [self._observer, *self._observer.emitters]
        return all(thread.is_alive() for thread in threads)

    def problem(self) -> OSError | None:
        problem: OSError | None = getattr(self._observer, "problem", None)  # of Linux's only
        return problem

    def close(self) -> None:
        self._observer.stop()
        self._observer.join()


def why(error: OSError) -> str:
    """Return a clause on why the system can't tell of the changes below a folder."""
    if error.errno == errno.ENOSPC:
        return (
            "the system watches as many folders as it may already "
            "(sysctl fs.inotify.max_user_watches raises that)"
        )
    if error.errno == errno.EMFILE:
        return (
            "as many programs as may be are watching folders already "
            "(sysctl fs.inotify.max_user_instances raises that)"
        )
    return f"the system can't tell of changes there ({error.strerror or error})"
