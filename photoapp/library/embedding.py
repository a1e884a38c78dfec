"""Pending photos through the worker and into the catalogue."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from photoapp.catalog import Catalog, EmbeddedPhoto, PendingPhoto
from photoapp.events import FileFailed, Listener, PhotosAdded, ignore
from photoapp.library.carrying_over import carry_over
from photoapp.library.pausing import Pauses, Pausing
from photoapp.media import ThumbnailStore
from photoapp.worker import PhotoDone, PhotoFailed, PhotoJob, PhotoOutcome, WorkerClient

# Enough for two of the largest batches that accelerators take.
_BACKLOG = 1024
_WAIT_SECONDS = 0.1
# Results are written together this often: a kill costs no more, and commits cost little.
_WRITE_SECONDS = 0.5
# These say something of the file just now, not of the photo it holds.
_FILE_PROBLEMS = frozenset(["unreadable", "changed"])


@dataclass
class Embedding:
    """One run over the pending photos of a model; counts what it did."""

    catalog: Catalog
    model_number: int
    worker: WorkerClient
    thumbnails: ThumbnailStore
    listener: Listener
    pauses: Pauses = field(default_factory=lambda: Pauses(Pausing(), ignore))
    embedded: int = 0
    failed: int = 0
    _sent: dict[int, PendingPhoto] = field(default_factory=dict)
    _tried: set[int] = field(default_factory=set)
    _missed: set[int] = field(default_factory=set)  # their file had gone
    _after: int = 0  # photos up to this id have been looked at
    _swept: bool = False  # and, at the end, all of them once more
    _unwritten: list[tuple[PendingPhoto, PhotoOutcome]] = field(default_factory=list)
    _written_at: float = field(default_factory=time.monotonic)

    def run(
        self,
        more_to_come: Callable[[], bool],
        stopped: Callable[[], bool],
        tick: Callable[[], None],
    ) -> None:
        """Embed until nothing is pending and no more is to come, or until stopped.

        ``tick`` is called several times a second.

        Raises:
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the worker keeps dying.

        """
        try:
            while not stopped():
                if self.pauses.now():
                    self._rest(stopped, tick)
                tick()
                last = not more_to_come()  # asked first: what comes in between is not missed
                more = self._submit(last=last)
                if self._sent or not last:
                    self._collect()
                    self._write_if_due()
                elif self._unwritten:
                    self._write()  # which may find that there is more to do
                elif not more:
                    break
        finally:
            self.worker.drop()
            self._write()

    def _rest(self, stopped: Callable[[], bool], tick: Callable[[], None]) -> None:
        """Send nothing until the pause is over; what the worker has begun is finished."""
        self.worker.drop()
        while not stopped() and (self.pauses.now() or self.worker.backlog):
            tick()
            self._collect()
            if self._unwritten:
                self._write_if_due()
        # What was dropped is simply pending again.
        self._tried.difference_update(self._sent)
        self._sent.clear()
        self._after, self._swept = 0, False

    def _submit(self, *, last: bool) -> bool:
        """Keep the worker supplied; return whether there may be more to send.

        Photos are taken in the order of their ids, in which most become pending; those with
        lower ids (a file came back, say) are met on a second pass, once no more is to come.
        """
        if len(self._sent) > _BACKLOG // 2:
            return True
        found = self.catalog.photos.pending(self.model_number, self._after, _BACKLOG)
        if found:
            self._after = found[-1].id
            self._send([photo for photo in found if photo.id not in self._tried])
        elif last and not self._swept:
            self._swept, self._after = True, 0
            return True
        return bool(found)

    def _send(self, photos: list[PendingPhoto]) -> None:
        self._tried.update(photo.id for photo in photos)
        self._sent.update((photo.id, photo) for photo in photos)
        self.worker.submit([_job(photo) for photo in photos])

    def _collect(self) -> None:
        for outcome in self.worker.collect(_WAIT_SECONDS):
            # The worker may still be answering for a run that was stopped.
            if photo := self._sent.pop(outcome.id, None):
                self._unwritten.append((photo, outcome))

    def _write_if_due(self) -> None:
        if time.monotonic() - self._written_at >= _WRITE_SECONDS:
            self._write()

    def _write(self) -> None:
        outcomes, self._unwritten = self._unwritten, []
        self._written_at = time.monotonic()
        done = [(photo, o) for photo, o in outcomes if isinstance(o, PhotoDone)]
        for photo, made in done:
            self.thumbnails.write(photo.content_hash, made.thumbnail)
        added = self.catalog.photos.record_embedded(
            self.model_number, [_embedded(photo, made) for photo, made in done]
        )
        self.embedded += len(added)
        carry_over(self.catalog, self.thumbnails)
        new = set(added)
        for photo, _ in done:
            if photo.id not in new:
                self._look_elsewhere(photo)  # it was turned meanwhile
        for photo, outcome in outcomes:
            if isinstance(outcome, PhotoFailed):
                self._record_failure(photo, outcome)
        if added:
            self.listener(PhotosAdded(tuple(added)))

    def _record_failure(self, photo: PendingPhoto, failed: PhotoFailed) -> None:
        if failed.kind == "unreadable" and not os.path.lexists(photo.path):
            self._look_elsewhere(photo)  # it was moved or deleted; the scan forgets it
            return
        if failed.kind in _FILE_PROBLEMS:
            written = photo.modified_ns
            if not self.catalog.files.set_problem(photo.path, written, failed.kind, failed.reason):
                self._look_elsewhere(photo)  # the scan knows more of the file by now
                return
        else:
            self.catalog.failures.record(photo.id, failed.kind, failed.reason)
        self.failed += 1
        self.listener(FileFailed(str(photo.path), failed.kind, failed.reason))

    def _look_elsewhere(self, photo: PendingPhoto) -> None:
        """Try a photo once more when the scan is settled: it may have another file, or version."""
        if photo.id not in self._missed:
            self._missed.add(photo.id)
            self._tried.discard(photo.id)
            self._swept = False


def _job(photo: PendingPhoto) -> PhotoJob:
    return PhotoJob(photo.id, os.fsencode(photo.path), photo.byte_size, photo.modified_ns)


def _embedded(photo: PendingPhoto, done: PhotoDone) -> EmbeddedPhoto:
    return EmbeddedPhoto(
        done.id,
        done.vector,
        done.feature,
        done.format,
        done.width,
        done.height,
        done.damage,
        photo.content_hash,
    )
