"""``photoapp overview``: the library at a glance."""

import json
from pathlib import Path

from tests.cli.command import run_here
from tests.conftest import IndexedHome
from tests.photos import sample_names


def test_all_photos_are_counted(indexed_home: IndexedHome) -> None:
    finished = run_here(indexed_home.home, "overview", "--json")
    assert (finished.status, finished.stderr) == (0, "")
    told = json.loads(finished.stdout)
    assert told["total"] == len(sample_names())
    assert told["folders"][0]["path"] == str(indexed_home.photos)
    assert sum(year["photos"] for year in told["years"]) == len(sample_names())
    assert sum(told["ratings"].values()) == len(sample_names())


def test_people_get_tables(indexed_home: IndexedHome, tmp_path: Path) -> None:
    finished = run_here(indexed_home.home, "overview")
    assert (finished.status, finished.stderr) == (0, "")
    headline, empty, columns, *_ = finished.stdout.splitlines()
    assert headline.startswith(f"{len(sample_names())} photos, ")
    assert (empty, columns.split()) == ("", ["photos", "year"])
    finished = run_here(tmp_path / "home", "overview")
    assert finished.stdout == "0 photos, 0 without keywords, 0 offline, 0 failed\n"
