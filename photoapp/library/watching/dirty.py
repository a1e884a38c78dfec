"""Which folders have changed, and when they have come to rest."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from photoapp.library.scanning import Area

Clock = Callable[[], float]

# A folder rests when nothing has happened in it for this long; it waits longer while a file in it
# is open for writing, as one that is being downloaded is.
QUIET_SECONDS = 0.7
STALLED_SECONDS = 5.0
# Where changes never end, the folder is looked at this long after the first.
MOST_SECONDS = 10.0
# More dirty folders than this are the whole root: a walk is cheaper than keeping count.
MOST_FOLDERS = 500
_MOST_WRITING = 100


@dataclass
class _Dirt:
    """``since`` is when the first change was complete, None while files are only being written."""

    last: float
    since: float | None = None
    deep: bool = False
    writing: set[str] = field(default_factory=set)

    def rests(self, now: float) -> bool:
        if self.since is not None and now - self.since >= MOST_SECONDS:
            return True
        return now - self.last >= (STALLED_SECONDS if self.writing else QUIET_SECONDS)


def above(path: str) -> str:
    """Return the folder that a path lies in; with every event, where a Path would take longer."""
    return os.path.dirname(path)  # noqa: PTH120


class DirtyFolders:
    """The folders of one root in which something has happened. Safe to use from several threads.

    However much happens, it stays small. Paths are absolute, and lie in the root.
    """

    def __init__(self, root: Path, clock: Clock = time.monotonic) -> None:
        self._root = str(root)
        self._clock = clock
        self._lock = threading.Lock()
        self._dirt: dict[str, _Dirt] = {}

    def changed(self, folder: str, *, deep: bool = False) -> None:
        """Note that something in a folder has changed, or with ``deep`` anything below it."""
        with self._lock:
            self._complete(self._marked(folder, deep=deep))

    def writing(self, file: str) -> None:
        """Note that a file has been written to and will be closed later."""
        with self._lock:
            dirt = self._marked(above(file))
            if len(dirt.writing) < _MOST_WRITING:
                dirt.writing.add(file)

    def closed(self, file: str) -> None:
        """Note that a file which was written to is complete."""
        with self._lock:
            dirt = self._marked(above(file))
            dirt.writing.discard(file)
            self._complete(dirt)

    def demand(self, folder: str | None = None, *, deep: bool = True) -> None:
        """Have a folder, or the whole root, looked at without waiting for it to rest."""
        with self._lock:
            self._marked(folder or self._root, deep=deep).since = float("-inf")

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._dirt.clear()

    def take(self) -> list[Area]:
        """Return the folders that rest, and forget them; those in which things may be new first.

        A folder that has gone meanwhile is replaced by the nearest that is still there.
        """
        with self._lock:
            now = self._clock()
            resting = {f: d.deep for f, d in self._dirt.items() if d.rests(now)}
            for folder in resting:
                del self._dirt[folder]
        present: dict[str, bool] = {}
        for folder, deep in resting.items():
            nearest = self._nearest(folder)
            present[nearest] = present.get(nearest, False) or (deep and nearest == folder)
        kept = [f for f in present if not self._covered(f, present)]
        return [Area(Path(f), present[f]) for f in sorted(kept, key=lambda f: (not present[f], f))]

    def _marked(self, folder: str, *, deep: bool = False) -> _Dirt:
        """Return the dirt of a folder, or of the one above it that is dirty all through."""
        now = self._clock()
        dirt = self._deep_above(folder)
        if dirt is None and folder not in self._dirt and len(self._dirt) >= MOST_FOLDERS:
            dirt = self._collapsed()
        if dirt is None:
            dirt = self._dirt.setdefault(folder, _Dirt(now))
            dirt.deep = dirt.deep or deep
        dirt.last = now
        return dirt

    def _complete(self, dirt: _Dirt) -> None:
        if dirt.since is None:
            dirt.since = dirt.last

    def _deep_above(self, folder: str) -> _Dirt | None:
        while True:
            dirt = self._dirt.get(folder)
            if dirt is not None and dirt.deep:
                return dirt
            if len(folder) <= len(self._root):
                return None
            folder = above(folder)

    def _collapsed(self) -> _Dirt:
        begun = [dirt.since for dirt in self._dirt.values() if dirt.since is not None]
        whole = _Dirt(self._clock(), min(begun, default=None), deep=True)
        self._dirt = {self._root: whole}
        return whole

    def _nearest(self, folder: str) -> str:
        while len(folder) > len(self._root) and not Path(folder).is_dir():
            folder = above(folder)
        return folder

    def _covered(self, folder: str, areas: dict[str, bool]) -> bool:
        while len(folder) > len(self._root):
            folder = above(folder)
            if areas.get(folder):
                return True
        return False
