"""The process that trains, seen from its parent: started, listened to, stopped, done away with.

All that a run is lies in its folder (``trainer/job``), so a parent may come and go: whoever starts
the process again on the same folder goes on with the run.
"""

import contextlib
import logging
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from photoapp.errors import TrainingError
from photoapp.events import Listener, TrainingNote, TrainingProgress, TrainingWarm, ignore
from photoapp.worker.process import WITHOUT_A_CONSOLE, program
from trainer.job.holding import hold_run
from trainer.job.messages import Busy, Ended, Message, Progress, Said, Warm, decode_line
from trainer.job.state import RunState, is_running, read_state, write_state
from trainer.job.stopping import STOP

log = logging.getLogger(__name__)

# A step between two looks at whether it is to stop may take a while; what it loses by being
# killed is that step.
_STOP_SECONDS = 30.0
_LOOK_SECONDS = 0.2
_LOG_BYTES = 4 << 20
_DISCARDED = ".discarded-"


def train(
    folder: Path,
    log_file: Path,
    listener: Listener = ignore,
    stop: threading.Event | None = None,
    command: Sequence[str] | None = None,
) -> RunState:
    """Start the process on a run, or again on one that was paused; return when it has ended.

    Args:
        folder: the run's.
        log_file: where its complaints go.
        listener: is told how it goes, from this thread.
        stop: set, the run is paused. Ctrl-C does so too, and is raised again.
        command: what is started; photoapp's own process if None.

    Returns:
        How the run stands; "paused" with a sentence if the process died.

    Raises:
        TrainingError: another process is at work on the run, or none can be started.

    """
    process = _TrainingProcess(command or [*program(), "train", str(folder)], log_file)
    stop = stop or threading.Event()
    try:
        last = _listen(process, folder.name, listener, stop)
    except BaseException:  # Ctrl-C, or a listener's fault
        process.stop()
        raise
    finally:
        status = process.reap()
    return _state_after(folder, last, None if stop.is_set() else f"status {status}", log_file)


def pause(folder: Path) -> None:
    """Pause a run that another photoapp has started, and return when its process has ended.

    Raises:
        TrainingError: the process is not this user's to stop.

    """
    import psutil  # noqa: PLC0415 - seldom needed

    state = read_state(folder)
    if not is_running(state):
        return
    try:
        process = psutil.Process(state.pid)
        process.terminate()
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(_STOP_SECONDS)
            return
        process.kill()
        process.wait(_STOP_SECONDS)
    except psutil.NoSuchProcess:
        return
    except psutil.Error as error:
        message = f"The training in {folder} (process {state.pid}) can't be stopped"
        raise TrainingError(f"{message} ({error}); stop it yourself, and try again.") from error


def discard(folder: Path) -> None:
    """Stop a run, wherever it goes on, and delete all of it.

    Raises:
        TrainingError: it can't be stopped or deleted.

    """
    with contextlib.suppress(TrainingError):  # a state that nobody can read stops nothing
        pause(folder)
    if not folder.exists():
        return
    with hold_run(folder):  # nobody has just begun
        gone = folder.with_name(f"{_DISCARDED}{folder.name}")
    try:
        shutil.rmtree(gone, ignore_errors=True)
        folder.rename(gone)  # it goes at once, or not at all
    except OSError as error:
        message = f"The training's folder {folder} can't be deleted ({error.strerror})"
        raise TrainingError(f"{message}; close what uses it, and try again.") from error
    sweep(folder.parent)


def sweep(training: Path) -> None:
    """Delete what is left of runs that were discarded, in the folder of all runs."""
    for folder in training.glob(f"{_DISCARDED}*"):
        shutil.rmtree(folder, ignore_errors=True)


class _TrainingProcess:
    """One life of the process."""

    def __init__(self, command: Sequence[str], log_file: Path) -> None:
        _trim(log_file)
        with log_file.open("ab") as complaints:
            try:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                    creationflags=WITHOUT_A_CONSOLE,
                )
            except OSError as error:
                message = f"The training can't be started: {command[0]} ({error.strerror})"
                raise TrainingError(f"{message}; install photoapp anew.") from error
        self._over = threading.Event()

    def messages(self) -> Iterator[Message]:
        """Yield what it says, until it has ended."""
        for line in _pipe(self._process.stdout):
            if (message := decode_line(line)) is not None:
                yield message

    def stop_when(self, stop: threading.Event) -> None:
        """End the process once ``stop`` is set; return when it has ended. For another thread."""
        while not self._over.is_set():
            if stop.wait(_LOOK_SECONDS):
                self.stop()
                return

    def stop(self) -> None:
        """Ask the process to save what it has and end, and make it if it does not."""
        with contextlib.suppress(OSError, ValueError):  # it has ended; its input is closed
            _pipe(self._process.stdin).write(STOP + b"\n")
            _pipe(self._process.stdin).flush()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        except BaseException:  # a second Ctrl-C: nobody waits any more
            self._process.kill()
            raise

    def reap(self) -> int:
        """Wait for a process that has said all, killing it if need be; return its status."""
        self._over.set()
        with contextlib.suppress(OSError):
            _pipe(self._process.stdin).close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _pipe(self._process.stdout).close()
        return int(self._process.returncode)


def _listen(
    process: _TrainingProcess, run: str, listener: Listener, stop: threading.Event
) -> Ended | Busy | None:
    """Hand on what a process says; return its last word."""
    watcher = threading.Thread(target=process.stop_when, args=(stop,), name="stop training")
    watcher.daemon = True
    watcher.start()
    last: Ended | Busy | None = None
    for message in process.messages():
        if isinstance(message, Ended | Busy):
            last = message
        else:
            _tell(run, message, listener)
    return last


def _tell(run: str, message: Progress | Said | Warm, listener: Listener) -> None:
    if isinstance(message, Progress):
        listener(TrainingProgress(run=run, **msgspec.structs.asdict(message)))
    elif isinstance(message, Said):
        listener(TrainingNote(run, message.sentence))
    else:
        listener(TrainingWarm(run, message.temperature, message.resting))


def _state_after(
    folder: Path, last: Ended | Busy | None, died: str | None, log_file: Path
) -> RunState:
    """Return how a run stands now; ``died`` is how the process ended where nobody asked it to."""
    if isinstance(last, Busy):
        raise TrainingError(last.sentence)
    state = read_state(folder)
    if last is not None:
        return msgspec.structs.replace(state, state=last.state, sentence=last.sentence)
    if died is None or state.finished:  # it may have died with nothing left but its last word
        return state
    sentence = f"The training's process died ({died}); resume it to go on from what is kept"
    state = msgspec.structs.replace(
        state,
        state="failed" if state.state == "new" else state.state,
        sentence=f"{sentence}, and {log_file} may say why.",
    )
    write_state(folder, state)
    return state


def _trim(log_file: Path) -> None:
    """Put a log aside that has grown large; the one before it goes."""
    with contextlib.suppress(OSError):
        if log_file.stat().st_size > _LOG_BYTES:
            log_file.replace(log_file.with_name(f"{log_file.name}.1"))


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
