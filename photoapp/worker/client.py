"""The parent's side of the worker: what it is asked, and what becomes of it."""

import itertools
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.errors import PhotoUnreadableError, WorkerUnavailableError
from photoapp.worker.messages import FileJob, PhotoDone, PhotoOutcome, RunsOn
from photoapp.worker.process import worker_command
from photoapp.worker.reading import picture_job
from photoapp.worker.requests import Requests
from photoapp.worker.supervisor import Supervisor

_IDLE_SECONDS = 300.0
_LOOK_SECONDS = 0.5


class WorkerClient:
    """The worker of one model as the parent sees it. Safe to use from several threads.

    The process is started when it is first needed. When it dies it is started again, after a
    pause that grows, and its photos are tried again one at a time; a photo that kills it twice
    fails. After three deaths with no work done between them it stays down.

    When nothing has been asked of it for ``idle_seconds`` the process ends, which gives back all
    its memory, and the next request starts it again. As long as texts come it stays as it is, the
    half of the model that sees photos included. Several clients may live beside each other.
    """

    def __init__(
        self,
        model: str,
        log_file: Path,
        command: Sequence[str] | None = None,
        *,
        device: str = "auto",
        precision: str = "auto",
        idle_seconds: float = _IDLE_SECONDS,
    ) -> None:
        self._changed = threading.Condition()
        self._requests = Requests()
        self._pictures = itertools.count(1)
        self._supervisor = Supervisor(
            command or worker_command(model, device, precision),
            log_file,
            self._requests,
            self._changed,
            idle_seconds,
        )

    @property
    def pid(self) -> int | None:
        """The worker's process id, None while there is none or it is ending."""
        process = self._supervisor.process
        return process.pid if process else None

    @property
    def runs_on(self) -> RunsOn | None:
        """What photos were last embedded on, None before the first."""
        return self._requests.runs_on

    def start(self) -> None:
        """Start the process ahead of the first work.

        Raises:
            ModelError: the model can't serve.
            WorkerUnavailableError: the worker keeps dying.

        """
        with self._changed:
            self._supervisor.want()

    def encode_texts(self, texts: Sequence[str], timeout: float = 60.0) -> NDArray[np.float32]:
        """Return the texts' vectors: (n, dim), L2-normalised.

        Raises:
            ModelError: the model can't serve.
            ValueError: a text is not Unicode.
            WorkerUnavailableError: the worker keeps dying, or does not answer in time.

        """
        with self._changed:
            self._supervisor.want()
            job, future = self._requests.add_text(texts)
            if process := self._supervisor.process:
                process.send(job)
        try:
            data = future.result(timeout)
        except TimeoutError as error:
            with self._changed:
                self._requests.forget_text(job)
            raise WorkerUnavailableError("The model does not answer; try again.") from error
        return np.frombuffer(data, dtype="<f4").reshape(len(texts), -1)

    def embed(self, file: Path) -> PhotoDone:
        """Return what becomes of any picture, before photos that wait. Nothing is stored.

        Raises:
            ModelError: the model can't serve.
            PhotoUnreadableError: the picture can't be read.
            WorkerUnavailableError: the worker keeps dying.

        """
        job = picture_job(file, -next(self._pictures))
        with self._changed:
            self._supervisor.want()
            self._requests.photos.add_first(job)
            if process := self._supervisor.process:
                self._requests.send_photos(process)
            while (outcome := self._requests.photos.take_outcome(job.id)) is None:
                if self._supervisor.down:
                    raise self._supervisor.down
                self._kill_if_stuck()
                self._changed.wait(_LOOK_SECONDS)
        if isinstance(outcome, PhotoDone):
            return outcome
        reason = getattr(outcome, "reason", "")
        raise PhotoUnreadableError("unreadable", f"{file} can't be read: {reason}")

    def submit(self, jobs: Sequence[FileJob]) -> None:
        """Add photos to be embedded; ``collect`` returns what becomes of them.

        Raises:
            ModelError: the model can't serve.
            WorkerUnavailableError: the worker keeps dying.

        """
        with self._changed:
            self._supervisor.want()
            self._requests.photos.add(jobs)
            if process := self._supervisor.process:
                self._requests.send_photos(process)

    @property
    def backlog(self) -> int:
        """How many photos were submitted and are not collected."""
        with self._changed:
            return len(self._requests.photos)

    def collect(self, timeout: float) -> list[PhotoOutcome]:
        """Return what has become of submitted photos, after at most ``timeout`` seconds.

        Raises:
            ModelError: the model can't serve.
            WorkerUnavailableError: the worker keeps dying.

        """
        photos, supervisor = self._requests.photos, self._supervisor
        with self._changed:
            self._changed.wait_for(lambda: photos.has_outcomes or supervisor.down, timeout)
            self._kill_if_stuck()
            outcomes = photos.take_outcomes()
            if supervisor.down and not outcomes:
                raise supervisor.down
            return outcomes

    def _kill_if_stuck(self) -> None:
        """End a process that never comes to an end with a photo, as if it had crashed."""
        if self._supervisor.process and self._requests.photos.is_stuck():
            self._supervisor.process.kill()

    def drop(self) -> None:
        """Forget submitted photos that the worker has not begun on."""
        with self._changed:
            self._requests.photos.drop_waiting()
            self._changed.notify_all()  # there may be nothing to do now

    def close(self) -> None:
        """End the process; what it had not finished is simply pending again."""
        self._supervisor.close()
