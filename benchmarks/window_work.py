"""The whole window over 100,000 photos, while it indexes, searches and scrolls: its longest pause.

    python -m benchmarks.window_work PHOTOS [--home HOME] [--photos 100000] [--stacks]

Drives the real window, offscreen unless there is a screen, over a made-up library (see
made_up_library). Copies of PHOTOS are indexed by the real worker while words are typed letter by
letter, the grid is scrolled and photos are rated. A timer that should strike every millisecond
tells how long the window's thread was not free; "busy" is the part in which that thread had a
processor. ``--stacks`` prints where it was when it was not free for long.
"""

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.window_scale import memory_mb

if TYPE_CHECKING:
    from photoapp.gui.main.controller import Controller

_SIZE = (1440, 900)
_INDEXED = 200
_QUERIES = ("a dog on the grass", "sunset at the beach", "red car", "people at a table", "snow")
_LETTER_SECONDS = 0.09
_BAR_MILLISECONDS = 50.0
_LONGEST = 300.0
_STEPS = 500


@dataclass
class Pauses:
    """Milliseconds between strikes of a timer: all of them, and the thread's own share."""

    wall: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    struck_at: float = field(default_factory=time.perf_counter)
    _used: float = field(default_factory=time.thread_time)

    def strike(self) -> None:
        """Note how long it has been."""
        now, used = time.perf_counter(), time.thread_time()
        self.wall.append((now - self.struck_at) * 1000)
        self.busy.append((used - self._used) * 1000)
        self.struck_at, self._used = now, used

    def begin(self) -> None:
        """Forget what was noted."""
        self.wall.clear()
        self.busy.clear()
        self.struck_at, self._used = time.perf_counter(), time.thread_time()

    def tell(self, what: str) -> None:
        """Print what was noted."""
        for name, times in (("", self.wall), (", busy", self.busy)):
            long = sum(pause > _BAR_MILLISECONDS for pause in times)
            print(
                f"{what}{name}: longest {max(times):.0f} ms, p99.9"
                f" {statistics.quantiles(times, n=1000)[-1]:.0f} ms, {long} over"
                f" {_BAR_MILLISECONDS:.0f} ms of {len(times):,}"
            )


def main() -> None:
    arguments = _arguments()
    if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as temporary:
        home = arguments.home or Path(temporary) / "home"
        photos = _copy(arguments.source, Path(temporary) / "new")
        _make(home, arguments.photos, arguments.source)
        _run(home, photos, stacks=arguments.stacks)


def _run(home: Path, photos: Path, *, stacks: bool) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from photoapp.gui.app import window_settings
    from photoapp.gui.behind.library_session import opener
    from photoapp.gui.main.controller import Controller
    from photoapp.gui.theme import Theme
    from photoapp.paths import app_paths

    app = QApplication([])
    Theme(app)
    paths, pauses = app_paths(home), Pauses()
    began = time.perf_counter()
    controller = Controller(opener(paths), window_settings(paths))
    timer = QTimer(controller, interval=1)
    timer.timeout.connect(pauses.strike)
    if stacks:
        threading.Thread(target=_sample, args=[pauses], daemon=True).start()
    with closing(controller):
        controller.start()
        controller.window.resize(*_SIZE)
        timer.start()
        pauses.begin()
        _until(lambda: controller.browsing.found is not None)
        seconds = time.perf_counter() - began
        print(f"all photos shown after {seconds:.2f} s, {len(_shown(controller)):,} of them")
        _until(lambda: not controller.working.indexing and controller.browsing.facets is not None)
        _rest(3)
        pauses.tell("start, and looking at all folders")
        _measure(controller, pauses, photos)
        _scroll_through(controller)
        print(f"memory after scrolling through all photos: {memory_mb():.0f} MB")


def _measure(controller: "Controller", pauses: Pauses, photos: Path) -> None:
    window, chance = controller.window, random.Random(4)
    pauses.begin()
    controller.working.add_folders([photos])
    _until(lambda: controller.working.indexing)
    answers, began = [], time.perf_counter()
    while controller.working.indexing and time.perf_counter() - began < _LONGEST:
        answers.append(_type(controller, chance.choice(_QUERIES)))
        _scroll(controller, 40)
        window.search.field.clear()
        _rest(0.5)
        _scroll(controller, 80)
        window.grid.enter()
        window.commands[f"rate-{chance.randrange(6)}"].trigger()
        _rest(0.3)
    seconds = time.perf_counter() - began
    pauses.tell(f"{_INDEXED} photos indexed in {seconds:.0f} s, searching and scrolling")
    print(
        f"words answered: the first after {answers[0] * 1000:.0f} ms, the others median"
        f" {statistics.median(answers[1:] or answers) * 1000:.0f} ms after the last letter"
    )


def _type(controller: "Controller", words: str) -> float:
    """Type words letter by letter; return the seconds from the last one to the answer."""
    window = controller.window
    for end in range(1, len(words) + 1):
        window.search.field.setText(words[:end])
        _rest(_LETTER_SECONDS)
    began = time.perf_counter()
    _until(lambda: _words(controller) == words)
    return time.perf_counter() - began


def _words(controller: "Controller") -> str:
    found = controller.browsing.found
    return "" if found is None else found.query.words


def _shown(controller: "Controller") -> tuple[int, ...]:
    found = controller.browsing.found
    return () if found is None else found.photo_ids


def _scroll(controller: "Controller", steps: int) -> None:
    bar = controller.window.grid.verticalScrollBar()
    for _ in range(steps):
        bar.setValue(bar.value() + 120)
        _rest(1 / 60)


def _scroll_through(controller: "Controller") -> None:
    controller.window.search.field.clear()
    _until(lambda: _words(controller) == "")
    bar = controller.window.grid.verticalScrollBar()
    for step in range(_STEPS):
        bar.setValue(bar.maximum() * step // _STEPS)
        _rest(1 / 60)


def _rest(seconds: float) -> None:
    """Let the window work for a while, as its event loop does."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _until(met: Callable[[], bool]) -> None:
    deadline = time.perf_counter() + _LONGEST
    while not met():
        if time.perf_counter() > deadline:
            sys.exit("it did not come about")
        _rest(0.005)


def _sample(pauses: Pauses) -> None:
    """Print where the window's thread is, once in each pause that is long."""
    main, told = threading.main_thread().ident, 0.0
    while True:
        time.sleep(0.004)
        struck = pauses.struck_at
        if struck != told and time.perf_counter() - struck > 0.9 * _BAR_MILLISECONDS / 1000:
            told = struck
            frame = sys._current_frames().get(main or 0)
            lines = [line.strip().split("\n")[0] for line in traceback.format_stack(frame)[-7:]]
            print("  at", " < ".join(line.split("photoapp/")[-1] for line in reversed(lines)))


def _copy(source: Path, target: Path) -> Path:
    """Copy photos, each made a photo of its own by a few bytes at its end."""
    target.mkdir()
    found = sorted(p for p in source.iterdir() if p.suffix.lower() in {".jpg", ".jpeg", ".png"})
    for number in range(_INDEXED):
        photo = found[number % len(found)]
        copy = Path(shutil.copy(photo, target / f"{number:04}{photo.suffix}"))
        with copy.open("ab") as file:
            file.write(os.urandom(8))
    return target


def _make(home: Path, photos: int, source: Path) -> None:
    from benchmarks.made_up_library import make
    from photoapp.paths import app_paths

    if not app_paths(home).catalog.exists():
        make(home, photos, source)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="window_work")
    parser.add_argument("source", type=Path, metavar="PHOTOS")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--stacks", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
