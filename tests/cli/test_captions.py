"""``photoapp captions``: in, out, and what there is."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from photoapp.cli.app import app
from tests.conftest import IndexedHome


@pytest.fixture
def own(indexed_home: IndexedHome, tmp_path: Path) -> IndexedHome:
    """The indexed home, for writing."""
    home = tmp_path / "home"
    shutil.copytree(indexed_home.home, home)
    return IndexedHome(home, indexed_home.photos, indexed_home.index)


def _run(home: Path, *arguments: str | Path, status: int = 0) -> tuple[str, str]:
    """Run a command in this process, and return what it printed."""
    arguments = ("--home", home, "captions", *arguments)
    finished = CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)
    assert finished.exit_code == status, finished.stderr
    return finished.stdout, finished.stderr


def _asked(home: Path, *arguments: str | Path, status: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_run(home, *arguments, "--json", status=status)[0])
    return found


def test_captions_come_in_are_shown_and_go_out(own: IndexedHome, tmp_path: Path) -> None:
    folder = own.photos
    table = tmp_path / "list.csv"
    table.write_text(
        "file,caption,caption 2,keywords\n"
        f"{folder / 'chelsea.png'},a cat,our cat,pet\nold/coffee.png,a cup,,\ngone.png,x,,\n"
    )
    told, warned = _run(own.home, "import", table, status=1)
    assert "2 photos changed: 3 new captions, 1 new keyword; 0 as they were; 1 not in" in told
    assert f"{tmp_path / 'gone.png'} is not in the library" in warned
    again = _asked(own.home, "import", table, status=1)
    assert (again["photos"], again["unchanged"], len(again["missing"])) == (0, 2, 1)
    listed = _run(own.home, "list")[0].splitlines()
    assert [line.split()[0] for line in listed] == ["from", "you", "further", "you"]
    [cat] = _asked(own.home, "list", folder / "chelsea.png")["photos"]
    assert cat == {
        "path": str(folder / "chelsea.png"), "captions": ["a cat", "our cat"], "by_person": True,
        "keywords": ["pet"],
    }  # fmt: skip
    out = tmp_path / "out.jsonl"
    assert "captions of 2 photos written" in _run(own.home, "export", out, "--keywords")[0]
    lines = {(line := json.loads(text))["file"]: line for text in out.read_text().splitlines()}
    assert lines[str(folder / "chelsea.png")]["keywords"] == ["pet"]
    assert _asked(own.home, "import", out)["unchanged"] == 2


def test_an_overview_says_what_would_help(own: IndexedHome) -> None:
    found = _asked(own.home, "overview")
    assert (found["photos"], found["captions"], found["enough"]) == (0, 0, False)
    assert "There are no captions yet" in _run(own.home, "overview")[0]


def test_what_cannot_be_done_is_said(own: IndexedHome, tmp_path: Path) -> None:
    (tmp_path / "there.csv").touch()
    refusals = {
        ("import", tmp_path / "none.csv"): "can't be read",
        ("export", tmp_path / "there.csv"): "is there already",
        ("export", tmp_path / "out.pdf"): "let its name end in",
        ("export", tmp_path, "--keywords"): "Texts hold no keywords",
    }
    for arguments, sentence in refusals.items():
        finished = CliRunner().invoke(
            app, ["--home", str(own.home), "captions", *map(str, arguments)]
        )
        assert sentence in str(finished.exception)
    assert (tmp_path / "there.csv").read_bytes() == b""
