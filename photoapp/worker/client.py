"""The parent's side of the worker: sends it work, restarts it when it dies."""

import itertools
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.errors import ModelError, PhotoappError, WorkerUnavailableError
from photoapp.worker.messages import (
    ModelFailed,
    PhotoDecoded,
    PhotoDone,
    PhotoFailed,
    PhotoJob,
    PhotoOutcome,
    PhotoStarted,
    TextDone,
    TextJob,
    ToParent,
)
from photoapp.worker.photo_queue import PhotoQueue
from photoapp.worker.process import WorkerProcess, worker_command

log = logging.getLogger(__name__)

_FAST_DEATHS = 3
_BACK_OFF_SECONDS = 0.2
_STOP_SECONDS = 3.0


class WorkerClient:
    """The worker as the parent sees it. Safe to use from several threads.

    The process is started when it is first needed. When it dies it is started again, after a
    pause that grows, and its photos are tried again one at a time; a photo that kills it twice
    fails. After three deaths with no work done between them it stays down.
    """

    def __init__(self, model: str, log_file: Path, command: Sequence[str] | None = None) -> None:
        self._command = command or worker_command(model)
        self._log_file = log_file
        self._changed = threading.Condition()
        self._photos = PhotoQueue()
        self._texts: dict[int, tuple[TextJob, Future[bytes]]] = {}
        self._ids = itertools.count(1)
        self._process: WorkerProcess | None = None
        self._supervisor: threading.Thread | None = None
        self._fast_deaths = 0
        self._down: PhotoappError | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The worker's process id, None while there is none."""
        process = self._process
        return process.pid if process else None

    def start(self) -> None:
        """Start the process ahead of the first work."""
        with self._changed:
            self._ensure_running()

    def encode_texts(self, texts: Sequence[str], timeout: float = 60.0) -> NDArray[np.float32]:
        """Return the texts' vectors: (n, dim), L2-normalised.

        Raises:
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the worker keeps dying, or does not answer in time.

        """
        future: Future[bytes] = Future()
        with self._changed:
            job = TextJob(next(self._ids), list(texts))
            self._texts[job.id] = (job, future)
            self._ensure_running()
            if self._process:
                self._process.send(job)
        try:
            data = future.result(timeout)
        except TimeoutError as error:
            raise WorkerUnavailableError("The model does not answer; try again.") from error
        return np.frombuffer(data, dtype="<f4").reshape(len(texts), -1)

    def submit(self, jobs: Sequence[PhotoJob]) -> None:
        """Add photos to be embedded; ``collect`` returns what becomes of them.

        Raises:
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the worker keeps dying.

        """
        with self._changed:
            self._photos.add(jobs)
            self._ensure_running()
            self._pump()

    @property
    def backlog(self) -> int:
        """How many photos were submitted and are not collected."""
        with self._changed:
            return len(self._photos)

    def collect(self, timeout: float) -> list[PhotoOutcome]:
        """Return what has become of submitted photos, after at most ``timeout`` seconds.

        Raises:
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the worker keeps dying.

        """
        with self._changed:
            self._changed.wait_for(lambda: self._photos.has_outcomes or self._down, timeout)
            if self._process and self._photos.is_stuck():
                self._process.kill()  # as if it had crashed
            outcomes = self._photos.take_outcomes()
            if self._down and not outcomes:
                raise self._down
            return outcomes

    def drop(self) -> None:
        """Forget submitted photos that the worker has not begun on."""
        with self._changed:
            self._photos.drop_waiting()

    def close(self) -> None:
        """End the process; what it had not finished is simply pending again."""
        with self._changed:
            self._closed = True
            if self._process:
                self._process.close_input()
            supervisor = self._supervisor
            self._changed.notify_all()
        if supervisor:
            supervisor.join(_STOP_SECONDS)
            if (process := self._process) and supervisor.is_alive():
                process.kill()  # stuck in a decoder, or stopped
            supervisor.join()

    def _ensure_running(self) -> None:
        if self._closed:
            raise WorkerUnavailableError("photoapp is closing.")
        if self._down:
            raise self._down
        if self._supervisor is None:
            self._supervisor = threading.Thread(target=self._supervise, name="worker", daemon=True)
            self._supervisor.start()

    def _supervise(self) -> None:
        """Keep a process alive until closed or given up."""
        while not self._closed and not self._down:
            try:
                process = WorkerProcess(self._command, self._log_file)
            except OSError as error:
                with self._changed:
                    self._give_up(WorkerUnavailableError(f"The model can't be started: {error}."))
                return
            with self._changed:
                self._begin(process)
            for message in process.messages():
                with self._changed:
                    self._receive(message)
            status = process.reap()
            with self._changed:
                self._bury(status)
                self._changed.wait_for(lambda: self._closed, self._fast_deaths * _BACK_OFF_SECONDS)

    def _begin(self, process: WorkerProcess) -> None:
        self._process = process
        if self._closed:
            process.close_input()
        for job, _ in self._texts.values():
            process.send(job)
        self._pump()

    def _receive(self, message: ToParent) -> None:
        if isinstance(message, PhotoStarted):
            self._photos.started(message.id)
        elif isinstance(message, PhotoDecoded):
            self._photos.decoded(message.id)
        elif isinstance(message, PhotoDone | PhotoFailed):
            self._fast_deaths = 0
            self._photos.finished(message)
            self._pump()
            self._changed.notify_all()
        elif isinstance(message, TextDone):
            self._fast_deaths = 0
            if waiting := self._texts.pop(message.id, None):
                waiting[1].set_result(message.vectors)
        elif isinstance(message, ModelFailed):
            self._give_up(ModelError(message.reason))

    def _bury(self, status: int) -> None:
        self._process = None
        if self._closed or self._down:
            return self._abandon(WorkerUnavailableError("photoapp is closing."))
        log.warning("the worker died with status %d", status)
        self._fast_deaths += 1
        if self._photos.worker_died():
            self._fast_deaths = 0  # a photo is to blame, and has been put aside
            self._changed.notify_all()
        if self._fast_deaths >= _FAST_DEATHS:
            message = f"The model's process keeps dying; {self._log_file} may say why."
            self._give_up(WorkerUnavailableError(message))
        return None

    def _pump(self) -> None:
        if self._process:
            for job in self._photos.next_jobs():
                self._process.send(job)

    def _give_up(self, error: PhotoappError) -> None:
        self._down = error
        self._abandon(error)

    def _abandon(self, error: PhotoappError) -> None:
        for _, future in self._texts.values():
            future.set_exception(error)
        self._texts.clear()
        self._changed.notify_all()
