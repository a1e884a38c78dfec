"""How many photos go through the model at once."""

import threading

# Half a second's work for the starter on one core; more at once is slower (docs/benchmarks.md).
BATCH = 8
_CPU_SECONDS = 0.5
_ACCELERATOR_BATCH = 32
_ACCELERATOR_LIMIT = 512
# A typed query waits for the batch before it.
_ACCELERATOR_SECONDS = 0.2
# A batch may take this many times what it should: sizes are not to swing with the noise.
_TOLERANCE = 1.5


def is_accelerator(device: str) -> bool:
    """Return whether a torch device is something other than the processor."""
    return device.partition(":")[0] != "cpu"


class BatchSize:
    """A power of two that follows how long batches take. Safe to use from several threads."""

    def __init__(self, first: int, limit: int, seconds: float) -> None:
        self._size = first
        self._limit = limit
        self._seconds = seconds
        self._lock = threading.Lock()

    @classmethod
    def on(cls, device: str) -> "BatchSize":
        """Return the size to begin with on a torch device."""
        if is_accelerator(device):
            return cls(_ACCELERATOR_BATCH, _ACCELERATOR_LIMIT, _ACCELERATOR_SECONDS)
        return cls(BATCH, BATCH, _CPU_SECONDS)

    @property
    def photos(self) -> int:
        """How many photos the next batch should have."""
        return self._size

    def took(self, photos: int, seconds: float, waiting: int) -> None:
        """Note how long a batch took, and how many photos the worker still had behind it.

        Twice as many go at once when that, too, takes no longer than it should and leaves as many
        again to be decoded meanwhile. Several threads may have sent batches of the same size, so
        what is changed is the size of this batch and not that of the next.
        """
        with self._lock:
            if seconds > self._seconds * _TOLERANCE:
                self._size = min(self._size, _power_of_two(photos / 2))
            elif photos == self._size and seconds * 2 <= self._seconds and waiting >= 3 * photos:
                self._size = min(2 * photos, self._limit)

    def did_not_fit(self, photos: int) -> None:
        """Note that the memory does not hold so many photos: so many are never tried again."""
        with self._lock:
            self._limit = min(self._limit, _power_of_two(photos / 2))
            self._size = min(self._size, self._limit)


def _power_of_two(most: float) -> int:
    """Return the greatest power of two up to ``most``, at least 1."""
    return 1 << max(int(most).bit_length() - 1, 0)
