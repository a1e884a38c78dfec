"""Pulling the plug: kill -9 of parent or worker at any moment loses nothing."""

import json
import random
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image
from skimage import data

from photoapp.catalog import Catalog
from photoapp.encoders import model_card
from photoapp.paths import app_paths

_PHOTOS = 60
_DEADLINE = 120


@dataclass(frozen=True)
class Contents:
    """What of a catalogue must not depend on how it came about."""

    files: dict[str, bytes]
    vectors: dict[bytes, np.ndarray]
    thumbnails: int
    failures: list[tuple[str, str]]
    highest_sequence: int


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of photos that all differ, with two that fail and two copies."""
    folder = tmp_path_factory.mktemp("photos")
    pictures = [Image.fromarray(p()) for p in (data.chelsea, data.coffee, data.astronaut)]
    for number in range(_PHOTOS):
        picture = pictures[number % 3].rotate(number).resize((640, 480))
        picture.save(folder / f"{number:03}.jpg", quality=92)
    (folder / "copy.jpg").write_bytes((folder / "000.jpg").read_bytes())
    (folder / "text.jpg").write_text("no picture")
    (folder / "empty.jpg").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Contents:
    home = tmp_path_factory.mktemp("undisturbed")
    _finish(home, folder)
    return _contents(home, folder)


@pytest.mark.parametrize("seed", range(1))
def test_killing_the_parent_loses_nothing(
    seed: int, tmp_path: Path, folder: Path, undisturbed: Contents
) -> None:
    _kill_and_finish(random.Random(seed), tmp_path, folder, kills=2, victim="parent")
    _assert_same(_contents(tmp_path, folder), undisturbed)


@pytest.mark.parametrize("seed", range(1))
def test_killing_the_worker_loses_nothing(
    seed: int, tmp_path: Path, folder: Path, undisturbed: Contents
) -> None:
    _kill_and_finish(random.Random(seed), tmp_path, folder, kills=1, victim="worker")
    _assert_same(_contents(tmp_path, folder), undisturbed)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 140))
def test_killing_either_many_times_loses_nothing(
    seed: int, tmp_path: Path, folder: Path, undisturbed: Contents
) -> None:
    chance = random.Random(seed)
    victim = chance.choice(["parent", "worker"])
    _kill_and_finish(chance, tmp_path, folder, kills=chance.randint(1, 4), victim=victim)
    _assert_same(_contents(tmp_path, folder), undisturbed)


def _kill_and_finish(
    chance: random.Random, home: Path, folder: Path, *, kills: int, victim: str
) -> None:
    for _ in range(kills):
        process = _start(home, folder)
        _wait_for_moment(chance, process, home)
        if victim == "worker":
            for child in psutil.Process(process.pid).children() if process.poll() is None else []:
                child.kill()
            process.wait(_DEADLINE)  # the parent itself mends this
        children = psutil.Process(process.pid).children() if process.poll() is None else []
        process.kill()
        process.wait()
        psutil.wait_procs(children, _DEADLINE)  # a worker ends by itself when its parent is gone
        assert not any(child.is_running() for child in children)
    _finish(home, folder)


def _wait_for_moment(chance: random.Random, process: "subprocess.Popen[bytes]", home: Path) -> None:
    """Wait for a random moment: some time after the start, or some way into embedding."""
    catalog, wanted = app_paths(home).catalog, chance.randint(1, _PHOTOS - 1)
    until = time.monotonic() + (chance.uniform(0.1, 8) if chance.random() < 0.3 else _DEADLINE)
    while time.monotonic() < until and process.poll() is None:
        if catalog.exists() and _embedded(catalog) >= wanted:
            break
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.5))


def _embedded(catalog: Path) -> int:
    with closing(Catalog(catalog)) as opened:
        return opened.vectors.count(_model_number(opened))


def _model_number(catalog: Catalog) -> int:
    card = model_card()
    return catalog.vectors.model_id(card.id, card.dim, card.feature_dim)


def _command(home: Path, folder: Path) -> list[str]:
    return [sys.executable, "-m", "photoapp", "--home", str(home), "index", str(folder), "--json"]


def _start(home: Path, folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        _command(home, folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _finish(home: Path, folder: Path) -> None:
    command = _command(home, folder)
    done = subprocess.run(command, capture_output=True, check=True, timeout=_DEADLINE)
    report = json.loads(done.stdout)
    assert report["found"] == report["embedded"] + report["skipped"] + report["failed"]


def _contents(home: Path, folder: Path) -> Contents:
    paths = app_paths(home)
    with closing(Catalog(paths.catalog)) as catalog:
        photos = catalog.photos.records(list(range(1, 1000)))
        number = _model_number(catalog)
        vectors = {
            photos[int(i)].content_hash: vector.astype(np.float32)
            for batch in catalog.vectors.batches(number, 0)
            for i, vector in zip(batch.photo_ids, batch.vectors, strict=True)
        }
        failures = [(f.path, f.kind) for f in catalog.failures.all()]
        files = {str(p.path.relative_to(folder)): p.content_hash for p in photos.values()}
        thumbnails = sum(1 for _ in paths.thumbnails.rglob("*.jpg"))
        return Contents(files, vectors, thumbnails, failures, catalog.vectors.last_sequence())


def _assert_same(found: Contents, wanted: Contents) -> None:
    assert found.files == wanted.files
    assert found.failures == wanted.failures
    assert found.thumbnails == wanted.thumbnails
    # Every vector was stored once: the numbers run on without a gap.
    assert found.highest_sequence == wanted.highest_sequence == len(found.vectors) == _PHOTOS
    assert found.vectors.keys() == wanted.vectors.keys()
    for content_hash, vector in wanted.vectors.items():
        assert float(found.vectors[content_hash] @ vector) > 0.999
