"""One process a run: a lock that the system lets go of when its holder is killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photoapp.errors import TrainingError

_LOCK = "running.lock"
_PATIENCE_SECONDS = 0.5


class BusyError(TrainingError):
    """Another process works on the run."""


@contextmanager
def hold_run(folder: Path) -> Iterator[None]:
    """Be the only process that works on a run.

    Raises:
        BusyError: another one does.
        TrainingError: nothing can be locked there.

    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / _LOCK, timeout=_PATIENCE_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        message = f"The training in {folder} is running already, in another process; wait for it"
        raise BusyError(f"{message}, or stop it there.") from error
    except (OSError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"The training's folder {folder} can't be locked ({reason}); make it writable"
        raise TrainingError(f"{message}, or choose a place on a local disk.") from error
    try:
        yield
    finally:
        lock.release()
