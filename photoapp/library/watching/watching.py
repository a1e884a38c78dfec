"""Keeping a library level with its folders for as long as it is wished."""

import logging
import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from photoapp.errors import FolderError, PhotoappError
from photoapp.events import CaughtUp, Event, FolderWatched, Listener, WatchTrouble, ignore
from photoapp.library.indexing import IndexReport
from photoapp.library.scanning import Area
from photoapp.library.watch_notes import AGAIN_SECONDS, WatchNotes
from photoapp.library.watching.dirty import Clock
from photoapp.library.watching.observing import Observe, observe
from photoapp.library.watching.watched_root import WatchedRoot
from photoapp.paths import AppPaths

log = logging.getLogger(__name__)

_TICK_SECONDS = 0.2
# Roots are looked for this often: those that came, went, or were added by another process.
_CHECK_SECONDS = 2.0
# After a run that broke off the next one waits, and longer each time.
_PAUSE_SECONDS = (2.0, 5.0, 15.0, 60.0)


class WatchedLibrary(Protocol):
    """What is asked of a library."""

    paths: AppPaths

    def folders(self) -> list[Path]:
        """Return the watched folders."""

    def index(
        self, areas: Sequence[Area], listener: Listener, stop: threading.Event, /
    ) -> IndexReport:
        """Bring the library up to date with areas."""


class Watching:
    """Indexes what changes in a library's folders, as soon as it has come to rest.

    Args:
        library: whose folders; they may change meanwhile.
        listener: told, on the thread that runs it, what indexing tells, and how each folder is
            watched, when the library has caught up, and what keeps it from that.
        observe: how to hear of changes.
        clock: seconds that never run backwards.

    """

    def __init__(
        self,
        library: WatchedLibrary,
        listener: Listener = ignore,
        *,
        observe: Observe = observe,
        clock: Clock = time.monotonic,
    ) -> None:
        self._library = library
        self._listener = listener
        self._observe = observe
        self._clock = clock
        self._roots: dict[Path, WatchedRoot] = {}
        self._notes = WatchNotes(library.paths)
        self._told: dict[str, FolderWatched] = {}
        self._noted_at = clock()
        self._check_at = clock()
        self._trouble: str | None = None
        self._broken_off = 0
        self._pause_until = clock()
        self._woken = threading.Event()

    def wake(self) -> None:
        """Look at everything again now, whatever is known; for any thread."""
        self._woken.set()

    def run(self, stop: threading.Event) -> None:
        """Keep the library level until ``stop`` is set; then end within a second.

        What a user can mend is told, and tried again; it does not end this.
        """
        try:
            while not stop.is_set():
                self._look_after_roots()
                if self._clock() >= self._pause_until:
                    self._catch_up(stop)
                stop.wait(_TICK_SECONDS)
        finally:
            for root in self._roots.values():
                root.close()
            self._roots.clear()
            self._notes.clear()

    def _look_after_roots(self) -> None:
        woken = self._woken.is_set()
        if not woken and self._clock() < self._check_at:
            return
        self._woken.clear()
        self._check_at = self._clock() + _CHECK_SECONDS
        try:
            self._take_up(self._library.folders())
        except (PhotoappError, OSError) as error:
            self._tell_trouble(error)
        for root in self._roots.values():
            root.check()
            if woken:
                root.look_again()
        if woken:
            self._pause_until = self._clock()
        self._tell_changes()

    def _take_up(self, folders: Sequence[Path]) -> None:
        """Watch the folders that are new, and no longer those that are not wanted any more."""
        for folder in self._roots.keys() - set(folders):
            self._roots.pop(folder).close()
        for folder in folders:
            if folder not in self._roots:
                own = self._library.paths.own_folders
                self._roots[folder] = WatchedRoot(folder, own, self._observe, self._clock)

    def _catch_up(self, stop: threading.Event) -> None:
        taken = {r: areas for r in self._roots.values() if (areas := r.take())}
        if not taken:
            return
        waiting = deque([taken])
        while waiting and not stop.is_set():
            batch = waiting.popleft()
            try:
                self._index(batch, stop)
            except FolderError as error:
                if len(batch) > 1:  # one bad folder must not keep the others waiting
                    waiting.extend({root: areas} for root, areas in batch.items())
                else:
                    self._break_off(batch, error)
            except (PhotoappError, OSError) as error:
                self._break_off(batch, error)
            except Exception as error:  # a fault of ours must not end what nobody looks at
                log.exception("a look at %s broke off", [str(root.path) for root in batch])
                self._break_off(batch, error)

    def _index(self, batch: dict[WatchedRoot, list[Area]], stop: threading.Event) -> None:
        # Where things are new first: a moved photo is then never without a file.
        areas = [area for areas in batch.values() for area in areas]
        areas.sort(key=lambda area: not area.deep)
        started = self._clock()
        report = self._library.index(areas, self._pass_on, stop)
        seconds = self._clock() - started
        if report.stopped:
            return
        self._trouble, self._broken_off = None, 0
        if not report.embedded:
            for root, taken in batch.items():
                if Area(root.path, deep=True) in taken:
                    root.walked(seconds)
        folders = tuple(str(area.folder) for area in areas)
        self._listener(CaughtUp(folders, report.embedded, report.failed, seconds))

    def _break_off(self, batch: dict[WatchedRoot, list[Area]], error: Exception) -> None:
        for root, areas in batch.items():
            root.put_back(areas)
        pause = _PAUSE_SECONDS[min(self._broken_off, len(_PAUSE_SECONDS) - 1)]
        self._broken_off += 1
        self._pause_until = self._clock() + pause
        self._tell_trouble(error)

    def _tell_trouble(self, error: Exception) -> None:
        if str(error) != self._trouble:
            self._trouble = str(error)
            log.info("watching: %s", error)
            self._listener(WatchTrouble(str(error)))

    def _pass_on(self, event: Event) -> None:
        self._note_again()
        self._listener(event)

    def _tell_changes(self) -> None:
        now = {str(root.path): root.watched() for root in self._roots.values()}
        before, self._told = self._told, now
        if now != before:
            self._noted_at = self._clock()
            self._notes.write(list(now.values()))
        else:
            self._note_again()
        for path, watched in now.items():
            if path not in before or before[path].how != watched.how:
                self._listener(watched)

    def _note_again(self) -> None:
        if self._clock() - self._noted_at >= AGAIN_SECONDS:
            self._noted_at = self._clock()
            self._notes.write(list(self._told.values()))


def watch(library: WatchedLibrary, listener: Listener, stop: threading.Event) -> None:
    """Keep a library level with its folders until ``stop`` is set."""
    Watching(library, listener).run(stop)
