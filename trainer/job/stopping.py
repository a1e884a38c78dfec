"""Being asked to stop: by a line on standard input, by its end, or by the system."""

import os
import signal
import threading
from typing import IO

STOP = b"stop"


class Stopped(Exception):  # noqa: N818 - nothing is wrong
    """A run was asked to stop; what it has done so far is kept."""


def listen(stop: threading.Event) -> None:
    """Set ``stop`` when standard input says so, or ends because the parent has.

    Ctrl-C is the parent's to handle; the system's request to end is one to stop.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    # Unbuffered: a buffer that a thread waits in can't be closed when the process ends.
    pipe = os.fdopen(os.dup(0), "rb", buffering=0)
    threading.Thread(target=_listen, args=(stop, pipe), name="stopping", daemon=True).start()


def _listen(stop: threading.Event, pipe: IO[bytes]) -> None:
    for line in pipe:
        if line.strip() == STOP:
            break
    stop.set()
