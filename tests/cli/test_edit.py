"""``photoapp edit``: what is said of photos from the shell."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from photoapp.cli.app import app
from tests.cli.command import run_here
from tests.conftest import IndexedHome


@pytest.fixture
def own(indexed_home: IndexedHome, tmp_path: Path) -> IndexedHome:
    """The indexed home, for writing."""
    home = tmp_path / "home"
    shutil.copytree(indexed_home.home, home)
    return IndexedHome(home, indexed_home.photos, indexed_home.index)


def _run(home: Path, *arguments: str | Path) -> str:
    """Run a command in this process, which saves starting one for each."""
    finished = CliRunner().invoke(
        app, ["--home", str(home), *map(str, arguments)], catch_exceptions=False
    )
    assert (finished.exit_code, finished.stderr) == (0, "")
    return finished.stdout


def test_photos_are_rated_and_stay_so(own: IndexedHome) -> None:
    photos = [own.photos / "chelsea.png", own.photos / "coffee.png"]
    said = ("--rating", "4", "--flag", "pick", "--color", "red", "--add-keyword", "Sea")
    edited = run_here(own.home, "edit", *photos, *said, "--caption", "at sea")
    assert (edited.status, edited.stderr) == (0, "")
    assert "2 photos rated ★★★★" in edited.stdout
    again = run_here(own.home, "edit", *photos[:1], "--remove-keyword", "sea", "--json")
    [shape] = json.loads(again.stdout)["files"]
    assert shape == {
        "path": str(photos[0]), "rating": 4, "flag": "pick", "color": "red", "caption": "at sea",
        "keywords": [],
    }  # fmt: skip


def test_what_was_said_is_shown_beside_what_the_file_says(own: IndexedHome) -> None:
    photo = own.photos / "chelsea.png"
    [before] = json.loads(_run(own.home, "info", photo, "--json"))["files"]
    silent = {"rating": None, "flag": None, "color": None, "caption": None}
    assert before["said"] == {**silent, "keywords": [], "removed_keywords": []}
    said = ("--rating", "4", "--flag", "pick", "--color", "red", "--add-keyword", "Sea")
    _run(own.home, "edit", photo, *said, "--caption", "At sea")
    _run(own.home, "albums", "create", "Best", photo)
    [after] = json.loads(_run(own.home, "info", photo, "--json"))["files"]
    assert after["said"] == {
        "rating": 4, "flag": "pick", "color": "red", "caption": "At sea", "keywords": ["Sea"],
        "removed_keywords": [],
    }  # fmt: skip
    assert (after["albums"], after["rating"]) == (["Best"], before["rating"])
    printed = _run(own.home, "info", photo).splitlines()
    told = [line.split(maxsplit=1)[0] for line in printed if "said in photoapp" in line]
    assert told == ["rating", "flag", "colour", "caption", "keywords", "albums"]


def test_what_cannot_be_edited_is_named(own: IndexedHome, tmp_path: Path) -> None:
    photo, other = own.photos / "chelsea.png", tmp_path / "other.jpg"
    mixed = run_here(own.home, "edit", other, photo, "--rating", "2")
    assert mixed.status == 1
    assert f"{other} is not in the library" in mixed.stderr
    assert "1 photo rated ★★" in mixed.stdout
    asked = run_here(own.home, "edit", other, photo, "--json")
    told = json.loads(asked.stdout)
    assert (asked.status, asked.stderr, told["changes"]) == (1, "", [])
    assert [(file["path"], file["rating"]) for file in told["files"]] == [(str(photo), 2)]
    assert [str(other) in sentence for sentence in told["refused"]] == [True]
    silent = run_here(own.home, "edit", photo)
    assert (silent.status, "Say what to change" in silent.stderr) == (2, True)
