"""How long it takes until a personalised model answers, and to go back.

    python -m benchmarks.activation HOME [--photos 20000] [--hidden 2048]

Makes a library of made-up features in an empty home, a model with the starter's tower and another
projection (of ``hidden`` numbers inside), and lets that take over; no photo is looked at.
"""

import argparse
import hashlib
import resource
import shutil
import threading
import time
from contextlib import closing
from pathlib import Path

import msgspec
import numpy as np
import psutil
from safetensors.numpy import load_file, save_file

from benchmarks.made_up_library import make
from photoapp.encoders import ModelCard, shipped_models
from photoapp.encoders.model_card import WeightFile, read_model_card
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths

_LOOK_SECONDS = 0.05


def add_model(paths: AppPaths, hidden: int, name: str = "personal-1") -> ModelCard:
    """Put a model into a home that differs from the starter by its projection."""
    folder = paths.models / name
    shutil.copytree(shipped_models() / "starter", folder)
    card = read_model_card(folder)
    path = folder / card.weights["projection"].file
    tensors = load_file(path)
    chance = np.random.default_rng(hidden)
    inner, outer = tensors["inner_weight"].shape[1], tensors["outer_weight"].shape[0]
    tensors |= {
        "inner_weight": (chance.standard_normal((hidden, inner)) * 0.01).astype(np.float16),
        "inner_bias": np.zeros(hidden, np.float16),
        "outer_weight": (chance.standard_normal((outer, hidden)) * 0.01).astype(np.float16),
    }
    path.unlink()
    save_file({n: np.ascontiguousarray(t) for n, t in tensors.items()}, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    weights = card.weights | {"projection": WeightFile(path.name, digest)}
    card = msgspec.structs.replace(card, id=f"{name}-{digest[:8]}", parent=card.id, weights=weights)
    (folder / "model.json").write_bytes(msgspec.json.encode(card))
    return card


def measure(home: Path, photos: int, hidden: int) -> None:
    paths = app_paths(home)
    if not paths.catalog.exists():
        make(home, photos, features=True)
    card = add_model(paths, hidden)
    with closing(Library(paths)) as library:
        assert library.models.use(card.id) is None
        memory = _Memory()
        began, worked = time.perf_counter(), _work()
        report = library.models.build()
        taken = time.perf_counter() - began
        assert report is not None
        assert report.switched, report
        print(f"{report.projected} vectors made and switched to in {taken:.1f} s")
        print(f"work: {_work() - worked:.1f} s of a processor")
        print(f"most memory: {memory.end() / 1e6:.0f} MB here and in its processes, together")
        began = time.perf_counter()
        library.search("a dog on the beach", 20)
        print(f"the first search after that: {time.perf_counter() - began:.1f} s")
        began = time.perf_counter()
        back = library.models.go_back()
        assert back.switched, back
        print(f"and back in {time.perf_counter() - began:.1f} s")
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"most memory here alone: {here:.0f} MB")


def _work() -> float:
    """Return the seconds that processors have worked for this process and those it started."""
    own, ended = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    alive = [p.cpu_times() for p in psutil.Process().children(recursive=True)]
    times = [own.ru_utime, own.ru_stime, ended.ru_utime, ended.ru_stime]
    return float(sum(times) + sum(t.user + t.system for t in alive))


class _Memory:
    """The most memory that this process and those it started had at a time, in bytes."""

    def __init__(self) -> None:
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        this = psutil.Process()
        while not self._over.wait(_LOOK_SECONDS):
            total = 0
            for process in (this, *this.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.Error:  # it has just ended
                    continue
            self._most = max(self._most, total)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--photos", type=int, default=20_000)
    parser.add_argument("--hidden", type=int, default=2048)
    arguments = parser.parse_args()
    measure(arguments.home, arguments.photos, arguments.hidden)


if __name__ == "__main__":
    main()
