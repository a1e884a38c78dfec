"""Which photos the worker has, which wait, and which are suspected of having killed it."""

import time
from collections import deque
from collections.abc import Sequence

from photoapp.worker.batching import is_accelerator
from photoapp.worker.messages import FileJob, PhotoFailed, PhotoOutcome

# Enough to decode ahead while the model is being loaded, few enough that a stop is prompt.
WINDOW = 128
# Batches are larger there, and while one of them runs others are decoded.
ACCELERATOR_WINDOW = 512
_FATAL_TRIES = 2
# The slowest photo that is let in (a PNG of 179 megapixels) takes 5 s on a core of 2.1 GHz; a busy
# laptop may need three times as long, and a slow disk a second for 10 MB.
_DECODE_SECONDS = 18.0
_SECONDS_PER_BYTE = 0.1e-6
# A longer time between two looks says that the machine slept, not that a photo took so long.
_LONGEST_LOOK_AWAY = 5.0


class PhotoQueue:
    """Photos between submission and collection. Not safe across threads on its own.

    After a death, the photos that the worker was decoding are suspects, and suspects are sent
    alone. A photo that was alone when the worker died on it, *twice*, has failed. The others are
    simply sent again. A photo on which the worker got stuck has failed at once: it is known which
    it was, and nobody is to wait for that a second time.
    """

    def __init__(self) -> None:
        self._waiting: deque[FileJob] = deque()
        self._suspects: deque[FileJob] = deque()
        self._sent: dict[int, FileJob] = {}
        self._started: dict[int, float] = {}
        self._stuck: set[int] = set()
        self._watched = 0.0
        self._looked = time.monotonic()
        self._deaths: dict[int, int] = {}
        self._alone = False
        self._window = WINDOW
        self._outcomes: list[PhotoOutcome] = []

    def __len__(self) -> int:
        return len(self._waiting) + len(self._suspects) + len(self._sent) + len(self._outcomes)

    @property
    def has_outcomes(self) -> bool:
        """Whether there is something to collect."""
        return any(outcome.id >= 0 for outcome in self._outcomes)

    @property
    def has_work(self) -> bool:
        """Whether any photo waits or is being worked on."""
        return bool(self._waiting or self._suspects or self._sent)

    def use_device(self, device: str) -> None:
        """Send as many photos ahead as a worker on this torch device can use."""
        self._window = ACCELERATOR_WINDOW if is_accelerator(device) else WINDOW

    def add(self, jobs: Sequence[FileJob]) -> None:
        """Add photos that wait to be sent."""
        self._waiting.extend(jobs)

    def add_first(self, job: FileJob) -> None:
        """Add a picture that somebody waits for: its id is below 0, and it goes before photos."""
        self._waiting.appendleft(job)

    def next_jobs(self) -> list[FileJob]:
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
        self._look()
        self._started[photo_id] = self._watched

    def decoded(self, photo_id: int) -> None:
        """Note that a photo has been decoded: what happens now is not its doing."""
        self._started.pop(photo_id, None)

    def is_stuck(self) -> bool:
        """Return whether a photo has been being decoded for so long that it never ends."""
        self._look()
        overdue = (i for i, since in self._started.items() if self._watched - since > self._most(i))
        self._stuck.update(overdue)
        return bool(self._stuck)

    def finished(self, outcome: PhotoOutcome) -> None:
        """Note what became of a photo."""
        if self._sent.pop(outcome.id, None):
            self._started.pop(outcome.id, None)
            self._stuck.discard(outcome.id)
            self._outcomes.append(outcome)

    def worker_died(self) -> bool:
        """Take back the photos the worker had; return whether one of them has failed for good."""
        begun = [job for job in self._sent.values() if job.id in self._started]
        self._waiting.extendleft(j for j in self._sent.values() if j.id not in self._started)
        self._sent.clear()
        self._started.clear()
        culprits = [job for job in begun if self._is_culprit(job)]
        others = self._waiting if self._stuck else self._suspects
        others.extendleft(job for job in begun if job not in culprits)
        self._stuck.clear()
        return bool(culprits)

    def take_outcomes(self) -> list[PhotoOutcome]:
        """Return the outcomes of photos since the last call."""
        outcomes = [outcome for outcome in self._outcomes if outcome.id >= 0]
        self._outcomes = [outcome for outcome in self._outcomes if outcome.id < 0]
        return outcomes

    def take_outcome(self, picture_id: int) -> PhotoOutcome | None:
        """Return what has become of a picture that somebody waits for."""
        for outcome in self._outcomes:
            if outcome.id == picture_id:
                self._outcomes.remove(outcome)
                return outcome
        return None

    def drop_waiting(self) -> None:
        """Forget the photos that were not sent, but not what somebody waits for."""
        self._waiting = deque(job for job in self._waiting if job.id < 0)
        self._suspects = deque(job for job in self._suspects if job.id < 0)

    def _look(self) -> None:
        """Let the clock go on by which photos are timed."""
        now = time.monotonic()
        self._watched += min(now - self._looked, _LONGEST_LOOK_AWAY)
        self._looked = now

    def _most(self, photo_id: int) -> float:
        """Return how many seconds a photo may take: large files take long for good reasons."""
        job = self._sent.get(photo_id)
        return _DECODE_SECONDS + (job.byte_size * _SECONDS_PER_BYTE if job else 0.0)

    def _is_culprit(self, job: FileJob) -> bool:
        """Return whether a death was this photo's doing for certain; if so it has failed."""
        if job.id in self._stuck:
            return self._fail(job)
        if self._stuck or not self._alone:
            return False
        self._deaths[job.id] = self._deaths.get(job.id, 0) + 1
        return self._deaths[job.id] >= _FATAL_TRIES and self._fail(job)

    def _fail(self, job: FileJob) -> bool:
        reason = "Decoding the file crashes or never ends; it is tried again when the file changes."
        self._outcomes.append(PhotoFailed(job.id, "crashed", reason))
        return True
