"""``photoapp labels`` from making one to deleting it."""

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

_Labels = Callable[..., str]


@pytest.fixture
def labels(tmp_path: Path) -> _Labels:
    """Runs a command in this process, in a home without photos."""
    return _running(tmp_path / "home")


def _running(home: Path) -> _Labels:
    def run(*arguments: str | Path) -> str:
        command = ["--home", str(home), "labels", *map(str, arguments)]
        finished = CliRunner().invoke(app, command, catch_exceptions=False)
        return finished.stdout

    return run


def _listed(labels: _Labels) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in json.loads(labels("list", "--json"))["labels"]}


def test_labels_from_making_to_deleting(labels: _Labels) -> None:
    assert "photoapp labels add NAME" in labels("list")
    labels("add", "Animals")
    made = json.loads(
        labels("add", "Shrek", "--phrase", "my cat Shrek, an orange cat", "--phrase", "a cat",
               "--parent", "animals", "--group", "kind", "--precision", "0.95", "--json")
    )  # fmt: skip
    assert made == {
        "id": 2, "name": "Shrek", "phrases": ["my cat Shrek, an orange cat", "a cat"],
        "parent": "Animals", "group": "kind", "precision": 0.95, "tagged": 0, "suggested": 0,
        "accepted": 0, "rejected": 0, "pictures": [],
    }  # fmt: skip
    assert "is changed" in labels(
        "change", "SHREK", "--name", "Fiona", "--phrase", "", "--parent", ""
    )
    assert "is so already" in labels("change", "fiona", "--parent", "")
    fiona = _listed(labels)["Fiona"]
    assert (fiona["phrases"], fiona["parent"], fiona["group"]) == ([], "", "kind")
    assert "95 %" in labels("list")
    assert "label “Fiona” is deleted; no photo had it" in labels("remove", "fiona", "animals")
    assert _listed(labels) == {}


def test_lists_come_and_go(labels: _Labels, tmp_path: Path) -> None:
    assert "documents and screenshots" in labels("starters")
    assert "made, 0 changed, 0 as they were" in labels("import", "documents-and-screenshots")
    before = _listed(labels)
    assert before["receipt"]["parent"] == "document"
    for name in ("a.csv", "a.yaml", "a.txt"):
        labels("export", tmp_path / name)
        report = json.loads(labels("import", tmp_path / name, "--json"))
        assert (report["created"], report["changed"]) == ([], [])
        assert sorted(report["unchanged"]) == sorted(before)
    assert _listed(labels) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import", "nono"), "no starter list; those are “documents and screenshots”"),
        (("import", "none.csv"), "none.csv can't be read"),
        (("change", "sea"), "Say what to change"),
        (("remove", "sea"), "There is no label “sea”"),
        (("add", "sea|sun"), "leave that out"),
        (("export", __file__), "give --replace"),
    ],
)
def test_what_makes_no_sense_is_refused(
    labels: _Labels, arguments: tuple[str, ...], says: str
) -> None:
    with pytest.raises(PhotoappError) as refused:
        labels(*arguments)
    assert says in str(refused.value)


def test_examples_are_tagged_or_looked_at(indexed_home: IndexedHome, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(indexed_home.home, home)
    labels = _running(home)
    photo, elsewhere = indexed_home.photos / "chelsea.png", tmp_path / "cat.png"
    shutil.copyfile(indexed_home.photos / "coffee.png", elsewhere)
    labels("add", "cat")
    shown = labels("examples", "cat", photo, elsewhere, tmp_path / "none.png")
    assert "1 photo accepted, 1 example picture added" in shown
    cat = _listed(labels)["cat"]
    assert (cat["tagged"], cat["accepted"], cat["pictures"]) == (1, 1, [str(elsewhere)])
    assert "no longer shown by them" in labels("examples", "cat", elsewhere, "--remove")
    assert "it stays a keyword of 1 photo" in labels("remove", "cat")
