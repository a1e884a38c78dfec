"""Where the time of a first ``photoapp search`` from the shell goes.

    python -m benchmarks.cold_search [--photos-dir PHOTOS]

Each part is timed in processes of its own, several times; medians are printed.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.sample_photos import gather

_RUNS = 7
_PARTS = {
    "Python alone": "pass",
    "+ numpy": "import numpy",
    "the command line's imports": "import photoapp.cli.app",
    "the worker's imports": "import photoapp.worker.child",
    "worker + text half, hashes checked": (
        "import photoapp.worker.child\n"
        "from photoapp.encoders import load_text_encoder\n"
        "load_text_encoder()"
    ),
    "worker + text half + one query": (
        "import photoapp.worker.child\n"
        "from photoapp.encoders import load_text_encoder\n"
        "load_text_encoder().encode_texts(['a dog on a beach'])"
    ),
    "(importing torch, which is not needed)": "import torch",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--photos-dir", type=Path)
    arguments = parser.parse_args()
    for name, code in _PARTS.items():
        print(f"{name:42}{_median([sys.executable, '-c', code]):6.2f} s")
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.photos_dir or Path(scratch, "photos")
        if not arguments.photos_dir:
            gather(folder)
        program = [sys.executable, "-m", "photoapp", "--home", str(Path(scratch, "home"))]
        subprocess.run([*program, "index", str(folder)], check=True, capture_output=True)
        whole = _median([*program, "search", "a dog on a beach"])
    print(f"{'photoapp search, whole':42}{whole:6.2f} s")


def _median(command: list[str]) -> float:
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main()
