"""A worker's pipe back to its parent."""

import os
import threading
from typing import IO

from photoapp.worker.messages import ToParent, write_message


class Answers:
    """The pipe back to the parent, one writer at a time."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()

    def send(self, message: ToParent) -> None:
        """Send a message; when the parent is gone there is nothing left to do, so exit."""
        with self._lock:
            try:
                write_message(self._pipe, message)
            except (BrokenPipeError, OSError, ValueError):
                os._exit(0)


def claim_standard_output() -> IO[bytes]:
    """Keep the pipe for messages; whatever libraries print goes to standard error."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe
