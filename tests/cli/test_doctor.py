"""``photoapp doctor``: what it prints, its exit status, and that it needs no catalogue."""

import json
import random
from pathlib import Path

import pytest

from photoapp.catalog.backing_up import back_up
from photoapp.library.doctor import AREAS
from photoapp.paths import AppPaths
from tests.catalog.damaging import PHOTOS, count, make_catalog, overwrite
from tests.cli.command import run_here
from tests.library.test_instance import another


@pytest.fixture
def place(home: AppPaths) -> Path:
    """A home with a catalogue and a backup of it."""
    make_catalog(home.catalog)
    assert back_up(home.catalog).outcome == "made"
    return home.data.parent


def test_a_clean_home(place: Path) -> None:
    finished = run_here(place, "doctor")
    assert (finished.status, finished.stderr) == (0, "")
    lines = finished.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:-1]] == [[name, "fine"] for name in AREAS]
    assert lines[-1] == "All is as it should be."
    finished = run_here(place, "doctor", "--json")
    assert (finished.status, finished.stderr) == (0, "")
    printed = json.loads(finished.stdout)
    assert printed["clean"] is True
    assert [check["name"] for check in printed["checks"]] == list(AREAS)
    assert all(set(c) == {"name", "ok", "detail", "mended"} for c in printed["checks"])


def test_what_is_wrong_is_told_and_mended(place: Path, home: AppPaths) -> None:
    home.settings.write_text("{")
    finished = run_here(place, "doctor")
    assert finished.status == 1
    assert "settings    wrong" in finished.stdout
    assert "--mend would: call the file damaged-settings.json" in finished.stdout
    assert finished.stdout.endswith("see: photoapp doctor --mend\n")
    finished = run_here(place, "doctor", "--mend", "--json")
    assert finished.status == 0, finished.stdout
    mended = [c["name"] for c in json.loads(finished.stdout)["checks"] if c["mended"]]
    assert mended == ["settings"]
    assert run_here(place, "doctor").status == 0


def test_a_damaged_catalogue_is_put_back(place: Path, home: AppPaths) -> None:
    overwrite(home.catalog, random.Random(1), places=60)
    assert run_here(place, "doctor", "--mend").status == 1
    finished = run_here(place, "doctor", "--restore", "--json")
    assert finished.status == 0, finished.stderr
    restored, *checks = json.loads(finished.stdout)["checks"]
    assert (restored["name"], restored["mended"]) == ("restore", True)
    assert str(home.data / "damaged" / "1") in restored["detail"]
    assert all(check["ok"] for check in checks)
    assert count(home.catalog) == PHOTOS


def test_what_opens_a_damaged_catalogue_names_the_command(place: Path, home: AppPaths) -> None:
    home.catalog.write_bytes(b"garbage" * 1000)
    finished = run_here(place, "status")
    assert finished.status == 1
    assert "photoapp doctor --restore" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_whole_catalogue_is_not_put_back(place: Path) -> None:
    finished = run_here(place, "doctor", "--restore")
    assert finished.status == 2
    assert "is whole" in finished.stderr


def test_nothing_is_mended_while_another_works(place: Path, home: AppPaths) -> None:
    with another(home, "index"):
        finished = run_here(place, "doctor", "--mend")
        assert run_here(place, "doctor").status == 0
    assert finished.status == 1
    assert "photoapp index (process " in finished.stderr
