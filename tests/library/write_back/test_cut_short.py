"""Whoever is killed, has no room, or meets another process, loses nothing."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from photoapp.catalog.turning import TurnedPhoto, Turning, WrittenFile
from photoapp.errors import CatalogError, HomeBusyError
from photoapp.library.write_back.taking_up import alone
from photoapp.paths import AppPaths
from tests.library.write_back.libraries import Written, names, say, says, written_library


def test_two_processes_do_not_write_at_once(library: Written, photo: Path, home: AppPaths) -> None:
    library.marks.rate([library.id(photo)], 5)
    with alone(home), pytest.raises(HomeBusyError, match="Another photoapp"):
        library.run()
    assert library.run().written == 1


_KILLED = """
import os, sys
from pathlib import Path
from photoapp.library.files.replacing import Replacement
from photoapp.paths import app_paths
from tests.library.write_back.libraries import written_library
home, photo, when, what = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
put = Replacement.put
def killed(self):
    if when == "after":
        put(self)
    os._exit(9)
with written_library(app_paths(home)) as library:
    if what == "undo":
        library.run()
    Replacement.put = killed
    library.run() if what == "run" else library.write_back.undo_last()
"""


def _killed(home: AppPaths, photo: Path, when: str, what: str = "run") -> None:
    command = [sys.executable, "-c", _KILLED, str(home.data.parent), str(photo), when, what]
    assert subprocess.run(command, check=False).returncode == 9


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_loses_nothing(home: AppPaths, photo: Path, when: str) -> None:
    data = photo.read_bytes()
    with written_library(home, photo.parent) as library:
        say(library, photo)
        photo_id = library.id(photo)
    _killed(home, photo, when)
    assert (photo.read_bytes() == data) == (when == "before")
    with written_library(home) as library:
        library.run()
        assert (library.told, library.pending()) == ([], 0)
        assert says(photo) == ({"Foreign", "Katze"}, 5, "A cat")
        assert (library.id(photo), names(photo)) == (photo_id, ["cat.jpg"])
        assert library.write_back.undo([photo_id]) == 1
    assert photo.read_bytes() == data


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_while_it_is_taken_back(home: AppPaths, photo: Path, when: str) -> None:
    data = photo.read_bytes()
    with written_library(home, photo.parent) as library:
        say(library, photo)
    _killed(home, photo, when, "undo")
    assert (photo.read_bytes() == data) == (when == "after")
    with written_library(home) as library:
        assert library.write_back.undo_last(library.told.append) == (when == "before")
        assert (library.told, photo.read_bytes()) == ([], data)
        assert library.pending() == 0  # it is not written again by itself
        assert library.keywords(photo)["Foreign"] == "file"
        assert library.keywords(photo)["Katze"] == "person"
        assert library.write_back.run(again=True).written == 1  # it is known not to be there
    assert says(photo) == ({"Foreign", "Katze"}, 5, "A cat")


def test_a_home_without_room(
    library: Written, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = photo.read_bytes()
    say(library, photo)
    record = Turning.record

    def without_room(
        self: Turning, turned: TurnedPhoto, files: list[WrittenFile], replace: Callable[[], None]
    ) -> None:
        def put() -> None:
            replace()
            raise CatalogError("no room")

        record(self, turned, files, put)

    with monkeypatch.context() as full:
        full.setattr(Turning, "record", without_room)
        assert library.run().written == 0
    assert "was written, but not noted: no room" in library.told[0]
    assert says(photo)[1] == 5
    library.run()
    assert library.pending() == 0
    assert library.write_back.undo_last() == 1
    assert photo.read_bytes() == data


def test_a_kill_whose_drive_is_missing_then(home: AppPaths, photo: Path, tmp_path: Path) -> None:
    data = photo.read_bytes()
    with written_library(home, photo.parent) as library:
        say(library, photo)
    _killed(home, photo, "after")
    away = photo.parent.rename(tmp_path / "away")
    with written_library(home) as library:
        assert library.run().written == 0
        away.rename(photo.parent)
        library.run()
        assert library.pending() == 0
        assert library.write_back.undo_last(library.told.append) == 1
    assert photo.read_bytes() == data
