"""How fast this machine is as it is now: its cores, and how many others want them."""

import os
import time

# Nobody waits for a training as they wait for the window, or for new photos to be found.
NICE = 15

# What estimates are made for: sums a second of one core of the machine of docs/benchmarks.md.
_REFERENCE = 1e11
# As in a step of a head, on the starter's features; the fastest of a few was disturbed by nobody.
_ROWS, _WIDTH, _HIDDEN = 128, 1280, 768
_PRODUCTS = 8


def measured_slowness(lanes: int) -> float:
    """Return how many times longer work takes on so many cores than estimates say.

    It takes less than a tenth of a second where cores are not far slower than those.
    """
    return _core_slowness() * _waiting(lanes)


def _core_slowness() -> float:
    import numpy as np
    from threadpoolctl import threadpool_limits

    rows, weights = (np.ones(shape, np.float32) for shape in ((_ROWS, _WIDTH), (_WIDTH, _HIDDEN)))
    best = float("inf")
    with threadpool_limits(1):
        for _ in range(_PRODUCTS):
            began = time.perf_counter()
            rows @ weights
            best = min(best, time.perf_counter() - began)
    return _REFERENCE * best / (2 * _ROWS * _WIDTH * _HIDDEN)


def _waiting(lanes: int) -> float:
    """Return how many times longer work takes for all that wanted a core in the last minute.

    A moment's look would be a matter of luck: cores are given away for as long as such a look.
    """
    import psutil

    load = psutil.getloadavg()[0]
    return float(max(1.0, (load + lanes) / max(lanes, os.cpu_count() or 1)))
