"""``photoapp info``: what is known of a file, in the library or not."""

import json
from pathlib import Path

import pytest

from tests.cli.command import run_here
from tests.conftest import IndexedHome


def test_a_file_outside_the_library(tmp_path: Path) -> None:
    photo = tmp_path / "IMG_20190412_192449.png"
    photo.write_bytes(b"not even an image")
    finished = run_here(tmp_path / "home", "info", photo)
    assert (finished.status, finished.stderr) == (0, "")
    assert "not in the library" in finished.stdout
    assert "2019-04-12 19:24:49  file name" in finished.stdout


def test_a_photo_of_the_library_as_json(indexed_home: IndexedHome) -> None:
    photo = next(indexed_home.photos.glob("*.png"))
    finished = run_here(indexed_home.home, "info", photo, "--json")
    assert finished.status == 0, finished.stderr
    [shape] = json.loads(finished.stdout)["files"]
    assert (shape["path"], shape["in_library"], shape["searchable"]) == (str(photo), True, True)
    assert shape["taken"]["source"] == "file's time"
    assert shape["failure"] is None
    assert (shape["tags"], shape["suggestions"]) == ([], [])


@pytest.mark.parametrize(("name", "why"), [("gone.jpg", "No such file"), (".", "is a folder")])
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, name: str, why: str) -> None:
    finished = run_here(tmp_path / "home", "info", tmp_path / name)
    assert finished.status == 1
    assert why in finished.stderr
    assert "Traceback" not in finished.stderr


def test_one_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    photo = tmp_path / "IMG_20190412_192449.png"
    photo.write_bytes(b"not even an image")
    finished = run_here(tmp_path / "home", "info", tmp_path, photo, tmp_path / "gone.jpg")
    assert finished.status == 1
    assert "2019-04-12" in finished.stdout
    assert finished.stderr.count("\n") == 2


def test_what_is_no_photo_is_called_so(tmp_path: Path) -> None:
    film = tmp_path / "film.mov"
    film.write_bytes(b"no film")
    finished = run_here(tmp_path / "home", "info", film)
    assert "not in the library; it is no photo" in finished.stdout
