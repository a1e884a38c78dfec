"""How folders are watched can be read by another process, and only while it is true."""

import os
import subprocess
import sys

import pytest

from photoapp.events import FolderWatched
from photoapp.library.watch_notes import WatchNotes
from photoapp.paths import AppPaths

_NOTES = [FolderWatched(os.fsdecode(b"/photos/caf\xe9"), "events", "All is well.")]


def test_what_was_written_is_read(home: AppPaths) -> None:
    assert WatchNotes(home).read() == []
    WatchNotes(home).write(_NOTES)
    assert WatchNotes(home).read() == _NOTES


def test_notes_go_with_the_watcher(home: AppPaths) -> None:
    WatchNotes(home).write(_NOTES)
    WatchNotes(home).clear()
    assert WatchNotes(home).read() == []
    WatchNotes(home).clear()


def test_old_notes_are_not_believed(home: AppPaths) -> None:
    WatchNotes(home, lambda: 1_000_000.0).write(_NOTES)
    assert WatchNotes(home, lambda: 1_000_060.0).read() == _NOTES
    assert WatchNotes(home, lambda: 1_003_600.0).read() == []


@pytest.mark.skipif(sys.platform == "win32", reason="only their age tells there")
def test_notes_of_a_watcher_that_was_killed_are_not_believed(home: AppPaths) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from photoapp.library.watch_notes import WatchNotes\n"
        "from photoapp.paths import app_paths\n"
        "WatchNotes(app_paths(Path(sys.argv[1]))).write([]); os.kill(os.getpid(), 9)"
    )
    WatchNotes(home).write(_NOTES)
    before = (home.cache / "watching.json").read_bytes()
    subprocess.run([sys.executable, "-c", script, home.data.parent], check=False)
    after = (home.cache / "watching.json").read_bytes()
    assert before != after
    killed = after.replace(b'"folders": []', before[before.index(b'"folders"') : -1])
    (home.cache / "watching.json").write_bytes(killed)
    assert WatchNotes(home).read() == []


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"pid": "x", "told_at": 1, "folders": []}'])
def test_damaged_notes_say_nothing(home: AppPaths, text: str) -> None:
    (home.cache / "watching.json").write_text(text)
    assert WatchNotes(home).read() == []
    WatchNotes(home).clear()
