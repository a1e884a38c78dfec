"""``photoapp status``: what is known, what failed, and what it runs on."""

import json
import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Catalog
from photoapp.paths import AppPaths
from tests.catalog.records import add, file
from tests.cli.command import run_here, run_photoapp
from tests.conftest import IndexedHome
from tests.photos import sample_names


def test_the_json_is_of_the_promised_shape(indexed_home: IndexedHome) -> None:
    finished = run_photoapp(indexed_home.home, "status", "--json")
    assert (finished.status, finished.stderr) == (0, "")
    status = json.loads(finished.stdout)
    count = len(sample_names())
    assert set(status) == {
        *("roots", "counts", "failures", "model", "device", "precision", "precision_reason"),
        *("index", "building"),
    }
    root = {"path": str(indexed_home.photos), "files": count, "offline": False}
    assert status["roots"] == [root | {"videos": 0, "live_photos": 0, "note": ""}]
    assert status["counts"] == {"photos": count, "embedded": count, "pending": 0, "failed": 0}
    assert status["failures"] == []
    assert status["index"] == "exact"


def test_people_get_folders_counts_and_the_model(indexed_home: IndexedHome) -> None:
    finished = run_here(indexed_home.home, "status")
    assert (finished.status, finished.stderr) == (0, "")
    assert f"{len(sample_names())} searchable, 0 waiting" in finished.stdout
    assert str(indexed_home.photos) in finished.stdout


def test_a_new_home_has_nothing(tmp_path: Path) -> None:
    status = json.loads(run_here(tmp_path / "home", "status", "--json").stdout)
    assert status["roots"] == []
    assert set(status["counts"].values()) == {0}


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_failures_are_told_whatever_the_files_are_called(home: AppPaths) -> None:
    names = ["a.jpg", os.fsdecode(b"caf\xe9.jpg"), "[bold]b.jpg"]
    with closing(Catalog(home.catalog)) as catalog:
        for photo_id in add(catalog, *(file(name) for name in names)):
            catalog.failures.record(photo_id, "damaged", "The file is damaged.")
    finished = run_photoapp(home.data.parent, "status")
    assert finished.status == 0, finished.stderr
    assert "caf\N{REPLACEMENT CHARACTER}.jpg: The file is damaged." in finished.stdout
    assert "[bold]b.jpg" in finished.stdout
    failures = json.loads(run_photoapp(home.data.parent, "status", "--json").stdout)["failures"]
    assert {Path(f["path"]).name for f in failures} == set(names)
    assert {f["reason"] for f in failures} == {"The file is damaged."}


def test_an_unplugged_folder_is_called_offline(home: AppPaths, tmp_path: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    with closing(Catalog(home.catalog)) as catalog:
        add(catalog, "a.jpg", root=folder)
    shutil.rmtree(folder)
    assert "offline" in run_here(home.data.parent, "status").stdout
    [root] = json.loads(run_here(home.data.parent, "status", "--json").stdout)["roots"]
    assert (root["path"], root["files"], root["offline"]) == (str(folder), 1, True)
