"""``make demo``: index some photos, and print the answers to some questions."""

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from benchmarks.sample_photos import gather
from photoapp.cli.progress import ProgressLine
from photoapp.console import print_table
from photoapp.errors import PhotoappError
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths

_DEMO = Path(".demo")
_QUERIES = (
    "a cat",
    "a cup of coffee",
    "a rocket taking off",
    "an astronaut",
    "an old temple",
    "a flower",
    "stars in the night sky",
)
_SHOWN = 3


def main() -> None:
    given, query = os.environ.get("PHOTOS", ""), os.environ.get("QUERY", "")
    folder = Path(given).expanduser() if given else _DEMO / "photos"
    if not given:
        gather(folder)
    home = app_paths(_DEMO / (_home_of(folder) if given else "home"))
    try:
        _show(home, folder, (query,) if query else _QUERIES)
    except PhotoappError as error:
        sys.exit(f"demo: {error}")
    _tell_next(home)


def _home_of(folder: Path) -> str:
    """Return a home's name: each folder has one of its own, as only its photos are to answer."""
    return f"home-{hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:8]}"


def _show(home: AppPaths, folder: Path, queries: tuple[str, ...]) -> None:
    with closing(Library(home)) as library:
        with ProgressLine() as line:
            report = library.index([folder], line.show)
        print(f"{report.found} photo files in {folder}, {report.embedded} of them new\n")
        _print_answers(library, queries)


def _print_answers(library: Library, queries: tuple[str, ...]) -> None:
    shown = 10 if len(queries) == 1 else _SHOWN
    rows = [
        [query if hit.rank == 1 else "", f"{hit.score:.2f}", str(hit.photo.path)]
        for query in queries
        for hit in library.search(query, shown)
    ]
    print_table(["question", "score", "photo"], rows)


def _tell_next(home: AppPaths) -> None:
    program = Path(sys.executable).with_name("photoapp")
    command = subprocess.list2cmdline([str(program), "--home", str(home.data.parent)])
    print(f"\nask more:  {command} search a dog on a beach")
    if sys.platform in {"darwin", "win32"} or "DISPLAY" in os.environ or _wayland():
        print(f"the window: {command}")


def _wayland() -> bool:
    return "WAYLAND_DISPLAY" in os.environ


if __name__ == "__main__":
    main()
