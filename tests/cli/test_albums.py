"""``photoapp albums``, and exporting one."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from photoapp.catalog import Catalog
from photoapp.cli.app import app
from photoapp.errors import UsageError
from photoapp.paths import app_paths
from tests.cli.command import run_here
from tests.conftest import IndexedHome
from tests.library.browsing.shelf import Shelf

Run = Callable[..., str]


@pytest.fixture
def own(indexed_home: IndexedHome, tmp_path: Path) -> IndexedHome:
    """The indexed home, for writing."""
    home = tmp_path / "home"
    shutil.copytree(indexed_home.home, home)
    return IndexedHome(home, indexed_home.photos, indexed_home.index)


def _running(home: Path) -> Run:
    """Return what runs a command in this process, which saves starting many."""

    def run(*arguments: str | Path) -> str:
        finished = CliRunner().invoke(
            app, ["--home", str(home), *map(str, arguments)], catch_exceptions=False
        )
        assert (finished.exit_code, finished.stderr) == (0, "")
        return finished.stdout

    return run


def test_albums_from_making_to_deleting(own: IndexedHome) -> None:
    photo, other = own.photos / "chelsea.png", own.photos / "coffee.png"
    run = _running(own.home)
    assert "holds 1 photo now" in run("albums", "create", "Best", photo)
    run("albums", "create", "Good", "--query", "rating:4")
    assert "holds 2 photos now" in run("albums", "add", "best", other)
    run("albums", "remove", "best", photo)
    run("albums", "rename", "best", "Cups")
    run("edit", photo, other, "--rating", "4")
    assert json.loads(run("albums", "show", "cups", "--json"))["paths"] == [str(other)]
    assert len(json.loads(run("albums", "show", "good", "--json"))["paths"]) == 2
    changed = run("albums", "change", "good", "--query", "rating:4 album:cups")
    assert "“Good” finds 1 photo now" in changed
    run("albums", "create", "Lost", "--query", "album:gone")
    listed = json.loads(run("albums", "list", "--json"))["albums"]
    assert [(a["name"], a["photos"], a["query"]) for a in listed] == [
        ("Cups", 1, None),
        ("Good", 1, "rating:4 album:cups"),
        ("Lost", None, "album:gone"),
    ]
    assert "no album “gone”" in listed[2]["problem"]
    run("albums", "delete", "cups")
    refused = run_here(own.home, "albums", "show", "cups")
    assert (refused.status, "There is no album" in refused.stderr) == (1, True)


def test_an_album_is_exported_as_links(own: IndexedHome, tmp_path: Path) -> None:
    photo, other = own.photos / "chelsea.png", own.photos / "coffee.png"
    run = _running(own.home)
    run("albums", "create", "Best", other, photo)
    to = ("--to", tmp_path / "out")
    run("export", "--album", "best", "--as", "links", "--names", "{number} {name}", *to)
    links = sorted((tmp_path / "out").iterdir())
    assert [link.name for link in links] == ["1 coffee.png", "2 chelsea.png"]
    assert [link.readlink() for link in links] == [other, photo]
    with pytest.raises(UsageError, match="one of the two"):
        run("export", photo, "--album", "best", *to)


def test_albums_of_a_list_of_labels(own: IndexedHome, tmp_path: Path) -> None:
    listed = tmp_path / "labels.txt"
    listed.write_text("cat\nflower\n")
    run = _running(own.home)
    run("edit", own.photos / "chelsea.png", "--add-keyword", "cat")
    run("albums", "create", "flower")
    made = json.loads(run("albums", "create", "--labels", listed, "--json"))
    there = {"made": ["cat"], "there": ["flower"], "empty": []}
    assert made == {**there, "labels": ["cat", "flower"]}
    again = run("albums", "create", "--labels", listed, "--fixed", "--under", "All")
    assert again == "1 album made; nothing is found yet for 1 label\n"
    assert str(own.photos / "chelsea.png") in run("albums", "show", "cat")
    assert str(own.photos / "chelsea.png") in run("albums", "show", "All/cat")
    for wrong in (("Best", "--under", "X"), ("Best", "--labels", listed), ()):
        with pytest.raises(UsageError):
            run("albums", "create", *wrong)


def test_suggested_albums_are_made_or_dismissed_by_number(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with closing(Catalog(app_paths(home).create().catalog)) as catalog:
        shelf = Shelf(catalog)
        facts = b'{"taken": {"source": "EXIF DateTimeOriginal"}}'
        for month in (1, 2, 3):
            for n in range(12):
                shelf.put(f"{month}-{n}.jpg", taken=f"2024-0{month}-02T10:{n:02}:00", facts=facts)
        shelf.put("copied.jpg", taken="2024-05-05T10:00:00", facts=facts.replace(b"EXIF", b"X"))
    run = _running(home)

    def suggested() -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = json.loads(run("albums", "suggest", "--json"))["events"]
        return events

    assert [event["name"][2:] for event in suggested()] == [
        "March 2024", "February 2024", "January 2024",
    ]  # fmt: skip
    first = suggested()[2]
    assert (first["first"], first["photos"]) == ("2024-01-02T10:00:00", 12)
    done = run("albums", "suggest", "--create", "3", "--dismiss", "1")
    assert "album “2 January 2024” is made" in done
    assert [event["name"] for event in suggested()] == ["2 February 2024"]
    assert "12      2 March 2024" in run("albums", "suggest", "--again")
    for wrong in (("--create", "9"), ("--create", "all", "--dismiss", "1")):
        with pytest.raises(UsageError):
            run("albums", "suggest", *wrong)
