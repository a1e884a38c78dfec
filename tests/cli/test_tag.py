"""``photoapp tag``: labels are suggested for photos, and nothing is tagged by it."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import IndexedHome

from .command import run_here


@pytest.fixture
def home(indexed_home: IndexedHome, tmp_path: Path) -> Path:
    """A home of the test's own with the sample photos indexed."""
    return shutil.copytree(indexed_home.home, tmp_path / "home")


def test_without_labels_it_says_how_to_make_one(tmp_path: Path) -> None:
    finished = run_here(tmp_path / "home", "tag")
    assert (finished.status, finished.stderr) == (0, "")
    assert "photoapp labels add NAME" in finished.stdout


def test_a_list_that_can_not_be_read_is_a_sentence(tmp_path: Path) -> None:
    finished = run_here(tmp_path / "home", "tag", "--labels", tmp_path / "none.txt")
    assert finished.status == 1
    assert "none.txt can't be read" in finished.stderr


def test_photos_get_the_likeliest_label_of_a_list(home: Path, tmp_path: Path) -> None:
    labels = tmp_path / "what it is.txt"
    labels.write_text("cat\ncup of coffee\nrocket\nflower\nmoon\nastronaut\n")
    finished = run_here(home, "tag", "--labels", labels, "--exclusive", "--json")
    assert finished.status == 0, finished.stderr
    told = json.loads(finished.stdout)
    shown = {
        Path(photo["path"]).name: [each["label"] for each in photo["likeliest"]]
        for photo in told["photos"]
    }
    assert shown["chelsea.png"] == ["cat"]
    assert shown["coffee.png"] == ["cup of coffee"]
    assert shown["rocket.jpg"] == ["rocket"]
    assert all(photo["tags"] == [] for photo in told["photos"])
    assert {each["group"] for each in told["photos"][0]["likeliest"]} == {"what it is"}
    assert sum(label["suggested"] for label in told["labels"]) == told["suggested"]
    keys = {"name", "precision", "threshold", "expected", "recall", "answers", "points"}
    assert all(label.keys() >= keys for label in told["labels"])
    table = run_here(home, "tag").stdout  # words are known by now
    assert table.splitlines()[0].split() == [
        "label", "tagged", "suggested", "right", "found", "answers"
    ]  # fmt: skip
    assert "6 labels" in table
    assert "0 of them new, 0 gone" in table
