"""Several processes that fit one model together, as ``torchrun`` starts them.

The first of them runs the job; the others take part in the fit alone, and say nothing. All of them
must see the run's folder. ``torchrun`` ends them all when one fails, and nobody stops them gently:
some would wait for the others' gradients for ever.
"""

import os
import time
from collections.abc import Callable

_LOOK_SECONDS = 0.2


def is_alone() -> bool:
    """Return whether no other process fits the same model."""
    return int(os.environ.get("WORLD_SIZE", "1")) == 1


def is_first() -> bool:
    """Return whether this process runs the job."""
    return int(os.environ.get("RANK", "0")) == 0


def wait_for_first(is_done: Callable[[], bool]) -> None:
    """Return when the first process has done something that all of them need once."""
    while not is_done():
        time.sleep(_LOOK_SECONDS)
