"""One life of the worker process, seen from the parent."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from photoapp.worker.messages import ToParent, ToWorker, encode_message, read_answer

_STOP_SECONDS = 5.0
_KEPT_BYTES = 1 << 30
_LOG_BYTES = 4 << 20


def worker_command(model: str, device: str = "auto", precision: str = "auto") -> list[str]:
    """Return the command that starts a worker; a frozen photoapp is its own worker.

    ``model`` is a name or a bundle's folder; "auto" leaves device or precision to photoapp.
    """
    choice = ["--model", model, "--device", device, "--precision", precision]
    return [*program(), "worker", *choice]


def metadata_command() -> list[str]:
    """Return the command that starts a worker for metadata alone."""
    return [*program(), "worker", "--metadata"]


# On Windows a program that has no window of its own would open a console beside photoapp's.
WITHOUT_A_CONSOLE: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def program() -> list[str]:
    """Return how photoapp itself is started, also from photoapp-train or another of its names."""
    if getattr(sys, "frozen", False):
        here = Path(sys.executable)
        return [str(here.with_name(f"photoapp{here.suffix}"))]
    # -P: without it Python would import modules from the folder that the user stands in.
    return [sys.executable, "-P", "-m", "photoapp"]


class WorkerProcess:
    """A running worker. Its messages are read by one thread; any thread may send."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        _trim(log)
        self._log = log.open("ab")
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                env=_environment(),
                creationflags=WITHOUT_A_CONSOLE,
            )
        except OSError:
            self._log.close()
            raise
        self._sending = threading.Lock()

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    def send(self, message: ToWorker) -> None:
        """Send a message; to a dead worker it is lost, and its reader will learn of the death."""
        frame = encode_message(message)
        with self._sending, contextlib.suppress(OSError, ValueError):  # ValueError: it is closed
            pipe = self._pipe(self._process.stdin)
            pipe.write(frame)
            pipe.flush()

    def messages(self) -> Iterator[ToParent]:
        """Yield what the worker says, until it is dead."""
        pipe = self._pipe(self._process.stdout)
        while (message := read_answer(pipe)) is not None:
            yield message

    def close_input(self) -> None:
        """Ask the worker to end: it does when its input has."""
        with contextlib.suppress(OSError):
            self._pipe(self._process.stdin).close()

    def kill(self) -> None:
        """End the worker at once."""
        self._process.kill()

    def reap(self) -> int:
        """Wait for a worker whose messages have ended, killing it if need be; return its status."""
        self.close_input()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._pipe(self._process.stdout).close()
        self._log.close()
        return int(self._process.returncode)

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


def _trim(log: Path) -> None:
    """Put a log aside that has grown large; the one before it goes."""
    with contextlib.suppress(OSError):  # it is not there, or another process has it open
        if log.stat().st_size > _LOG_BYTES:
            log.replace(log.with_name(f"{log.name}.1"))


def _environment() -> dict[str, str]:
    return os.environ | {
        # The lanes share out the cores; libraries that make threads of their own are in their way.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        # glibc would give each layer's memory back to the system and ask for it again: keeping it
        # saves a tenth of the time (docs/benchmarks.md).
        "MALLOC_MMAP_THRESHOLD_": str(_KEPT_BYTES),
        "MALLOC_TRIM_THRESHOLD_": str(_KEPT_BYTES),
    }
