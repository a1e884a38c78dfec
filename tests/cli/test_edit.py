"""``photoapp edit`` and ``albums``: what is said of photos from the shell."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from photoapp.cli.app import app
from tests.cli.command import run_photoapp
from tests.conftest import IndexedHome


@pytest.fixture
def own(indexed_home: IndexedHome, tmp_path: Path) -> IndexedHome:
    """The indexed home, for writing."""
    home = tmp_path / "home"
    shutil.copytree(indexed_home.home, home)
    return IndexedHome(home, indexed_home.photos, indexed_home.index)


def test_photos_are_rated_and_stay_so(own: IndexedHome) -> None:
    photos = [own.photos / "chelsea.png", own.photos / "coffee.png"]
    said = ("--rating", "4", "--flag", "pick", "--color", "red", "--add-keyword", "Sea")
    edited = run_photoapp(own.home, "edit", *photos, *said, "--caption", "at sea")
    assert (edited.status, edited.stderr) == (0, "")
    assert "2 photos rated ★★★★" in edited.stdout
    again = run_photoapp(own.home, "edit", *photos[:1], "--remove-keyword", "sea", "--json")
    [shape] = json.loads(again.stdout)["files"]
    assert shape == {
        "path": str(photos[0]), "rating": 4, "flag": "pick", "color": "red", "caption": "at sea",
        "keywords": [],
    }  # fmt: skip


def test_what_cannot_be_edited_is_named(own: IndexedHome, tmp_path: Path) -> None:
    photo, other = own.photos / "chelsea.png", tmp_path / "other.jpg"
    mixed = run_photoapp(own.home, "edit", other, photo, "--rating", "2")
    assert mixed.status == 1
    assert f"{other} is not in the library" in mixed.stderr
    assert "1 photo rated ★★" in mixed.stdout
    silent = run_photoapp(own.home, "edit", photo)
    assert (silent.status, "Say what to change" in silent.stderr) == (2, True)


def test_albums_from_making_to_deleting(own: IndexedHome) -> None:
    photo, other = own.photos / "chelsea.png", own.photos / "coffee.png"

    def albums(*arguments: str | Path) -> str:
        """Run a command in this process, which saves starting nine."""
        finished = CliRunner().invoke(
            app, ["--home", str(own.home), "albums", *map(str, arguments)], catch_exceptions=False
        )
        assert (finished.exit_code, finished.stderr) == (0, "")
        return finished.stdout

    assert "holds 1 photo now" in albums("create", "Best", photo)
    albums("create", "Sea", "--query", "the sea")
    assert "holds 2 photos now" in albums("add", "best", other)
    albums("remove", "best", photo)
    albums("rename", "best", "Cups")
    assert json.loads(albums("show", "cups", "--json"))["paths"] == [str(other)]
    listed = json.loads(albums("list", "--json"))["albums"]
    assert [(a["name"], a["photos"], a["query"]) for a in listed] == [
        ("Cups", 1, None),
        ("Sea", None, "the sea"),
    ]
    albums("delete", "cups")
    refused = run_photoapp(own.home, "albums", "show", "cups")
    assert (refused.status, "There is no album" in refused.stderr) == (1, True)
