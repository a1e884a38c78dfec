"""Photos' metadata through its worker and into the catalogue."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from photoapp.catalog import Catalog, PendingMetadata, PhotoMetadata
from photoapp.errors import WorkerUnavailableError
from photoapp.media.metadata import Metadata, camera_name
from photoapp.worker import MetadataDone, MetadataJob, PhotoFailed, PhotoOutcome, WorkerClient

log = logging.getLogger(__name__)

_BATCH = 256
_WAIT_SECONDS = 0.2
# These say something of the file just now, not of what it holds: it is tried again.
_PASSING = frozenset(["unreadable", "changed"])
_decoder = msgspec.json.Decoder(Metadata)


@dataclass
class MetadataReading:
    """One run over the photos whose metadata is not known yet, or has changed beside them."""

    catalog: Catalog
    worker: WorkerClient
    read: int = 0
    _sent: dict[int, PendingMetadata] = field(default_factory=dict)
    _tried: set[int] = field(default_factory=set)
    _missed: set[int] = field(default_factory=set)
    _after: int = 0
    _swept: bool = False

    def run(self, more_to_come: Callable[[], bool], stopped: Callable[[], bool]) -> None:
        """Read until nothing is pending and no more is to come, or until stopped.

        Metadata is no reason to stop anything: if its worker keeps dying, that is logged.
        """
        try:
            while not stopped():
                last = not more_to_come()  # asked first: what comes in between is not missed
                more = self._submit(last=last)
                if self._sent or not last:
                    self._write(self.worker.collect(_WAIT_SECONDS))
                elif not more:
                    break
        except WorkerUnavailableError:
            log.exception("metadata can't be read")
        finally:
            self.worker.drop()

    def _submit(self, *, last: bool) -> bool:
        """Keep the worker supplied, as ``Embedding`` does; return whether there may be more."""
        if len(self._sent) > _BATCH:
            return True
        pending = self.catalog.metadata.pending(self._after, _BATCH)
        if pending:
            self._after = pending[-1].photo_id
            self._send([p for p in pending if p.photo_id not in self._tried])
        elif last and not self._swept:
            self._swept, self._after = True, 0
            return True
        return bool(pending)

    def _send(self, pending: list[PendingMetadata]) -> None:
        self._tried.update(p.photo_id for p in pending)
        self._sent.update((p.photo_id, p) for p in pending)
        self.worker.submit([_job(p) for p in pending])

    def _write(self, outcomes: list[PhotoOutcome]) -> None:
        read = []
        for outcome in outcomes:
            pending = self._sent.pop(outcome.id, None)
            if pending is None:
                continue
            if isinstance(outcome, PhotoFailed) and outcome.kind in _PASSING:
                self._look_again(pending.photo_id)
            else:
                read.append((pending, photo_metadata(outcome)))
        if read:
            self.catalog.metadata.record(read)
            self.read += len(read)

    def _look_again(self, photo_id: int) -> None:
        """Try a photo once more when the scan is settled: it may have another file by then."""
        if photo_id not in self._missed:
            self._missed.add(photo_id)
            self._tried.discard(photo_id)
            self._swept = False


def _job(pending: PendingMetadata) -> MetadataJob:
    sidecars = [os.fsencode(path) for path in pending.sidecar_paths()]
    path = os.fsencode(pending.path)
    return MetadataJob(pending.photo_id, path, pending.byte_size, pending.modified_ns, sidecars)


def photo_metadata(outcome: PhotoOutcome) -> PhotoMetadata:
    """Return what the catalogue keeps of a photo's metadata; little, where it can't be read."""
    if not isinstance(outcome, MetadataDone):
        reason = getattr(outcome, "reason", "")
        return PhotoMetadata(facts=msgspec.json.encode(Metadata(problems=(reason,))))
    return as_stored(_decoder.decode(outcome.metadata), outcome.metadata)


def as_stored(found: Metadata, facts: bytes) -> PhotoMetadata:
    """Return metadata as the catalogue keeps it, ``facts`` being all of it as JSON."""
    taken, position, place = found.taken, found.position, found.place
    camera = camera_name(found)
    return PhotoMetadata(
        taken=taken.value.local if taken else None,
        offset_minutes=taken.value.offset_minutes if taken else None,
        latitude=position.value.latitude if position else None,
        longitude=position.value.longitude if position else None,
        city=place.value.city if place else None,
        region=place.value.region if place else None,
        country=place.value.country if place else None,
        camera=camera.value if camera else None,
        lens=found.lens.value if found.lens else None,
        title=found.title.value if found.title else None,
        caption=found.caption.value if found.caption else None,
        rating=found.rating.value if found.rating else None,
        keywords=tuple(k.value for k in found.keywords),
        facts=facts,
    )
