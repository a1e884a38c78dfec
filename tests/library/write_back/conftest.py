"""A photo with metadata of its own, and a library that knows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from photoapp.paths import AppPaths
from tests.library.write_back.libraries import Written, picture, tagged_more, written_library


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    (tmp_path / "photos").mkdir()
    path = picture(tmp_path / "photos" / "cat.jpg")
    return tagged_more(path)


@pytest.fixture
def library(home: AppPaths, photo: Path) -> Iterator[Written]:
    with written_library(home, photo.parent) as library:
        yield library
