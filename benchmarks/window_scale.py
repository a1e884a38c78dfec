"""How the window's grid keeps up with 100,000 photos: frames, blank cells, memory.

    python -m benchmarks.window_scale [--home HOME] [--photos 100000] [--thumbnails-from PHOTOS]

Drives the real grid, offscreen unless there is a screen, over a made-up library whose thumbnails
are real. A frame is all that the window's thread does for one step of scrolling: painting, and
whatever has come from the background since the last. "busy" is the part of it in which that thread
had a processor: on a machine that does other things meanwhile, the rest is theirs. HOME is made if
it is empty, and may be used again.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from photoapp.gui.grid.photo_grid import PhotoGrid
    from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader
    from photoapp.library import Library
    from photoapp.library.browsing import Found

_PACE = 1 / 60
_SIZE = (1440, 900)
_EDGES = (200, 120)
_SKIM, _STEP_PIXELS, _STEPS = 0.9, 60, 900
_JUMPS = 40
_LONGEST_WAIT = 10.0
_SEED = 5


def main() -> None:
    arguments = _arguments()
    if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as temporary:
        home = arguments.home or Path(temporary) / "home"
        _run(home, arguments.photos, arguments.thumbnails_from)


class Frame(NamedTuple):
    """Milliseconds that a step took, and those of them in which its thread had a processor."""

    wall: float
    busy: float


def scroll(grid: "PhotoGrid", step: int, steps: int | None = None) -> list[Frame]:
    """Scroll on at the pace of a screen, to the end or for so many steps."""
    bar = grid.verticalScrollBar()
    frames: list[Frame] = []
    due = time.perf_counter()
    while bar.value() < bar.maximum() and (steps is None or len(frames) < steps):
        frames.append(_frame(lambda: bar.setValue(bar.value() + step)))
        due = max(due + _PACE, time.perf_counter())
        time.sleep(max(0.0, due - time.perf_counter()))
    return frames


def blank_after_stop(grid: "PhotoGrid", loader: "ThumbnailLoader") -> float:
    """Return the milliseconds from now until no photo in sight is blank."""
    ids, began = grid.photos.photo_ids, time.perf_counter()
    while time.perf_counter() - began < _LONGEST_WAIT:
        _process_events()
        seen = [ids[row] for row in grid.rows_in_sight()]
        if all(loader.picture(i) is not None or loader.failure(i) for i in seen):
            break
        time.sleep(0.001)
    return (time.perf_counter() - began) * 1000


def set_results(grid: "PhotoGrid", found: "Found") -> float:
    """Show photos in place of all others; return the milliseconds until they are painted."""
    return _frame(lambda: grid.show_found(found, keep_place=False)).wall


def memory_mb() -> float:
    """Return how much memory this process takes, shared libraries included."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def _run(home: Path, photos: int, thumbnails_from: Path | None) -> None:
    from photoapp.library import Library
    from photoapp.paths import app_paths

    if not app_paths(home).catalog.exists():
        _make(home, photos, thumbnails_from)
    with closing(Library(app_paths(home))) as library:
        _measure(library)


def _measure(library: "Library") -> None:
    from PySide6.QtWidgets import QApplication

    from photoapp.gui.behind.tasks import Tasks
    from photoapp.gui.grid.cards import Cards
    from photoapp.gui.grid.photo_grid import PhotoGrid
    from photoapp.gui.pictures.images import framed, framed_all
    from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader
    from photoapp.search.query import Query

    app = QApplication([])
    tasks = Tasks("thumbnails", 3)
    loader = ThumbnailLoader(
        lambda ids, frame: framed_all(library.stored_thumbnails(ids), frame),
        lambda photo_id, frame: framed(library.thumbnail(photo_id), frame),
        tasks,
    )
    grid = PhotoGrid(loader, Cards(library.browsing.cards, tasks))
    grid.resize(*_SIZE)
    grid.show()
    app.processEvents()
    print(f"before any photo: {memory_mb():.0f} MB")
    began = time.perf_counter()
    found = library.browsing.find(Query(), "month")
    print(f"finding {len(found.photo_ids):,} photos: {(time.perf_counter() - began) * 1e3:.0f} ms")
    measure_grid(grid, loader, found)
    tasks.stop()
    tasks.wait(5)


def measure_grid(grid: "PhotoGrid", loader: "ThumbnailLoader", found: "Found") -> None:
    """Print what the table of docs/benchmarks.md has of the grid."""
    from photoapp.library.browsing import Found

    empty = Found(found.query)
    times = [set_results(grid, shown) for shown in (found, empty) * 5][::2]
    print(f"setting the results: median {statistics.median(times):.1f}, worst {max(times):.1f} ms")
    for edge in _EDGES:
        grid.set_edge(edge)
        set_results(grid, found)
        blank_after_stop(grid, loader)
        columns = grid.geometry_of_photos.columns
        print(f"photos {edge} wide, {columns} columns, {len(grid.rows_in_sight())} in sight")
        _tell_frames("reading pace", scroll(grid, _STEP_PIXELS, _STEPS))
        _tell_blanks("then stopped", [blank_after_stop(grid, loader)])
        _tell_frames("all through", scroll(grid, round(_SKIM * grid.viewport().height())))
        _tell_blanks("then stopped", [blank_after_stop(grid, loader)])
        _tell_blanks(f"{_JUMPS} jumps", _jump(grid, loader))
        print(f"  memory {memory_mb():.0f} MB, {loader.cached_bytes / 1e6:.0f} MB of it pictures")


def _jump(grid: "PhotoGrid", loader: "ThumbnailLoader") -> list[float]:
    chance, bar = random.Random(_SEED), grid.verticalScrollBar()
    blanks = []
    for _ in range(_JUMPS):
        bar.setValue(chance.randrange(bar.maximum()))
        blanks.append(blank_after_stop(grid, loader))
    return blanks


def _frame(work: Callable[[], object]) -> Frame:
    began, busy = time.perf_counter(), time.thread_time()
    work()
    _process_events()
    wall = time.perf_counter() - began
    return Frame(wall * 1000, (time.thread_time() - busy) * 1000)


def _process_events() -> None:
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.processEvents()


def _tell_frames(what: str, frames: Sequence[Frame]) -> None:
    for name, times in (("", [f.wall for f in frames]), (", busy", [f.busy for f in frames])):
        marks = statistics.quantiles(times, n=100)
        print(
            f"  {what}{name}, {len(times):,} frames: p50 {marks[49]:.1f}, p95 {marks[94]:.1f},"
            f" p99 {marks[98]:.1f}, worst {max(times):.1f} ms"
        )


def _tell_blanks(what: str, blanks: Sequence[float]) -> None:
    print(
        f"  {what}, blank for: median {statistics.median(blanks):.0f}, worst {max(blanks):.0f} ms"
    )


def _make(home: Path, photos: int, thumbnails_from: Path | None) -> None:
    from benchmarks.made_up_library import make
    from benchmarks.sample_photos import gather

    with tempfile.TemporaryDirectory() as samples:
        if thumbnails_from is None:
            gather(Path(samples))
        make(home, photos, thumbnails_from or Path(samples))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="window_scale")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--thumbnails-from", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
