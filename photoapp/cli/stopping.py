"""Ctrl-C as a wish to stop cleanly."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stop_on_ctrl_c() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C sets; a second Ctrl-C does not wait."""
    stop = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def stop_once(*_: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop_once)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
