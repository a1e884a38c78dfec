"""Seconds from dropping a photo into a watched folder until a search finds it.

    python -m benchmarks.watching PHOTOS_FOLDER [--drops 10] [--library 100]

The real library, worker and watcher, with the starter model; some of the folder's photos are
copied into a temporary one and indexed first, so that the worker is warm, and then others are
dropped, one at a time. The clock runs from the moment the dropped file is closed.
"""

import argparse
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from photoapp.events import CaughtUp, Event
from photoapp.library import Library
from photoapp.library.watching import Watching
from photoapp.media import may_be_photo
from photoapp.paths import app_paths

_ASK_SECONDS = 0.02
_GIVE_UP_SECONDS = 60.0


@contextmanager
def watched(library: Library) -> Iterator[None]:
    """Watch the library's folders on a thread, from when they have been looked at once."""
    stop, ready = threading.Event(), threading.Event()

    def listen(event: Event) -> None:
        if isinstance(event, CaughtUp):
            ready.set()

    watcher = threading.Thread(target=Watching(library, listen).run, args=(stop,))
    watcher.start()
    try:
        ready.wait()
        yield
    finally:
        stop.set()
        watcher.join()


def seconds_until_found(library: Library, photo: Path, target: Path) -> float:
    """Drop a photo, and return the seconds from then on until a search returns it."""
    shutil.copyfile(photo, target)
    dropped = time.monotonic()
    while time.monotonic() - dropped < _GIVE_UP_SECONDS:
        if any(hit.photo.path == target for hit in library.search("a photo", 100_000)):
            return time.monotonic() - dropped
        time.sleep(_ASK_SECONDS)
    raise SystemExit(f"{photo} was not found within {_GIVE_UP_SECONDS:.0f} s.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("photos", type=Path, metavar="PHOTOS_FOLDER")
    parser.add_argument("--drops", type=int, default=10)
    parser.add_argument("--library", type=int, default=100, help="photos that are there before")
    arguments = parser.parse_args()
    files = [file for file in sorted(arguments.photos.rglob("*")) if file.is_file()]
    photos = [file for file in files if may_be_photo(file)]
    before, dropped = photos[arguments.drops :], photos[: arguments.drops]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "photos")
        folder.mkdir()
        for number, photo in enumerate(before[: arguments.library]):
            shutil.copyfile(photo, folder / f"{number}{photo.suffix}")
        with closing(Library(app_paths(Path(scratch, "home")))) as library:
            library.index([folder])
            library.search("a photo")
            with watched(library):
                times = [
                    seconds_until_found(library, photo, folder / f"dropped-{number}{photo.suffix}")
                    for number, photo in enumerate(dropped)
                ]
    print(f"{len(times)} photos dropped, one at a time, beside {arguments.library}")
    print("seconds until found: " + ", ".join(f"{seconds:.2f}" for seconds in times))
    print(f"median {np.median(times):.2f} s, longest {max(times):.2f} s")


if __name__ == "__main__":
    main()
