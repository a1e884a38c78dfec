"""``photoapp watch``: a calm line for what is new, until Ctrl-C."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import run_here, run_photoapp, start_photoapp
from tests.photos import put_photo

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Ctrl-C can't be sent to one process there")


@contextmanager
def _watching(home: Path, *arguments: str | Path) -> Iterator["subprocess.Popen[str]"]:
    with start_photoapp(home, "watch", *arguments) as process:
        try:
            yield process
        finally:
            process.kill()  # nothing, where it has ended


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def _object(process: "subprocess.Popen[str]", event: str) -> dict[str, Any]:
    while True:
        told: dict[str, Any] = json.loads(_line(process))
        if told["event"] == event:
            return told


def _interrupted(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate()
    return process.returncode, stdout, stderr


def test_what_is_dropped_is_told_in_a_line_and_ctrl_c_ends_it_well(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    put_photo(photos / "a.png")
    with _watching(tmp_path / "home", photos) as process:
        assert "1 photo added" in _line(process)
        put_photo(photos / "b.png", "coffee.png")
        assert "1 photo added" in _line(process)
        status, stdout, stderr = _interrupted(process)
    assert (status, stdout) == (0, "")
    assert stderr.splitlines() == [f"{photos} is watched: the system tells of changes."]


def test_with_json_each_line_is_an_object(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    with _watching(tmp_path / "home", photos, "--json") as process:
        watching = _object(process, "watching")
        assert (watching["folder"], watching["how"]) == (str(photos), "events")
        first = _object(process, "caught-up")
        assert (first["folders"], first["embedded"]) == ([str(photos)], 0)
        (photos / "no photo.jpg").write_text("text")
        assert _object(process, "failed")["path"] == str(photos / "no photo.jpg")
        assert _object(process, "caught-up")["failed"] == 1
        status, stdout, _ = _interrupted(process)
    assert (status, stdout) == (0, "")


def test_a_folder_added_meanwhile_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    put_photo(tmp_path / "more" / "a.png")
    with _watching(tmp_path / "home", tmp_path / "photos", "--json") as process:
        _object(process, "caught-up")
        added = run_here(tmp_path / "home", "folders", "add", tmp_path / "more")
        assert added.status == 0, added.stderr
        told = _object(process, "caught-up")
        assert (told["folders"], told["embedded"]) == ([str(tmp_path / "more")], 1)
        _interrupted(process)


def test_only_one_photoapp_watches_a_home(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with _watching(tmp_path / "home", tmp_path / "photos", "--json") as process:
        _object(process, "caught-up")
        second = run_photoapp(tmp_path / "home", "watch")
        assert (second.status, second.stdout) == (1, "")
        assert "photoapp watch" in second.stderr
        _interrupted(process)


def test_without_any_folder_the_usage_is_wrong(tmp_path: Path) -> None:
    finished = run_here(tmp_path / "home", "watch")
    assert (finished.status, finished.stdout) == (2, "")
    assert "photoapp watch DIR" in finished.stderr
