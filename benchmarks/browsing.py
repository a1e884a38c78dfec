"""How long the window waits for its lists: finding, counting and describing photos.

    python -m benchmarks.browsing [--photos 100000] [--home HOME]

A made-up library (``made_up_library``), kept in HOME if that is named. The best of five times is
what it takes, the median what it takes on a machine that does other things too.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.made_up_library import make
from photoapp.library import Library
from photoapp.library.browsing import Grouping
from photoapp.paths import app_paths
from photoapp.search.query_text import parse

_RUNS = 5
_FILTERS = (
    "", "sort:oldest", "sort:name", "sort:rating", "folder:2015", "album:Calendar", "date:2015",
    "date:2010..2014-06", "place:Lisbon", "place:portugal", 'camera:"NIKON D750"', "tag:beach",
    "tag:beach tag:sea", "rating:4", "is:pick", "is:unflagged", "color:red", "is:untagged",
    "is:offline", "is:failed", '"what a day"', '"forest in Oslo"', "album:Picks",
    "rating:3 tag:sea date:2012..2020",
)  # fmt: skip
_RANKED = ("a red boat", "dog", "forest rating:3", "a red boat sort:newest")
_TYPED = ("be", "a walk to lis", "camera:can", "date:20", "folder:tr", "20")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = arguments.home or Path(scratch, "home")
        if not app_paths(home).catalog.exists():
            make(home, arguments.photos)
        with closing(Library(app_paths(home), words_here=True)) as library:
            _measure(library)


def _measure(library: Library) -> None:
    browsing = library.browsing
    started = time.perf_counter()
    browsing.gather()
    print(f"gathering all that is new: {time.perf_counter() - started:.1f} s")
    every = browsing.find(parse("")).photo_ids
    print(f"{len(every)} photos, {os.cpu_count()} cores; milliseconds: best, median")
    for text in _FILTERS:
        _time(f"find {text!r}", partial(browsing.find, parse(text)))
    groupings: tuple[Grouping, ...] = ("day", "month", "year", "folder")
    for grouping in groupings:
        _time(f"find '' by {grouping}", partial(browsing.find, parse(""), grouping))
    for text in _RANKED:
        _time(f"find {text!r}, ranked", partial(browsing.find, parse(text)))
    _time("facets", browsing.facets)
    _time("200 cards", lambda: browsing.cards(every[1000:1200]))
    _time("details", lambda: browsing.details(every[2000]))
    _time("why", lambda: browsing.why(every[2000], parse("dog beach")))
    for text in _TYPED:
        _time(f"suggestions {text!r}", partial(browsing.suggestions, text))
    _time("rating 1,000, and what is found then", lambda: _rated(library, every[:1000]))


def _rated(library: Library, photo_ids: tuple[int, ...]) -> None:
    library.marks.rate(photo_ids, time.perf_counter_ns() % 5 + 1)
    library.browsing.find(parse("rating:5"))


def _time(what: str, work: Callable[[], object]) -> None:
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        found = work()
        times.append(1000 * (time.perf_counter() - started))
    count = f"{len(found.photo_ids):7}" if hasattr(found, "photo_ids") else " " * 7
    print(f"{min(times):8.1f} {statistics.median(times):8.1f} {count}  {what}")


if __name__ == "__main__":
    main()
