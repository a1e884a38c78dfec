"""One indexing run: hashing and embedding, both going on at once."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from photoapp.events import IndexProgress, Listener, ScanProgress
from photoapp.library.embedding import Embedding
from photoapp.library.metadata_reading import MetadataReading
from photoapp.library.progress import Progress
from photoapp.library.scanning import Scan
from photoapp.library.settling import settle


@dataclass(frozen=True)
class IndexReport:
    """What an indexing run did: ``found`` files are embedded, skipped or failed.

    Skipped are those that needed nothing: known already, or copies of another. ``seconds`` and
    ``photos_per_second`` are of the whole run, the start of the worker included. A run that was
    ``stopped`` leaves the rest to the next one.
    """

    found: int
    embedded: int
    skipped: int
    failed: int
    seconds: float
    photos_per_second: float
    stopped: bool


def run_indexing(
    embedding: Embedding,
    metadata: MetadataReading,
    scans: Sequence[Scan],
    listener: Listener,
    stop: threading.Event,
) -> IndexReport:
    """Settle the scans in one thread and read metadata in another, while this one embeds.

    All of them rest together.

    Raises:
        ModelError: the model can't be loaded.
        WorkerUnavailableError: the worker keeps dying.

    """
    started = time.monotonic()
    listener(ScanProgress(sum(scan.found for scan in scans)))
    progress = Progress(embedding.catalog, embedding, scans, listener)
    abandoned = threading.Event()

    def stopped() -> bool:
        return stop.is_set() or abandoned.is_set()

    def held() -> bool:
        return embedding.pauses.wait(stopped)

    with ThreadPoolExecutor(2, "index") as pool:
        changed = any(scan.changed for scan in scans)
        settling = pool.submit(
            settle, embedding.catalog, scans, listener, held if changed else stopped
        )
        if not changed:
            settling.result()  # there is nothing to read, so that takes but a moment
        reading = pool.submit(metadata.run, lambda: not settling.done(), held)
        try:
            embedding.run(lambda: not settling.done(), stopped, progress.tell_if_due)
        except BaseException:
            abandoned.set()
            raise
    settling.result()
    reading.result()
    last = progress.last()
    listener(last)
    return _report(last, time.monotonic() - started, stop.is_set())


def _report(last: IndexProgress, seconds: float, stopped: bool) -> IndexReport:
    return IndexReport(
        found=last.found,
        embedded=last.embedded,
        skipped=last.skipped,
        failed=last.failed,
        seconds=seconds,
        photos_per_second=last.embedded / seconds if seconds > 0 else 0.0,
        stopped=stopped,
    )
