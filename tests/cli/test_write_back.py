"""``photoapp write-back``: off at first, then there and back."""

import json
from pathlib import Path

from photoapp.library.settings import HomeSettings
from photoapp.paths import app_paths
from tests.library.write_back.libraries import written_library
from tests.photos import put_photo

from .command import run_here


def test_there_and_back(tmp_path: Path) -> None:
    home, photo = tmp_path / "home", put_photo(tmp_path / "photos" / "cat.png")
    before = photo.read_bytes()
    with written_library(app_paths(home).create(), photo.parent) as library:
        library.marks.rate([library.id(photo)], 4)
        library.marks.add_keywords([library.id(photo)], ["Katze"])
    off = run_here(home, "write-back", "run")
    assert (off.status, "write-back is off" in off.stdout) == (1, True)
    assert photo.read_bytes() == before
    HomeSettings.at(app_paths(home).settings).change(write_back="files")
    plan = json.loads(run_here(home, "write-back", "plan", "--json").stdout)
    assert [(each["words"], each["rating"]) for each in plan["photos"]] == [(["Katze"], "4")]
    assert photo.read_bytes() == before
    run = run_here(home, "write-back", "run")
    assert (run.status, run.stdout) == (0, "1 photo written\n"), run.stderr
    assert b"<rdf:li>Katze</rdf:li>" in photo.read_bytes()
    status = run_here(home, "write-back")
    assert "all that you say of your photos is in their files" in status.stdout
    undone = run_here(home, "write-back", "undo")
    assert undone.stdout == "1 photo as before\n"
    assert photo.read_bytes() == before
