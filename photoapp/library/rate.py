"""How many photos a second are done."""

import time
from collections import deque
from dataclasses import dataclass, field

# The rate is taken over this long, so that it follows the photos but does not jump.
_RATE_SECONDS = 10.0


@dataclass
class Rate:
    """The rate of a count that grows, over the last moments."""

    _times: deque[tuple[float, int]] = field(default_factory=deque)

    def after(self, done: int) -> float:
        """Return how many a second there are, now that ``done`` are; 0 until it can be told."""
        now = time.monotonic()
        if done and not self._times:  # the model is loaded now; its start is not the photos'
            self._times.append((now, done))
        if not self._times:
            return 0.0
        self._times.append((now, done))
        while now - self._times[0][0] > _RATE_SECONDS and len(self._times) > 2:
            self._times.popleft()
        start, before = self._times[0]
        return (done - before) / (now - start) if now > start else 0.0
