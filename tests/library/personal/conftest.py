"""A library of the sample photos, looked at by the starter."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.library import Library
from photoapp.paths import AppPaths
from tests.conftest import IndexedHome


@pytest.fixture
def paths(home: AppPaths, indexed_home: IndexedHome, tmp_path: Path) -> AppPaths:
    """A home of the test's own with the sample photos indexed."""
    shutil.copytree(indexed_home.home, tmp_path / "home", dirs_exist_ok=True)
    return home


@pytest.fixture
def library(paths: AppPaths) -> Iterator[Library]:
    with closing(Library(paths)) as library:
        yield library
