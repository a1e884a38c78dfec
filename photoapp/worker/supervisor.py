"""Keeps a worker process alive for as long as one is wanted."""

import logging
import math
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from photoapp.errors import ModelError, PhotoappError, WorkerUnavailableError
from photoapp.worker.messages import ModelFailed, ToParent
from photoapp.worker.process import WorkerProcess
from photoapp.worker.requests import Requests

log = logging.getLogger(__name__)

_FAST_DEATHS = 3
_BACK_OFF_SECONDS = 0.2
_STOP_SECONDS = 3.0


class Supervisor:
    """One process at a time: started when wanted, again when it dies, ended when idle.

    All it knows is guarded by ``changed``, whose lock callers hold where it is said. Whether a
    process is idle is decided, and the process taken out of service, under one hold of that lock:
    what is asked before keeps the process, what is asked after finds none and waits for the next,
    which is sent all that has no answer. So nothing can fall in between.
    """

    def __init__(
        self,
        command: Sequence[str],
        log_file: Path,
        requests: Requests,
        changed: threading.Condition,
        idle_seconds: float,
    ) -> None:
        self.process: WorkerProcess | None = None
        self.down: PhotoappError | None = None
        self._command = command
        self._log_file = log_file
        self._requests = requests
        self._changed = changed
        self._idle_seconds = idle_seconds
        self._thread: threading.Thread | None = None
        self._wanted = False
        self._used_at = 0.0
        self._fast_deaths = 0
        self._closed = False

    def want(self) -> None:
        """See to it that there will be a process. The caller holds the lock.

        Raises:
            ModelError: the model can't serve.
            WorkerUnavailableError: the worker keeps dying, or photoapp is closing.

        """
        if self._closed:
            raise _closing()
        if self.down:
            raise self.down
        self._wanted = True
        self._used_at = time.monotonic()
        if self._thread is None:
            self._thread = threading.Thread(target=self._supervise, name="worker", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def close(self) -> None:
        """End the process, and wait until it has ended."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread:
            thread.join()

    def _supervise(self) -> None:
        while self._wait_until_wanted():
            try:
                process = WorkerProcess(self._command, self._log_file)
            except OSError as error:
                self._give_up(WorkerUnavailableError(f"The model can't be started: {error}."))
            else:
                self._serve(process)
        with self._changed:
            self._requests.abandon_texts(self.down or _closing())

    def _wait_until_wanted(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._wanted or self._is_over)
            return not self._is_over

    @property
    def _is_over(self) -> bool:
        return self._closed or self.down is not None

    def _serve(self, process: WorkerProcess) -> None:
        """Let a process work until it dies or is to end; when this returns it has ended."""
        ended = threading.Event()
        reader = threading.Thread(target=self._read, args=(process, ended), daemon=True)
        with self._changed:
            self.process = process
            self._requests.begin(process)
            reader.start()
            died = self._watch(ended)
            self.process = None
            self._changed.notify_all()
        if not died:
            _end(process, reader)
        reader.join()
        status = process.reap()
        if died:
            self._bury(status)

    def _read(self, process: WorkerProcess, ended: threading.Event) -> None:
        try:
            for message in process.messages():
                with self._changed:
                    self._receive(message)
        finally:
            with self._changed:
                ended.set()
                self._changed.notify_all()

    def _receive(self, message: ToParent) -> None:
        if isinstance(message, ModelFailed):
            self._give_up(ModelError(message.reason))
        elif self._requests.receive(message):
            self._fast_deaths = 0
            self._used_at = time.monotonic()
            self._changed.notify_all()
        if self.process:
            self._requests.send_photos(self.process)

    def _watch(self, ended: threading.Event) -> bool:
        """Wait until the process has died, and return True, or is to end. The lock is held."""
        while not (ended.is_set() or self._is_over):
            left = self._seconds_until_idle()
            if left <= 0:
                self._wanted = False
                log.info("the worker has had nothing to do, and is ended until it is needed")
                return False
            self._changed.wait(min(left, threading.TIMEOUT_MAX))
        return ended.is_set()

    def _seconds_until_idle(self) -> float:
        if self._requests.has_work:
            return math.inf
        return self._used_at + self._idle_seconds - time.monotonic()

    def _bury(self, status: int) -> None:
        """Take note of a death, and wait a little before the next life."""
        with self._changed:
            if self._is_over:
                return
            log.warning("the worker died with status %d", status)
            self._fast_deaths += 1
            if self._requests.photos.worker_died():
                self._fast_deaths = 0  # a photo is to blame, and has been put aside
                self._changed.notify_all()
            if self._fast_deaths >= _FAST_DEATHS:
                message = f"The model's process keeps dying; {self._log_file} may say why."
                self._give_up(WorkerUnavailableError(message))
            self._changed.wait_for(lambda: self._closed, self._fast_deaths * _BACK_OFF_SECONDS)

    def _give_up(self, error: PhotoappError) -> None:
        with self._changed:
            self.down = error
            self._requests.abandon_texts(error)
            self._changed.notify_all()


def _end(process: WorkerProcess, reader: threading.Thread) -> None:
    """Ask a process to end, and make it if it does not."""
    process.close_input()
    reader.join(_STOP_SECONDS)
    if reader.is_alive():
        process.kill()  # stuck in a decoder, or stopped


def _closing() -> WorkerUnavailableError:
    return WorkerUnavailableError("photoapp is closing.")
