"""Photos through the model, as fast as the cores allow.

A *lane* is a thread that does whatever is next: decode a photo that was read, or send a batch of
decoded ones through the model, on a single core. As many lanes as cores keep every core busy with
no waiting between decoding and embedding; one model run over all cores would leave them idle at
the end of each of its layers. On an accelerator one lane at a time has the model's *turn*, and the
others decode. Reader threads keep files' bytes ready, so that no lane waits for a disk, and while
the model is being loaded the lanes decode ahead.
"""

import itertools
import logging
import os
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from photoapp.encoders import Floats, Pixels, load_preprocessor
from photoapp.encoders.device import cores
from photoapp.errors import PhotoUnreadableError
from photoapp.media import (
    ROOM,
    THUMBNAIL_EDGE,
    OpenedPhoto,
    Want,
    encode_thumbnail,
    open_photo,
)
from photoapp.worker.batching import BATCH
from photoapp.worker.messages import (
    PhotoDecoded,
    PhotoDone,
    PhotoFailed,
    PhotoJob,
    PhotoStarted,
    ToParent,
)
from photoapp.worker.photo_model import PhotoModel, load_photo_model
from photoapp.worker.reading import Content, finish, read_photo

__all__ = ["BATCH", "Lanes"]

log = logging.getLogger(__name__)

_READERS = 2
# How long a lane waits for more photos before it embeds fewer than a batch.
_PATIENCE_SECONDS = 0.02


@dataclass(frozen=True)
class _Prepared:
    """A decoded photo, ready for the model; ``thumbnail`` is a JPEG."""

    job: PhotoJob
    pixels: Pixels
    thumbnail: bytes
    format: str
    size: tuple[int, int]
    damage: str | None

    def done(self, vector: Floats, feature: Floats) -> PhotoDone:
        return PhotoDone(
            self.job.id,
            np.asarray(vector, dtype="<f2").tobytes(),
            np.asarray(feature, dtype="<f2").tobytes(),
            self.thumbnail,
            self.format,
            *self.size,
            self.damage,
        )


@dataclass(frozen=True)
class _Turn:
    """Tells the parent when a photo waits for others to be decoded: that is not its doing."""

    id: int
    send: Callable[[ToParent], None]

    def waits(self) -> None:
        self.send(PhotoDecoded(self.id))

    def goes_on(self) -> None:
        self.send(PhotoStarted(self.id))


class Lanes:
    """The lanes, their readers, and the queues between them."""

    def __init__(
        self, model: str, device: str, precision: str, send: Callable[[ToParent], None]
    ) -> None:
        self._choice = (model, device, precision)
        self._send = send
        self._preprocessor = load_preprocessor(model)
        self._model: PhotoModel | None = None
        self._wanted = threading.Event()
        # Pictures that somebody waits for (their ids are below 0) go before photos.
        self._jobs: queue.PriorityQueue[tuple[bool, int, PhotoJob]] = queue.PriorityQueue()
        self._order = itertools.count()
        self._read: queue.Queue[tuple[PhotoJob, Content]] = queue.Queue(maxsize=2 * cores())
        self._prepared: queue.SimpleQueue[_Prepared] = queue.SimpleQueue()

    def put(self, job: PhotoJob) -> None:
        """Add a photo to what is to be embedded."""
        self._jobs.put((job.id >= 0, next(self._order), job))
        self._wanted.set()

    def threads(self) -> list[Callable[[], None]]:
        """Return what is to be run, each in a thread of its own."""
        return [self._load, *[self._run_reader] * _READERS, *[self._run_lane] * cores()]

    def _load(self) -> None:
        self._wanted.wait()
        model = load_photo_model(*self._choice)
        self._send(model.runs_on)
        self._model = model

    def _run_reader(self) -> None:
        while True:
            *_, job = self._jobs.get()
            try:
                self._read.put((job, read_photo(job)))
            except PhotoUnreadableError as error:
                self._send(PhotoFailed(job.id, error.kind, error.reason))

    def _run_lane(self) -> None:
        while True:
            model = self._model
            if model and self._prepared.qsize() >= model.batch and self._embed(model):
                continue
            waiting = not self._prepared.empty()
            try:
                job, content = self._read.get(timeout=_PATIENCE_SECONDS if waiting else None)
            except queue.Empty:
                if model:
                    self._embed(model)
            else:
                self._prepare(job, content)

    def _prepare(self, job: PhotoJob, content: Content) -> None:
        self._send(PhotoStarted(job.id))
        try:
            photo = self._open(job, content)
            prepared = self._prepared_from(job, photo)
            self._send(PhotoDecoded(job.id))
            self._prepared.put(prepared)
        except PhotoUnreadableError as error:
            self._send(PhotoFailed(job.id, error.kind, error.reason))
        except Exception as error:  # one odd photo must not stop the others
            log.exception("photo %s can't be prepared", os.fsdecode(job.path))
            reason = f"The photo can't be decoded: {error}."
            self._send(PhotoFailed(job.id, "damaged", reason))

    def _open(self, job: PhotoJob, content: Content) -> OpenedPhoto:
        want = Want(THUMBNAIL_EDGE, self._preprocessor.decode_edge)
        try:
            photo = open_photo(content, want, _Turn(job.id, self._send))
        except BaseException:
            if not isinstance(content, bytes):
                content.close()
            raise
        finish(job, content)
        return photo

    def _prepared_from(self, job: PhotoJob, photo: OpenedPhoto) -> _Prepared:
        pixels = self._preprocessor.preprocess(photo.image)
        thumbnail = encode_thumbnail(photo.image)
        return _Prepared(job, pixels, thumbnail, photo.format, photo.size, photo.damage)

    def _embed(self, model: PhotoModel) -> bool:
        """Send a batch through the model; return False at once when it is not this lane's turn."""
        if ROOM.is_crowded or not model.turns.acquire(blocking=False):
            return False
        try:
            done = self._encode(model, self._next_batch(model.batch))
        finally:
            model.turns.release()
        for outcome in done:
            self._send(outcome)
        return True

    def _encode(self, model: PhotoModel, batch: Sequence[_Prepared]) -> list[PhotoDone]:
        if not batch:
            return []
        waiting = self._jobs.qsize() + self._read.qsize() + self._prepared.qsize()
        features, vectors = model.encode(np.stack([p.pixels for p in batch]), waiting)
        made = zip(batch, vectors, features, strict=True)
        return [prepared.done(vector, feature) for prepared, vector, feature in made]

    def _next_batch(self, most: int) -> list[_Prepared]:
        batch: list[_Prepared] = []
        try:
            while len(batch) < most:
                batch.append(self._prepared.get_nowait())
        except queue.Empty:
            pass
        return batch
