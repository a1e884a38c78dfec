"""Pulling the plug while the library changes to another model: one whole generation serves."""

import random
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from PIL import Image
from skimage import data

from photoapp.catalog import Catalog
from photoapp.encoders import model_card
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths
from tests.library.other_models import add_backwards
from tests.photos import put_photo

STARTER = model_card().id
BACKWARDS = "backwards-1"
_ALL = 48
_DEADLINE = 120


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with enough photos for several writes, one of them a cat."""
    folder = tmp_path_factory.mktemp("photos")
    put_photo(folder / "chelsea.png")
    pictures = [Image.fromarray(p()) for p in (data.coffee, data.rocket)]
    for number in range(_ALL - 1):
        pictures[number % 2].rotate(number / 4).resize((320, 240)).save(folder / f"{number}.jpg")
    home = tmp_path_factory.mktemp("indexed")
    with closing(Library(app_paths(home))) as library:
        library.index([folder])
    return home


@pytest.fixture
def paths(indexed: Path, tmp_path: Path) -> AppPaths:
    """A home of the test's own with the photos indexed, and a second model."""
    shutil.copytree(indexed, tmp_path / "home")
    home = app_paths(tmp_path / "home")
    add_backwards(home)
    return home


@pytest.mark.parametrize("seed", range(1))
def test_killing_a_change_leaves_a_whole_generation_serving(seed: int, paths: AppPaths) -> None:
    _kill_and_finish(random.Random(seed), paths, kills=2)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 120))
def test_killing_changes_many_times_leaves_a_whole_generation_serving(
    seed: int, paths: AppPaths
) -> None:
    chance = random.Random(seed)
    _kill_and_finish(chance, paths, kills=chance.randint(1, 5))


def _kill_and_finish(chance: random.Random, paths: AppPaths, kills: int) -> None:
    """Change there and back, killed at random moments, and look at what is left each time."""
    target = BACKWARDS
    for _ in range(kills):
        process = _start(paths, target)
        _wait_for_moment(chance, process, paths)
        children = psutil.Process(process.pid).children() if process.poll() is None else []
        process.kill()
        process.wait()
        psutil.wait_procs(children, _DEADLINE)
        _assert_one_whole_generation_serves(paths)
        target = chance.choice([BACKWARDS, STARTER])
    finished = _start(paths, BACKWARDS)
    assert finished.wait(_DEADLINE) == 0
    with closing(Library(paths)) as library:
        assert library.model_id == BACKWARDS
        assert library.search("a cat", 100)[-1].photo.path.name == "chelsea.png"
        (kept,) = [h.generation for h in library.models.held() if h.id == STARTER]
        assert kept
        assert (kept.state, kept.vectors) == ("kept", _ALL)


def _start(paths: AppPaths, model: str) -> "subprocess.Popen[bytes]":
    home = str(paths.data.parent)
    command = [sys.executable, "-m", "photoapp", "--home", home, "models", "use", model]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _wait_for_moment(
    chance: random.Random, process: "subprocess.Popen[bytes]", paths: AppPaths
) -> None:
    """Wait for a random moment: some time after the start, or some way into embedding."""
    wanted = chance.randint(1, _ALL)
    until = time.monotonic() + (chance.uniform(0.1, 8) if chance.random() < 0.5 else _DEADLINE)
    while time.monotonic() < until and process.poll() is None:
        if _vectors(paths).get(BACKWARDS, 0) >= wanted:
            break
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.3))


def _vectors(paths: AppPaths) -> dict[str, int]:
    with closing(Catalog(paths.catalog)) as catalog:
        return {g.model: g.vectors for g in catalog.generations.all()}


def _assert_one_whole_generation_serves(paths: AppPaths) -> None:
    with closing(Catalog(app_paths(paths.data.parent).catalog)) as catalog:
        serving = [g for g in catalog.generations.all() if g.state == "serving"]
        assert [g.vectors for g in serving] == [_ALL]
    with closing(Library(paths)) as library:
        hits = library.search("a cat", 100)
        assert len(hits) == _ALL
        best = hits[0] if library.model_id == STARTER else hits[-1]
        assert best.photo.path.name == "chelsea.png"
