"""Where the time of a first ``photoapp search`` from the shell goes.

    python -m benchmarks.cold_search [--photos-dir PHOTOS] [--architecture ViT-B-32]

Each part is timed in processes of its own, several times; medians are printed. The weights of an
architecture of open_clip's are random: only the time counts.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.random_bundle import random_bundle
from benchmarks.sample_photos import gather
from photoapp.paths import app_paths

_RUNS = 7
_PARTS = {
    "Python alone": "pass",
    "+ numpy": "import numpy",
    "the command line's imports": "import photoapp.cli.app",
    "+ the starter's text half": (
        "import photoapp.cli.app\n"
        "from photoapp.encoders import load_text_encoder\n"
        "load_text_encoder()"
    ),
    "+ one query": (
        "import photoapp.cli.app\n"
        "from photoapp.encoders import load_text_encoder\n"
        "load_text_encoder().encode_texts(['a dog on a beach'])"
    ),
    "(importing torch, which is not needed)": "import torch",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--photos-dir", type=Path)
    parser.add_argument("--architecture", default="ViT-B-32")
    arguments = parser.parse_args()
    for name, code in _PARTS.items():
        print(f"{name:42}{_median([sys.executable, '-c', code]):6.2f} s")
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.photos_dir or Path(scratch, "photos")
        if not arguments.photos_dir:
            gather(folder)
        home = Path(scratch, "home")
        program = [sys.executable, "-m", "photoapp", "--home", str(home)]
        search = [*program, "search", "a dog on a beach"]
        subprocess.run([*program, "index", str(folder)], check=True, capture_output=True)
        print(f"{'photoapp search, whole: starter':42}{_median(search):6.2f} s")
        model = random_bundle(arguments.architecture, app_paths(home).models)
        subprocess.run([*program, "models", "use", model.name], check=True, capture_output=True)
        print(f"{'the same: ' + arguments.architecture:42}{_median(search):6.2f} s")


def _median(command: list[str]) -> float:
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main()
