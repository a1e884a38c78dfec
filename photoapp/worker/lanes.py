"""Photos through the model, as fast as the cores allow.

A *lane* is a thread that does whatever is next: decode a photo that was read, or send a batch of
decoded ones through the model, on a single core. As many lanes as cores keep every core busy with
no waiting between decoding and embedding; one model run over all cores would leave them idle at
the end of each of its layers. Reader threads keep files' bytes ready, so that no lane waits for a
disk, and while the model is being loaded the lanes decode ahead.
"""

import logging
import os
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photoapp.encoders import ImageEncoder, Pixels, load_image_encoder, load_preprocessor
from photoapp.encoders.device import choose_device, cores, use_one_core_per_thread
from photoapp.errors import ModelError, PhotoappError, PhotoUnreadableError
from photoapp.media import THUMBNAIL_EDGE, OpenedPhoto, Want, encode_thumbnail, open_photo
from photoapp.worker.messages import (
    PhotoDecoded,
    PhotoDone,
    PhotoFailed,
    PhotoJob,
    PhotoOutcome,
    PhotoStarted,
)

log = logging.getLogger(__name__)

# Photos a lane sends through the model at once (docs/benchmarks.md): half a second on one core.
BATCH = 8
_READERS = 2
_MAX_FILE_BYTES = 1 << 30
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


class Lanes:
    """The lanes, their readers, and the queues between them."""

    def __init__(
        self, model: str, send: Callable[[PhotoOutcome | PhotoStarted | PhotoDecoded], None]
    ) -> None:
        self._model = model
        self._send = send
        self._preprocessor = load_preprocessor(model)
        self._encoder: ImageEncoder | None = None
        self._wanted = threading.Event()
        self._jobs: queue.SimpleQueue[PhotoJob] = queue.SimpleQueue()
        self._read: queue.Queue[tuple[PhotoJob, bytes]] = queue.Queue(maxsize=2 * cores())
        self._prepared: queue.SimpleQueue[_Prepared] = queue.SimpleQueue()

    def put(self, job: PhotoJob) -> None:
        """Add a photo to what is to be embedded."""
        self._jobs.put(job)
        self._wanted.set()

    def threads(self) -> list[Callable[[], None]]:
        """Return what is to be run, each in a thread of its own."""
        return [self._load, *[self._run_reader] * _READERS, *[self._run_lane] * cores()]

    def _load(self) -> None:
        self._wanted.wait()
        try:
            use_one_core_per_thread()
            self._encoder = load_image_encoder(self._model, choose_device())
        except PhotoappError:
            raise
        except Exception as error:
            log.exception("the model can't be loaded")
            raise ModelError(f"The model can't be loaded: {error}.") from error

    def _run_reader(self) -> None:
        while True:
            job = self._jobs.get()
            try:
                self._read.put((job, read_photo(job)))
            except PhotoUnreadableError as error:
                self._send(PhotoFailed(job.id, error.kind, error.reason))

    def _run_lane(self) -> None:
        while True:
            if self._encoder and self._prepared.qsize() >= BATCH:
                self._embed(self._encoder)
                continue
            waiting = not self._prepared.empty()
            try:
                job, data = self._read.get(timeout=_PATIENCE_SECONDS if waiting else None)
            except queue.Empty:
                if self._encoder:
                    self._embed(self._encoder)
            else:
                self._prepare(job, data)

    def _prepare(self, job: PhotoJob, data: bytes) -> None:
        self._send(PhotoStarted(job.id))
        try:
            photo = open_photo(data, Want(THUMBNAIL_EDGE, self._preprocessor.decode_edge))
            prepared = self._prepared_from(job, photo)
            self._send(PhotoDecoded(job.id))
            self._prepared.put(prepared)
        except PhotoUnreadableError as error:
            self._send(PhotoFailed(job.id, error.kind, error.reason))
        except Exception as error:  # one odd photo must not stop the others
            log.exception("photo %s can't be prepared", os.fsdecode(job.path))
            reason = f"The photo can't be decoded: {error}."
            self._send(PhotoFailed(job.id, "damaged", reason))

    def _prepared_from(self, job: PhotoJob, photo: OpenedPhoto) -> _Prepared:
        pixels = self._preprocessor.preprocess(photo.image)
        thumbnail = encode_thumbnail(photo.image)
        return _Prepared(job, pixels, thumbnail, photo.format, photo.size, photo.damage)

    def _embed(self, encoder: ImageEncoder) -> None:
        batch = self._next_batch()
        if not batch:
            return
        features = encoder.image_features(np.stack([p.pixels for p in batch]))
        vectors = encoder.project_features(features)
        for prepared, feature, vector in zip(batch, features, vectors, strict=True):
            self._send(
                PhotoDone(
                    prepared.job.id,
                    np.asarray(vector, dtype="<f2").tobytes(),
                    np.asarray(feature, dtype="<f2").tobytes(),
                    prepared.thumbnail,
                    prepared.format,
                    *prepared.size,
                    prepared.damage,
                )
            )

    def _next_batch(self) -> list[_Prepared]:
        batch: list[_Prepared] = []
        try:
            while len(batch) < BATCH:
                batch.append(self._prepared.get_nowait())
        except queue.Empty:
            pass
        return batch


def read_photo(job: PhotoJob) -> bytes:
    """Return the bytes of a job's file, provided it is still the file the catalogue knows.

    Raises:
        PhotoUnreadableError: it can't be read, is too large, or has changed since it was scanned.

    """
    try:
        with Path(os.fsdecode(job.path)).open("rb") as file:
            _check_unchanged(job, os.fstat(file.fileno()))
            data = file.read()
            _check_unchanged(job, os.fstat(file.fileno()))
    except OSError as error:
        raise PhotoUnreadableError("unreadable", f"{error.strerror or error}.") from error
    return data


def _check_unchanged(job: PhotoJob, stat: os.stat_result) -> None:
    if stat.st_size > _MAX_FILE_BYTES:
        raise PhotoUnreadableError("oversized", "The file is larger than 1 GiB.")
    if (stat.st_size, stat.st_mtime_ns) != (job.byte_size, job.modified_ns):
        reason = "The file changed while it was being indexed; the next run takes it up again."
        raise PhotoUnreadableError("changed", reason)
