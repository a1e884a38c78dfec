"""Memory of the parent while photos are indexed: it must not grow with their number.

    python -m benchmarks.parent_memory [--photos 20000]

``photoapp index`` runs over small photos that all differ, and its own memory (not its worker's) is
looked at five times a second. Compared are the means over the first and the last quarter of the
time in which photos were embedded.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np
from PIL import Image

from photoapp.catalog import Catalog
from photoapp.encoders import model_card
from photoapp.paths import app_paths

_EDGE = 96
_PAUSE_SECONDS = 0.2


def make_photos(folder: Path, count: int) -> None:
    """Write small JPEGs, each of its own colours, a hundred a folder."""
    chance = np.random.default_rng(0)
    for number in range(count):
        place = folder / f"{number // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        small = chance.integers(0, 256, (6, 8, 3), dtype=np.uint8)
        Image.fromarray(small).resize((_EDGE, _EDGE)).save(place / f"{number:05}.jpg")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--photos", type=int, default=20_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home, folder = Path(scratch, "home"), Path(scratch, "photos")
        make_photos(folder, arguments.photos)
        command = [sys.executable, "-m", "photoapp", "--home", str(home), "index", str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        samples = _samples(process, home)
        if process.returncode:
            raise SystemExit(f"photoapp index ended with {process.returncode}")
    first, *_, last = (float(np.mean(part)) for part in np.array_split(samples, 4))
    print(f"{arguments.photos} photos, {len(samples)} looks at {os.cpu_count()} cores' parent")
    print(f"first quarter {first:.1f} MB, last {last:.1f} MB, most {max(samples):.1f} MB")
    print(f"last / first: {last / first:.3f}")


def _samples(process: "subprocess.Popen[bytes]", home: Path) -> list[float]:
    """Return the parent's resident memory, in MB, from the first embedded photo to the end."""
    import psutil

    parent = psutil.Process(process.pid)
    samples: list[float] = []
    while process.poll() is None:
        if samples or _embedded(home):
            try:
                samples.append(parent.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                break
        time.sleep(_PAUSE_SECONDS)
    process.wait()
    return samples


def _embedded(home: Path) -> int:
    path, card = app_paths(home).catalog, model_card()
    if not path.exists():
        return 0
    with closing(Catalog(path)) as catalog:
        return catalog.vectors.count(catalog.vectors.model_id(card.id, card.dim, card.feature_dim))


if __name__ == "__main__":
    main()
