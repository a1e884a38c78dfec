"""Linux: watchdog's inotify, with what it keeps to itself made known.

watchdog passes over folders for which the system has no watch left, and after a flood of events
that the kernel threw away it watches on without a word. Both must be known here: the one means
that events do not suffice, the other that everything has to be looked at.
"""

import errno
import logging
import os
from collections.abc import Callable

from watchdog.observers.api import BaseObserver
from watchdog.observers.inotify import InotifyEmitter
from watchdog.observers.inotify_c import (
    CallbackId,
    InotifyEvent,
    InotifyFD,
    Mask,
    WatchCallback,
    WatchDescriptor,
)

log = logging.getLogger(__name__)

# Lost events are dealt with here; nobody needs to be warned of them.
logging.getLogger("watchdog.observers").setLevel(logging.ERROR)


class _Notifications(InotifyFD):
    """The kernel's queue of events.

    ``lost`` is called when events were lost. ``problem`` is why some folder can't be watched.
    """

    def __init__(self, lost: Callable[[], None]) -> None:
        super().__init__()
        self._lost = lost
        self.problem: OSError | None = None

    def add_callback(
        self, path: bytes, mask: Mask, callback: WatchCallback, id_: CallbackId
    ) -> WatchDescriptor:
        """Watch a folder; unlike watchdog's own, it takes being asked twice for granted.

        A folder that is made while the one around it begins to be watched is met twice.
        """
        if not os.access(path, os.R_OK):  # watchdog would take this for success
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        try:
            with self._lock:
                watch = self._get_or_create_watch(path, mask)
                watch.callbacks[id_] = callback
                return watch.wd
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.ENOMEM):
                self.problem = error
            raise

    def handle_event(self, event: InotifyEvent) -> None:
        """Pass an event on; one that can't be, and one that says so itself, means a loss."""
        if event.is_queue_overflow:
            self._lost()
        try:
            super().handle_event(event)
        except Exception:  # its thread must not end: nothing would be heard any more
            log.exception("an event of the file system could not be followed")
            self._lost()


class InotifyObserver(BaseObserver):
    """watchdog's observer for Linux, upon such a queue; of one folder.

    Raises:
        OSError: the system has no queue left.

    """

    def __init__(self, lost: Callable[[], None]) -> None:
        self._notifications = _Notifications(lost)
        self._notifications.start()
        super().__init__(InotifyEmitter, inotify_fd=self._notifications)

    @property
    def problem(self) -> OSError | None:
        """Why some folder below can't be watched; None where all are."""
        return self._notifications.problem

    def on_thread_stop(self) -> None:
        """Give the watches back."""
        super().on_thread_stop()
        self._notifications.stop()
        self._notifications.join()

    def is_alive(self) -> bool:
        """Return whether it hears: the thread that reads the kernel's queue too is alive."""
        return super().is_alive() and self._notifications.is_alive()
