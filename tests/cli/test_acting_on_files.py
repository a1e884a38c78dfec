"""``photoapp rotate``, ``export`` and ``trash``, as people and programs call them."""

import json
import os
from pathlib import Path

import pytest

from photoapp.media import open_photo
from photoapp.paths import AppPaths
from tests.cli.command import run_here
from tests.library.files.libraries import known_files
from tests.media.pictures import oriented, photo


@pytest.fixture
def cat(tmp_path: Path, home: AppPaths) -> Path:
    """A photo of a library whose model is not the one that answers."""
    path = tmp_path / "photos" / "cat.jpg"
    path.parent.mkdir()
    path.write_bytes(oriented(photo(64, 40), 1))
    with known_files(home, path.parent) as known:
        known.embed(path, (64, 40))
    return path


def test_turning_there_and_back(tmp_path: Path, cat: Path) -> None:
    data, home = cat.read_bytes(), tmp_path / "home"
    finished = run_here(home, "rotate", cat, "--left", "--json")
    assert finished.status == 0, finished.stderr
    assert json.loads(finished.stdout) == {"turned": 1, "quarter_turns": 3, "refused": []}
    assert open_photo(cat.read_bytes()).size == (40, 64)
    finished = run_here(home, "rotate", cat, cat.with_name("gone.jpg"))
    assert (finished.status, finished.stdout) == (1, "1 photo turned right\n")
    assert "gone.jpg is not in the library" in finished.stderr
    assert cat.read_bytes() == data


def test_exporting_files(tmp_path: Path, cat: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    arguments = ("--size", "32", "--format", "webp", "--no-metadata", "--names", "{number}")
    finished = run_here(home, "export", cat, "--to", out, *arguments, "--json")
    assert finished.status == 0, finished.stderr
    report = json.loads(finished.stdout)
    assert (report["exported"], report["files"]) == (1, [str(out / "1.webp")])
    assert open_photo((out / "1.webp").read_bytes()).size == (32, 20)
    finished = run_here(home, "export", "is:unrated", "--to", out, "--on-conflict", "skip")
    assert (finished.status, (out / "cat.jpg").read_bytes()) == (0, cat.read_bytes())
    finished = run_here(home, "export", cat, "--to", out, "--names", "{nobody}")
    assert finished.status == 2
    assert "{date}" in finished.stderr
    finished = run_here(home, "export", cat.with_name("gone.jpg"), "--to", out)
    assert finished.status == 1
    assert "gone.jpg is not in the library" in finished.stderr


def test_the_trash_is_asked_for(tmp_path: Path, cat: Path) -> None:
    finished = run_here(tmp_path / "home", "trash", cat)
    assert (finished.status, cat.exists()) == (2, True)
    assert "--yes" in finished.stderr


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname == "Darwin", reason="not XDG's trash")
def test_the_trash_takes_photos(tmp_path: Path, cat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = cat.read_bytes()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    finished = run_here(tmp_path / "home", "trash", cat, "--yes", "--json")
    assert finished.status == 0, finished.stderr
    assert json.loads(finished.stdout) == {"photos": 1, "files": [str(cat)], "refused": []}
    assert not cat.exists()
    assert (tmp_path / "share" / "Trash" / "files" / "cat.jpg").read_bytes() == data
