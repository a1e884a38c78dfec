"""Which photos the worker has, which wait, and which are suspected of having killed it."""

import math
import time
from collections import deque
from collections.abc import Sequence

from photoapp.worker.batching import is_accelerator
from photoapp.worker.messages import PhotoFailed, PhotoJob, PhotoOutcome

# Enough to decode ahead while the model is being loaded, few enough that a stop is prompt.
WINDOW = 128
# Batches are larger there, and while one of them runs others are decoded.
ACCELERATOR_WINDOW = 512
_FATAL_TRIES = 2
_DECODE_SECONDS = 60.0


class PhotoQueue:
    """Photos between submission and collection. Not safe across threads on its own.

    After a death, the photos that the worker was decoding are suspects, and suspects are sent
    alone. A photo that was alone when the worker died on it, *twice*, has failed. The others are
    simply sent again.
    """

    def __init__(self) -> None:
        self._waiting: deque[PhotoJob] = deque()
        self._suspects: deque[PhotoJob] = deque()
        self._sent: dict[int, PhotoJob] = {}
        self._started: dict[int, float] = {}
        self._deaths: dict[int, int] = {}
        self._alone = False
        self._window = WINDOW
        self._outcomes: list[PhotoOutcome] = []

    def __len__(self) -> int:
        return len(self._waiting) + len(self._suspects) + len(self._sent) + len(self._outcomes)

    @property
    def has_outcomes(self) -> bool:
        """Whether there is something to collect."""
        return bool(self._outcomes)

    @property
    def has_work(self) -> bool:
        """Whether any photo waits or is being worked on."""
        return bool(self._waiting or self._suspects or self._sent)

    def use_device(self, device: str) -> None:
        """Send as many photos ahead as a worker on this torch device can use."""
        self._window = ACCELERATOR_WINDOW if is_accelerator(device) else WINDOW

    def add(self, jobs: Sequence[PhotoJob]) -> None:
        """Add photos that wait to be sent."""
        self._waiting.extend(jobs)

    def next_jobs(self) -> list[PhotoJob]:
        """Return the photos to send now; they count as sent."""
        if self._sent and (self._alone or self._suspects):
            return []
        self._alone = bool(self._suspects)
        if self._alone:
            jobs = [self._suspects.popleft()]
        else:
            free = min(self._window - len(self._sent), len(self._waiting))
            jobs = [self._waiting.popleft() for _ in range(free)]
        self._sent.update((job.id, job) for job in jobs)
        return jobs

    def started(self, photo_id: int) -> None:
        """Note that the worker has begun to decode a photo."""
        self._started[photo_id] = time.monotonic()

    def decoded(self, photo_id: int) -> None:
        """Note that a photo has been decoded: what happens now is not its doing."""
        self._started.pop(photo_id, None)

    def is_stuck(self) -> bool:
        """Return whether a photo has been being decoded for so long that it never ends."""
        oldest = min(self._started.values(), default=math.inf)
        return time.monotonic() - oldest > _DECODE_SECONDS

    def finished(self, outcome: PhotoOutcome) -> None:
        """Note what became of a photo."""
        if self._sent.pop(outcome.id, None):
            self._started.pop(outcome.id, None)
            self._outcomes.append(outcome)

    def worker_died(self) -> bool:
        """Take back the photos the worker had; return whether one of them has failed for good."""
        begun = [job for job in self._sent.values() if job.id in self._started]
        self._waiting.extendleft(j for j in self._sent.values() if j.id not in self._started)
        self._sent.clear()
        self._started.clear()
        culprits = [job for job in begun if self._is_fatal(job)] if self._alone else []
        self._suspects.extendleft(job for job in begun if job not in culprits)
        return bool(culprits)

    def take_outcomes(self) -> list[PhotoOutcome]:
        """Return the outcomes since the last call."""
        outcomes, self._outcomes = self._outcomes, []
        return outcomes

    def drop_waiting(self) -> None:
        """Forget the photos that were not sent."""
        self._waiting.clear()
        self._suspects.clear()

    def _is_fatal(self, job: PhotoJob) -> bool:
        """Count a death that was this photo's doing; after the second one it has failed."""
        self._deaths[job.id] = self._deaths.get(job.id, 0) + 1
        if self._deaths[job.id] < _FATAL_TRIES:
            return False
        reason = "Decoding the file crashes or never ends; it is tried again when the file changes."
        self._outcomes.append(PhotoFailed(job.id, "crashed", reason))
        return True
