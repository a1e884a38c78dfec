"""A library that only notes what it is to look at, and a watcher of it on a thread of its own."""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from photoapp.errors import FolderError
from photoapp.events import Event, FolderWatched, Listener
from photoapp.library import IndexReport
from photoapp.library.scanning import Area
from photoapp.library.watching import Watching
from photoapp.library.watching.observing import Observe, observe
from photoapp.paths import AppPaths, app_paths

PATIENCE = 30.0


class Waiting:
    """Waits for things to become true; whoever makes them so says when to look."""

    def __init__(self) -> None:
        self._look = threading.Event()

    def look(self) -> None:
        self._look.set()

    def until(self, condition: Callable[[], object]) -> None:
        give_up_at = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < give_up_at
            self._look.wait(0.1)
            self._look.clear()


@dataclass
class NotedLibrary:
    """What is watched, and each run: the areas, and the files in them with their sizes then.

    ``errors`` are raised by the next runs, one each; and what is ``bad`` can't be read.
    """

    paths: AppPaths
    roots: list[Path]
    runs: list[tuple[list[Area], dict[Path, int]]] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    bad: set[Path] = field(default_factory=set)

    def folders(self) -> list[Path]:
        return list(self.roots)

    def index(
        self, areas: Sequence[Area], listener: Listener, stop: threading.Event, /
    ) -> IndexReport:
        if self.errors:
            raise self.errors.pop(0)
        if any(area.folder in self.bad for area in areas):
            raise FolderError("A folder can't be read; give yourself the right to read it.")
        self.runs.append((list(areas), _sizes(areas)))
        return IndexReport(0, 0, 0, 0, 0.0, 0.0, stop.is_set())

    def areas(self) -> list[Area]:
        return [area for areas, _ in self.runs for area in areas]

    def seen(self, file: Path) -> list[int]:
        """The sizes that a file had whenever it was looked at."""
        return [sizes[file] for _, sizes in self.runs if file in sizes]


def _sizes(areas: Sequence[Area]) -> dict[Path, int]:
    sizes = {}
    for area in areas:
        for folder, _, names in os.walk(area.folder):
            for file in (Path(folder, name) for name in names):
                if area.deep or file.parent == area.folder:
                    with contextlib.suppress(FileNotFoundError):  # it is being moved just now
                        sizes[file] = file.stat().st_size
    return sizes


@dataclass
class Watched:
    """A watcher that runs; ``until`` waits for something to become true."""

    until: Callable[[Callable[[], object]], None]
    library: NotedLibrary
    watching: Watching
    stop: threading.Event
    thread: threading.Thread
    events: list[Event]

    def told(self, folder: Path) -> list[str]:
        """How a folder was said to be watched, in turn."""
        notes = [event for event in list(self.events) if isinstance(event, FolderWatched)]
        return [note.how for note in notes if note.path == str(folder)]


@contextmanager
def watched(
    base: Path, *roots: Path, observe: Observe = observe, speed: float = 4.0
) -> Iterator[Watched]:
    """Watch roots until the block ends; it begins when all of them were looked at once.

    The watcher's clock runs ``speed`` times as fast as others, so that folders soon rest.
    """
    library = NotedLibrary(app_paths(base / "home").create(), list(roots))
    stop = threading.Event()
    events: list[Event] = []
    waiting = Waiting()

    def listen(event: Event) -> None:
        events.append(event)
        waiting.look()

    watching = Watching(library, listen, observe=observe, clock=lambda: speed * time.monotonic())
    thread = threading.Thread(target=watching.run, args=(stop,))
    running = Watched(waiting.until, library, watching, stop, thread, events)
    thread.start()
    try:
        running.until(lambda: all(Area(r, deep=True) in library.areas() for r in roots))
        yield running
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()
