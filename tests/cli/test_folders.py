"""``photoapp folders``: what is watched, and what is watched no longer."""

import json
from pathlib import Path

import pytest

from tests.cli.command import run_here
from tests.photos import put_photo


def _list(home: Path) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(
        run_here(home, "folders", "list", "--json").stdout
    )["folders"]
    return listed


def test_folders_are_added_listed_and_removed(tmp_path: Path) -> None:
    home, photos = tmp_path / "home", tmp_path / "photos"
    (photos / "sub").mkdir(parents=True)
    assert "no folders yet" in run_here(home, "folders", "list").stdout
    assert f"is watched now: {photos}" in run_here(home, "folders", "add", photos).stdout
    again = run_here(home, "folders", "add", photos / "sub")
    assert f"is watched already, as part of {photos}" in again.stdout
    assert [folder["path"] for folder in _list(home)] == [str(photos)]
    assert run_here(home, "folders", "remove", photos).status == 0
    assert _list(home) == []
    refused = run_here(home, "folders", "remove", photos)
    assert refused.status == 1
    assert "photoapp folders list shows which are" in refused.stderr


@pytest.mark.long
def test_a_folder_that_is_added_again_needs_no_second_look(tmp_path: Path) -> None:
    home, photos = tmp_path / "home", tmp_path / "photos"
    put_photo(photos / "a.png")
    (photos / "film.mp4").write_bytes(b"no film")
    run_here(home, "index", photos)
    assert "1 video not indexed" in run_here(home, "folders", "list").stdout
    run_here(home, "folders", "remove", photos)
    assert json.loads(run_here(home, "status", "--json").stdout)["counts"]["photos"] == 0
    report = json.loads(run_here(home, "index", photos, "--json").stdout)
    assert (report["found"], report["embedded"], report["skipped"]) == (1, 0, 1)


@pytest.mark.parametrize("group", ["folders", "models", "evaluate"])
def test_a_group_without_a_command_shows_its_commands(tmp_path: Path, group: str) -> None:
    refused = run_here(tmp_path / "home", group)
    assert refused.status == 2
    assert refused.stdout == ""
    lines = refused.stderr.splitlines()
    assert lines[0].startswith("Usage: ")
    assert "Commands:" in lines
