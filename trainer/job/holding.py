"""One process a run, and one run a home: locks that the system lets go of when one is killed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from photoapp.errors import TrainingError
from trainer.job.commands import command
from trainer.job.order import ORDER
from trainer.job.state import read_state

_LOCK = "running.lock"
_HOME_LOCK = ".running.lock"
_PATIENCE_SECONDS = 0.5


class BusyError(TrainingError):
    """Another process works on the run, or on another one of the home."""


@contextmanager
def hold_run(folder: Path) -> Iterator[None]:
    """Be the only process that works on a run.

    Raises:
        BusyError: another one does.
        TrainingError: nothing can be locked there.

    """
    busy = (
        f"The training in {folder} is running already, in another process; wait for it, or stop it "
        "there."
    )
    with _hold(folder / _LOCK, lambda: busy):
        yield


@contextmanager
def hold_home(training: Path, run: str = "") -> Iterator[None]:
    """Be the only one of a home's trainings, which all lie in one folder, that goes on.

    Two would have half the machine each, and neither the memory that was thought to be free.

    Raises:
        BusyError: one goes on other than ``run``.
        TrainingError: nothing can be locked there.

    """
    with _hold(training / _HOME_LOCK, lambda: _busy(training, run)):
        yield


def check_idle(training: Path) -> None:
    """Make sure that none of a home's trainings goes on.

    Raises:
        BusyError: one does.

    """
    if (training / _HOME_LOCK).exists():  # filelock would make the folder too
        with hold_home(training):
            pass


def _busy(training: Path, run: str) -> str:
    """Return a sentence about the training that goes on."""
    others = (path.parent for path in sorted(training.glob(f"[!.]*/{ORDER}")))
    name = next((other.name for other in others if _goes_on(other, run)), "")
    known = name or "RUN"  # it has not said yet that it goes on
    pause, cancel = (command(training, word, known) for word in ("pause", "discard"))
    listed = "" if name else f" ({command(training, 'list')} names it)"
    return (
        f"The training {name or 'of another process'} is running, and one at a time is all that a "
        "home has room for; wait for it, or pause or cancel it: in the window, or with "
        f"{pause} or {cancel}{listed}."
    )


def _goes_on(folder: Path, run: str) -> bool:
    try:
        return folder.name != run and read_state(folder).state == "running"
    except TrainingError:
        return False


@contextmanager
def _hold(path: Path, busy: Callable[[], str]) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=_PATIENCE_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(busy()) from error
    except (OSError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"The training's folder {path.parent} can't be locked ({reason});"
        raise TrainingError(
            f"{message} make it writable, or choose a place on a local disk."
        ) from error
    try:
        yield
    finally:
        lock.release()
