"""``photoapp review``: photos are answered, and each answer is kept."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from photoapp.cli.app import app
from photoapp.errors import PhotoappError
from tests.conftest import IndexedHome

from .command import run_photoapp

_Run = Callable[..., str]


@pytest.fixture
def run(indexed_home: IndexedHome, tmp_path: Path) -> _Run:
    """Runs commands in this process, in a home with the sample photos and the label cat."""
    home = tmp_path / "home"
    shutil.copytree(indexed_home.home, home)

    def command(*arguments: str | Path, status: int = 0) -> str:
        line = ["--home", str(home), *map(str, arguments)]
        finished = CliRunner().invoke(app, line, catch_exceptions=False)
        assert finished.exit_code == status, finished.output
        return finished.stdout

    command("labels", "add", "cat")
    return command


def _queue(run: _Run) -> list[dict[str, Any]]:
    told = json.loads(run("review", "list", "cat", "--json"))
    photos: list[dict[str, Any]] = told["photos"]
    return photos


def _names(photos: list[dict[str, Any]]) -> set[str]:
    return {Path(photo["path"]).name for photo in photos}


def test_answers_are_kept_teach_and_can_be_taken_back(
    run: _Run, indexed_home: IndexedHome, tmp_path: Path
) -> None:
    queue = _queue(run)
    likeliest = max(queue, key=lambda photo: photo["chance"])
    assert Path(likeliest["path"]).name == "chelsea.png"
    cat, rocket = (indexed_home.photos / name for name in ("chelsea.png", "rocket.jpg"))
    assert "labelled “cat”" in run("review", "accept", "CAT", cat)
    rejected = json.loads(run("review", "reject", "cat", rocket, "--json"))
    assert (rejected["tagged"], rejected["rejected"], rejected["changed"]) == (1, 1, 1)
    assert not _names(_queue(run)) & {"chelsea.png", "rocket.jpg"}
    assert "nothing was to be changed" in run("review", "reject", "cat", rocket)
    assert "“cat”" in run("review", "forget", "cat", cat, rocket)
    assert _names(_queue(run)) == _names(queue)
    told = json.loads(
        run("review", "accept", "cat", cat, tmp_path / "none.jpg", "--json", status=1)
    )
    assert told["changed"] == 1
    assert "none.jpg" in told["refused"][0]
    others = [path for path in indexed_home.photos.iterdir() if path != cat]
    run("review", "reject", "cat", *others)
    assert "Nothing is left to answer of “cat”." in run("review", "list", "cat")


def test_an_unknown_label_is_a_sentence(run: _Run) -> None:
    with pytest.raises(PhotoappError, match="There is no label “dog”"):
        run("review", "list", "dog")


def test_it_runs_as_a_process_of_its_own(indexed_home: IndexedHome, tmp_path: Path) -> None:
    home = shutil.copytree(indexed_home.home, tmp_path / "home")
    finished = run_photoapp(home, "review", "list", "dog")
    assert (finished.status, finished.stdout) == (1, "")
    assert finished.stderr.startswith("photoapp: There is no label “dog”")
