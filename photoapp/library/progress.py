"""How far an indexing run has come, and how long it will take."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from photoapp.catalog import Catalog
from photoapp.events import IndexProgress, Listener
from photoapp.library.embedding import Embedding
from photoapp.library.rate import Rate
from photoapp.library.scanning import Scan

_TELL_SECONDS = 0.5
# Counting what waits takes at most one part in this many of the time.
_COUNT_SHARE = 50


@dataclass
class Progress:
    """Counts and rate of a run, told to a listener twice a second."""

    catalog: Catalog
    embedding: Embedding
    scans: Sequence[Scan]
    listener: Listener
    _rate: Rate = field(default_factory=Rate)
    _told_at: float = 0.0
    _counted: int = 0
    _counted_done: int = 0
    _count_again_at: float = 0.0

    def tell_if_due(self) -> None:
        """Tell the listener how far the run has come, unless it was told just now."""
        now = time.monotonic()
        if now - self._told_at >= _TELL_SECONDS:
            self._told_at = now
            self.listener(self.now())

    def last(self) -> IndexProgress:
        """Return how far the run has come, counted afresh."""
        self._count_again_at = 0.0
        return self.now()

    def now(self) -> IndexProgress:
        """Return how far the run has come."""
        found = sum(scan.found for scan in self.scans)
        unread = sum(len(scan.changed) - scan.settled for scan in self.scans)
        embedded = self.embedding.embedded
        failed = self.embedding.failed + sum(scan.unreadable for scan in self.scans)
        left = unread + self._pending(embedded + failed)
        found = max(found, embedded + failed + left)  # some may wait from an earlier run
        skipped = max(0, found - left - embedded - failed)
        rate = self._rate.after(embedded + failed)
        return IndexProgress(
            found, embedded, skipped, failed, rate, left / rate if rate > 0 else None
        )

    def _pending(self, done: int) -> int:
        """Return how many photos wait; counted now and then, for in a large library it takes."""
        now = time.monotonic()
        if now >= self._count_again_at:
            self._counted = self.catalog.photos.pending_count(self.embedding.model_number)
            self._counted_done = done
            self._count_again_at = now + _COUNT_SHARE * (time.monotonic() - now)
        return max(0, self._counted - (done - self._counted_done))
