"""``photoapp similar``: photos like a picture, wherever that is."""

import json
import shutil
from pathlib import Path

from tests.cli.command import run_here
from tests.conftest import IndexedHome


def test_a_picture_from_outside_finds_its_like(indexed_home: IndexedHome, tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    shutil.copyfile(indexed_home.photos / "chelsea.png", outside)
    finished = run_here(indexed_home.home, "similar", outside, "--limit", "3", "--json")
    assert (finished.status, finished.stderr) == (0, "")
    answer = json.loads(finished.stdout)
    assert set(answer) == {"file", "model", "seconds", "results"}
    assert answer["file"] == str(outside)
    first, *others = answer["results"]
    assert set(first) == {"path", "score", "chance", "rank"}
    assert first["path"] == str(indexed_home.photos / "chelsea.png")
    assert first["rank"] == 1
    assert first["chance"] > 0.9
    assert len(others) == 2
    assert all(other["chance"] < first["chance"] for other in others)
    info = json.loads(run_here(indexed_home.home, "info", outside, "--json").stdout)
    assert not info["files"][0]["in_library"]


def test_people_get_a_table_that_begins_with_the_photo_itself(indexed_home: IndexedHome) -> None:
    photo = indexed_home.photos / "rocket.jpg"
    finished = run_here(indexed_home.home, "similar", photo, "--limit", "2")
    assert (finished.status, finished.stderr) == (0, "")
    heading, first, *_ = finished.stdout.splitlines()
    assert heading.split() == ["rank", "chance", "score", "photo"]
    assert first.split()[1] == "100%"
    assert first.rstrip().endswith(str(photo))


def test_what_is_no_picture_can_not_be_looked_at(indexed_home: IndexedHome, tmp_path: Path) -> None:
    words = tmp_path / "words.jpg"
    words.write_text("no picture")
    for file, reason in ((words, "holds no image"), (tmp_path, "folder")):
        finished = run_here(indexed_home.home, "similar", file)
        assert (finished.status, finished.stdout) == (1, "")
        assert str(file) in finished.stderr
        assert reason in finished.stderr
