"""What was asked of the worker and is not answered yet."""

import itertools
from collections.abc import Sequence
from concurrent.futures import Future

from photoapp.errors import PhotoappError
from photoapp.worker.messages import (
    MetadataDone,
    PhotoDecoded,
    PhotoDone,
    PhotoFailed,
    PhotoStarted,
    RunsOn,
    TextDone,
    TextJob,
    ToParent,
    WriteMade,
    encode_message,
)
from photoapp.worker.photo_queue import PhotoQueue
from photoapp.worker.process import WorkerProcess


class Requests:
    """Texts and photos, through any number of processes. Not safe across threads on its own."""

    def __init__(self) -> None:
        self.photos = PhotoQueue()
        self.runs_on: RunsOn | None = None
        self._texts: dict[int, tuple[TextJob, Future[bytes]]] = {}
        self._ids = itertools.count(1)

    @property
    def has_work(self) -> bool:
        """Whether a process has, or would have, something to do."""
        return bool(self._texts) or self.photos.has_work

    def add_text(self, texts: Sequence[str]) -> tuple[TextJob, Future[bytes]]:
        """Add texts, and return what to send and what will hold their vectors.

        Raises:
            ValueError: a text is not Unicode.

        """
        job, future = TextJob(next(self._ids), list(texts)), Future[bytes]()
        encode_message(job)  # what can't be sent must not be kept for the next process either
        self._texts[job.id] = (job, future)
        return job, future

    def forget_text(self, job: TextJob) -> None:
        """Let go of texts that nobody waits for any more."""
        self._texts.pop(job.id, None)

    def begin(self, process: WorkerProcess) -> None:
        """Send a new process what the one before it did not answer."""
        self.photos.use_device("cpu")  # until it says something else
        for job, _ in self._texts.values():
            process.send(job)
        self.send_photos(process)

    def send_photos(self, process: WorkerProcess) -> None:
        """Send the photos whose turn it is."""
        for job in self.photos.next_jobs():
            process.send(job)

    def receive(self, message: ToParent) -> bool:
        """Take in what the worker says; return whether it is work done."""
        match message:
            case PhotoStarted():
                self.photos.started(message.id)
            case PhotoDecoded():
                self.photos.decoded(message.id)
            case RunsOn():
                self.runs_on = message
                self.photos.use_device(message.device)
            case PhotoDone() | MetadataDone() | WriteMade() | PhotoFailed():
                self.photos.finished(message)
            case TextDone():
                if waiting := self._texts.pop(message.id, None):
                    waiting[1].set_result(message.vectors)
        work = PhotoDone | MetadataDone | WriteMade | PhotoFailed | TextDone
        return isinstance(message, work)

    def abandon_texts(self, error: PhotoappError) -> None:
        """Tell those who wait for texts that there will be no answer."""
        for _, future in self._texts.values():
            future.set_exception(error)
        self._texts.clear()
