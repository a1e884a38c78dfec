"""Fixtures that tests of several packages share. Nothing here needs Qt."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from photoapp.catalog import Catalog
from photoapp.paths import AppPaths, app_paths

from .cli.command import Finished, run_photoapp
from .photos import sample, sample_names

_SHARED_PHOTOS = Path(__file__).parents[2] / "shared" / "photos"


@dataclass(frozen=True)
class IndexedHome:
    """A home whose ``photos`` the command line has indexed: for reading only.

    ``index`` is what that run printed.
    """

    home: Path
    photos: Path
    index: Finished

    @property
    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(self.index.stdout)
        return report


@pytest.fixture(scope="session")
def shared_photos() -> Path:
    """The folder of real photos beside the checkout; not every machine has it."""
    if not _SHARED_PHOTOS.is_dir():
        pytest.skip("shared/photos is not beside this checkout")
    return _SHARED_PHOTOS


@pytest.fixture
def home(tmp_path: Path) -> AppPaths:
    """A photoapp home of the test's own."""
    return app_paths(tmp_path / "home").create()


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """An empty catalogue of the test's own."""
    with closing(Catalog(tmp_path / "catalog.sqlite")) as opened:
        yield opened


@pytest.fixture
def sample_photos(tmp_path: Path) -> Path:
    """A folder of the test's own with the sample photos."""
    return _copy_samples(tmp_path / "photos")


@pytest.fixture(scope="session")
def indexed_home(tmp_path_factory: pytest.TempPathFactory) -> IndexedHome:
    """A home with the sample photos indexed; made once, by whichever test process is first."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "indexed"
    with _lock(folder.with_suffix(".lock")):
        printed = folder / "printed.json"
        if not printed.exists():
            photos = _copy_samples(folder / "photos")
            index = run_photoapp(folder / "home", "index", photos, "--json")
            printed.write_text(json.dumps([index.status, index.stdout, index.stderr]))
    index = Finished(*json.loads(printed.read_text()))
    assert index.status == 0, index.stderr
    return IndexedHome(folder / "home", folder / "photos", index)


def _copy_samples(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in sample_names():
        shutil.copyfile(sample(name), folder / name)
    return folder


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Keep other test processes out; SQLite's lock is one that every system has."""
    with closing(sqlite3.connect(path, timeout=200, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
