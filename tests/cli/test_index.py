"""``photoapp index``: one JSON object or one sentence, and progress on standard error only."""

import json
import os
import signal
from pathlib import Path

import pytest

from photoapp.paths import app_paths
from tests.cli.command import run_here, start_photoapp
from tests.conftest import IndexedHome
from tests.library.test_instance import another
from tests.photos import put_photo, sample_names


def test_the_json_is_of_the_promised_shape(indexed_home: IndexedHome) -> None:
    report = indexed_home.report
    promised = {"found", "embedded", "skipped", "failed", "seconds", "photos_per_second"}
    assert set(report) == promised | {"stopped"}
    count = len(sample_names())
    assert (report["found"], report["embedded"], report["skipped"]) == (count, count, 0)
    assert report["failed"] == 0
    assert report["stopped"] is False
    assert report["seconds"] > 0
    assert report["photos_per_second"] > 0


def test_json_is_all_of_standard_output_and_progress_goes_to_standard_error(
    indexed_home: IndexedHome,
) -> None:
    assert len(indexed_home.index.stdout.splitlines()) == 1
    assert f"{len(sample_names())} photo files found" in indexed_home.index.stderr


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C can't be sent to one process there")
def test_an_interrupted_run_says_so_and_the_next_one_completes(tmp_path: Path) -> None:
    home, photos = tmp_path / "home", tmp_path / "photos"
    for i in range(12):
        put_photo(photos / f"{i}.png")
    (photos / "text.jpg").write_text("No photo.")
    with start_photoapp(home, "index", photos, "--json") as process:
        assert process.stderr is not None
        process.stderr.readline()  # it has begun: the files are found, the model is being loaded
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate()
    first = json.loads(stdout)
    assert (process.returncode, first["stopped"]) == (130, True)

    finished = run_here(home, "index")
    assert finished.status == 0, finished.stderr
    assert finished.stdout.startswith("done: 13 photo files found")
    assert "1 failed" in finished.stdout
    assert f"failed: {photos / 'text.jpg'}: " in finished.stderr
    status = json.loads(run_here(home, "status", "--json").stdout)
    assert (status["counts"]["embedded"], status["counts"]["pending"]) == (12, 0)


def test_a_missing_folder_is_told_in_one_sentence_that_names_it(tmp_path: Path) -> None:
    finished = run_here(tmp_path / "home", "index", tmp_path / "missing")
    assert (finished.status, finished.stdout) == (1, "")
    [sentence] = finished.stderr.splitlines()
    assert str(tmp_path / "missing") in sentence


def test_without_any_folder_the_usage_is_wrong(tmp_path: Path) -> None:
    finished = run_here(tmp_path / "home", "index")
    assert (finished.status, finished.stdout) == (2, "")
    assert "photoapp index DIR" in finished.stderr


@pytest.mark.parametrize("what", ["window", "watch"])
def test_folders_are_handed_to_a_photoapp_that_goes_on(tmp_path: Path, what: str) -> None:
    home, photos = tmp_path / "home", tmp_path / "photos"
    photos.mkdir()
    with another(app_paths(home).create(), what):
        finished = run_here(home, "index", photos, "--json")
        assert finished.status == 0, finished.stderr
        printed = json.loads(finished.stdout)
        assert (printed["handed_over"], printed["to"]["what"]) == ([str(photos)], what)
        assert run_here(home, "index").status == 1
    listed = json.loads(run_here(home, "folders", "list", "--json").stdout)["folders"]
    assert [folder["path"] for folder in listed] == [str(photos)]


def test_a_second_index_says_who_works(tmp_path: Path) -> None:
    with another(app_paths(tmp_path / "home").create(), "index"):
        finished = run_here(tmp_path / "home", "index", tmp_path)
    assert finished.status == 1
    assert "photoapp index (process" in finished.stderr
