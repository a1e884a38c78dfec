"""Asking the process that knows files' insides: what is to be changed, and what they say then."""

import itertools
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from photoapp.catalog import Catalog
from photoapp.errors import PhotoappError, WorkerUnavailableError
from photoapp.library.metadata_reading import photo_metadata
from photoapp.media.file_times import modified_ns
from photoapp.media.metadata.write_back import Said, Steps
from photoapp.media.rotating import Edit
from photoapp.worker import (
    MetadataDone,
    MetadataJob,
    PhotoFailed,
    PhotoOutcome,
    WorkerClient,
    WriteJob,
    WriteMade,
)

_WAIT_SECONDS = 0.2
CANNOT_HOLD = "cannot-hold"


class NotMadeError(PhotoappError):
    """A file can't be given what people say; ``lasting``, as long as it is what it is."""

    def __init__(self, message: str, *, lasting: bool) -> None:
        super().__init__(message)
        self.lasting = lasting


class Asking:
    """One question at a time, to a worker of its own.

    Args:
        catalog: which learns what files say.
        worker: reads and makes metadata.

    """

    def __init__(self, catalog: Catalog, worker: WorkerClient) -> None:
        self._catalog, self._worker = catalog, worker
        self._ids = itertools.count(1)

    def make(self, path: Path, said: Said, *, is_sidecar: bool = False) -> WriteMade:
        """Return the edits after which a file, or a sidecar that need not be there, says it all.

        Raises:
            NotMadeError: it can't hold it.
            WorkerUnavailableError: the worker keeps dying.

        """
        size, time_ns = _traits(path, is_sidecar=is_sidecar)
        job = WriteJob(
            next(self._ids),
            os.fsencode(path),
            size,
            time_ns,
            msgspec.json.encode(said),
            is_sidecar,
        )
        outcome = self._ask(job)
        if isinstance(outcome, WriteMade):
            return outcome
        assert isinstance(outcome, PhotoFailed)
        lasting = outcome.kind in {CANNOT_HOLD, "crashed"}
        reason = outcome.reason if lasting else outcome.reason.rstrip(".")
        raise NotMadeError(f"{path} can't be written: {reason.rstrip('.')}", lasting=lasting)

    def read_again(self, photo_id: int) -> None:
        """Have the catalogue know what a photo's files say now.

        Raises:
            WorkerUnavailableError: the worker keeps dying; the next indexing reads them.

        """
        describing = self._catalog.write_back.describing(photo_id)
        if describing is None:
            return
        path, sidecars = describing.path, describing.sidecar_paths()
        job = MetadataJob(
            next(self._ids),
            os.fsencode(path),
            describing.byte_size,
            describing.modified_ns,
            [os.fsencode(sidecar) for sidecar in sidecars],
        )
        try:
            outcome = self._ask(job)
        except WorkerUnavailableError:
            self._catalog.write_back.doubt(photo_id)
            raise
        if isinstance(outcome, MetadataDone):
            self._catalog.metadata.record([(describing, photo_metadata(outcome))])
        else:
            self._catalog.write_back.doubt(photo_id)

    def _ask(self, job: WriteJob | MetadataJob) -> PhotoOutcome:
        self._worker.submit([job])
        while True:
            for outcome in self._worker.collect(_WAIT_SECONDS):
                if outcome.id == job.id:
                    return outcome


def steps_of(made: WriteMade) -> Steps:
    """Return the edits of an answer."""
    return packed_steps(made.steps)


def packed_steps(steps: Sequence[Sequence[tuple[int, bytes, bytes]]]) -> Steps:
    """Return edits as they are applied."""
    return tuple(tuple(Edit(*edit) for edit in step) for step in steps)


def _traits(path: Path, *, is_sidecar: bool) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        if is_sidecar:
            return 0, 0
        raise
    return stat.st_size, modified_ns(stat)
