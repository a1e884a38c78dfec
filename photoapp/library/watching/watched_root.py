"""One watched root: whether it is there, how its changes are heard of, when to look again."""

import bisect
import logging
import os
from collections.abc import Collection
from pathlib import Path

from photoapp.events import FolderWatched
from photoapp.library.scanning import Area
from photoapp.library.watching.dirty import Clock, DirtyFolders
from photoapp.library.watching.observing import Observation, Observe, why
from photoapp.library.watching.shares import share_kind

log = logging.getLogger(__name__)

# Everything is looked at again this often, for events may be missed.
REGULAR_SECONDS = 900
# Where there are no events a root is looked at this often: a walk takes a twentieth of the time.
_LOOKING_SECONDS = (15, 30, 60, 120, 300, 600, 900)
_WALK_SHARE = 20

# A folder's device and number: what comes back under the same name may be another one.
_Identity = tuple[int, int]


class WatchedRoot:
    """A root, and what is known of its changes. Nothing is opened before ``check``.

    Where events can't be had they are tried for again now and then: limits may be raised.
    """

    def __init__(self, path: Path, own: Collection[Path], observe: Observe, clock: Clock) -> None:
        self.path = path
        self._own = own
        self._observe = observe
        self._clock = clock
        self._dirty = DirtyFolders(path, clock)
        self._identity: _Identity | None = None
        self._observation: Observation | None = None
        self._reason: str | None = None  # why there are no events
        self._listen_at = clock()
        self._walk_seconds = 0.0
        self._walked_at = clock()

    def check(self) -> None:
        """See whether the root is there, and is heard of; look at all of it where it was not.

        Cheap, so that it can be done every few seconds.
        """
        identity = _identity(self.path)
        if identity is None:
            if self._identity is not None:
                log.info("%s is not there any more", self.path)
            self._leave()
        elif self._is_another(identity):
            self._leave()
            self._begin(identity)
        elif self._observation is not None and (problem := self._observation.problem()):
            self._look_instead(problem)
        elif self._observation is None and self._clock() >= self._listen_at:
            self._listen()
        if self._identity is not None and self._clock() - self._walked_at >= self._interval():
            self._look_at_all()

    def take(self) -> list[Area]:
        """Return what is to be looked at now; it counts as looked at from now on."""
        return [] if self._identity is None else self._dirty.take()

    def put_back(self, areas: Collection[Area]) -> None:
        """Have areas looked at again that could not be."""
        for area in areas:
            self._dirty.demand(str(area.folder), deep=area.deep)

    def look_again(self) -> None:
        """Look at all of it, now."""
        self._dirty.demand()

    def walked(self, seconds: float) -> None:
        """Take note of how long it took to look at all of it while nothing was new."""
        self._walk_seconds = seconds

    def watched(self) -> FolderWatched:
        """Return how the root is being watched."""
        if self._identity is None:
            sentence = f"{self.path} is not there; it is looked for until it is back."
            return FolderWatched(str(self.path), "missing", sentence)
        if self._observation is not None:
            sentence = f"{self.path} is watched: the system tells of changes."
            return FolderWatched(str(self.path), "events", sentence)
        every = _span(self._interval())
        sentence = f"{self.path} is watched by looking every {every}, because {self._reason}."
        return FolderWatched(str(self.path), "looking", sentence)

    def close(self) -> None:
        """Hear no more of it."""
        if self._observation is not None:
            self._observation.close()
            self._observation = None

    def _begin(self, identity: _Identity) -> None:
        self._identity = identity
        self._listen()

    def _listen(self) -> None:
        """Listen first and look then, so that nothing falls between."""
        self._listen_at = self._clock() + REGULAR_SECONDS
        if kind := share_kind(self.path):
            self._reason = f"it lies on a network share ({kind})"
        else:
            self._try_to_listen()
        self._look_at_all()

    def _try_to_listen(self) -> None:
        try:
            self._observation = self._observe(self.path, self._own, self._dirty)
        except OSError as error:
            self._look_instead(error)
            return
        if problem := self._observation.problem():
            self._look_instead(problem)

    def _look_instead(self, problem: OSError) -> None:
        """Give up events, all of them: the watches that are left are of use to other programs."""
        log.info("%s can't be watched: %s", self.path, problem)
        self.close()
        self._reason = why(problem)
        self._look_at_all()

    def _leave(self) -> None:
        self.close()
        self._identity = None
        self._dirty.clear()

    def _look_at_all(self) -> None:
        self._walked_at = self._clock()
        self._dirty.demand()

    def _interval(self) -> int:
        if self._observation is not None:
            return max(REGULAR_SECONDS, round(_WALK_SHARE * self._walk_seconds))
        step = bisect.bisect_left(_LOOKING_SECONDS, _WALK_SHARE * self._walk_seconds)
        return _LOOKING_SECONDS[min(step, len(_LOOKING_SECONDS) - 1)]

    def _is_another(self, identity: _Identity) -> bool:
        """Return whether the folder is not the one that was watched.

        Shares give a folder a new number now and then; there only the device tells.
        """
        if self._identity is None or self._observation is None:
            return self._identity is None or identity[0] != self._identity[0]
        return identity != self._identity or not self._observation.is_alive()


def _identity(folder: Path) -> _Identity | None:
    """Return what a folder is, None where there is none that can be listed."""
    try:
        stat = folder.stat()
        if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
            return None
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _span(seconds: int) -> str:
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"
