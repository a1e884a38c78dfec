r"""How long a look at an unchanged library takes, against ``find`` over the same tree.

    python -m benchmarks.rescan [--files 100000] [--folders 1000] [--rounds 7] [--at FOLDER]

A tree of small files is made, and a catalogue that knows them all; then ``Library.index`` over
it (nothing new, so no photo is opened) and ``find -printf '%s %T@ %p\n'`` are timed by turns. The
whole command, ``photoapp index``, is timed too: its start takes longer than its work.
"""

import argparse
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from photoapp.catalog import Catalog, EmbeddedPhoto, FileRecord, PhotoMetadata
from photoapp.encoders import DEFAULT_MODEL, model_card
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths

_BLOCK = 5000
_HOUR_NS = 3_600_000_000_000


def make_tree(folder: Path, files: int, folders: int) -> None:
    """Write small files with names of photos, spread over ``folders``, written an hour ago."""
    written = time.time_ns() - _HOUR_NS
    for number in range(files):
        place = folder / f"{number % folders // 100:03}" / f"{number % folders:05}"
        if number < folders:
            place.mkdir(parents=True, exist_ok=True)
        path = place / f"IMG_{number:06}.jpg"
        path.write_bytes(b"%d" % number)
        os.utime(path, ns=(written, written))


def know_tree(paths: AppPaths, folder: Path) -> None:
    """Fill a catalogue with all files of a tree, as if they had been embedded."""
    card = model_card(DEFAULT_MODEL)
    vector, feature = bytes(2 * card.dim), bytes(2 * card.feature_dim)
    with closing(Catalog(paths.create().catalog)) as catalog:
        number = catalog.vectors.model_id(card.id, card.dim, card.feature_dim)
        catalog.generations.serve(number)
        root = catalog.roots.add(folder)
        files = list(_records(folder))
        for start in range(0, len(files), _BLOCK):
            photos = catalog.files.record(root.id, files[start : start + _BLOCK])
            made = [EmbeddedPhoto(i or 0, vector, feature, "JPEG", 4, 3, None) for i in photos]
            catalog.photos.record_embedded(number, made)
        while pending := catalog.metadata.pending(0, _BLOCK):
            catalog.metadata.record([(p, PhotoMetadata()) for p in pending])


def _records(folder: Path) -> Iterator[FileRecord]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            stat = path.stat()
            content = hashlib.blake2b(path.read_bytes(), digest_size=32).digest()
            relative = str(path.relative_to(folder))
            yield FileRecord(
                relative, stat.st_size, stat.st_mtime_ns, stat.st_ino, content,
                hashed_ns=time.time_ns(),
            )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--folders", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--at", type=Path, help="a folder on the disk to measure")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.at) as scratch:
        tree, home = Path(scratch, "tree"), Path(scratch, "home")
        paths = app_paths(home)
        make_tree(tree, arguments.files, arguments.folders)
        know_tree(paths, tree)
        with closing(Library(paths)) as library:
            library.search("anything")  # so that the index is made before time is taken
            report = library.index()
            assert (report.found, report.embedded) == (arguments.files, 0), report
            ours, finds = [], []
            for _ in range(arguments.rounds):
                finds.append(_seconds(lambda: _find(tree)))
                ours.append(_seconds(library.index))
        command = [sys.executable, "-m", "photoapp", "--home", str(home), "index"]
        whole = [_seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
                 for _ in range(3)]  # fmt: skip
    ratios = [a / b for a, b in zip(ours, finds, strict=True)]
    find = statistics.median(finds)
    print(f"{arguments.files} files in {arguments.folders} folders, medians of {arguments.rounds}")
    print(f"find: {find:.2f} s; photoapp's look: {statistics.median(ours):.2f} s")
    print(f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")
    print(f"photoapp index, its start included: {statistics.median(whole):.2f} s")


def _find(tree: Path) -> None:
    command = ["find", str(tree), "-printf", "%s %T@ %p\\n"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
