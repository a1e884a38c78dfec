"""How far a download is, and how fast it goes."""

import time
from collections import deque
from collections.abc import Callable, Sequence

from photoapp.encoders.hub.part import Part
from photoapp.events import DownloadProgress

_TELL_SECONDS = 0.5
# The rate is taken over this long, so that it follows the line but does not jump.
_RATE_SECONDS = 10.0


class Meter:
    """Counts what has come of all files, ``coming`` and already there, and tells of it."""

    def __init__(
        self,
        parts: Sequence[Part],
        coming: Sequence[Part],
        progress: Callable[[DownloadProgress], None],
    ) -> None:
        self._coming = coming
        self._total = sum(part.file.size for part in parts)
        self._there = self._total - sum(part.file.size for part in coming)
        self._progress = progress
        self._seen = deque([(time.monotonic(), self._done())])
        self._told_at = float("-inf")

    def tell(self, last: bool = False) -> None:
        """Tell how far it is, at most twice a second, but always if this is the ``last`` time."""
        now = time.monotonic()
        if last or now - self._told_at >= _TELL_SECONDS:
            self._told_at = now
            self._progress(self._now(now))

    def _now(self, now: float) -> DownloadProgress:
        done = self._done()
        self._seen.append((now, done))
        while now - self._seen[0][0] > _RATE_SECONDS and len(self._seen) > 2:
            self._seen.popleft()
        start, before = self._seen[0]
        rate = max(0.0, (done - before) / (now - start)) if now > start else 0.0
        return DownloadProgress(
            done, self._total, rate, (self._total - done) / rate if rate > 0 else None
        )

    def _done(self) -> int:
        return self._there + sum(
            part.file.size if part.target.exists() else part.size for part in self._coming
        )
