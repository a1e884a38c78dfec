"""Errors are one sentence on standard error, and the exit status says whose they are."""

from pathlib import Path

import pytest

from photoapp import __version__
from photoapp.cli.progress import duration
from tests.cli.command import Finished, run_here, run_photoapp


def _sentence(finished: Finished) -> str:
    assert finished.stdout == ""
    [line] = finished.stderr.splitlines()
    assert line.startswith("photoapp: ")
    return line


def test_the_version_is_told_without_making_a_home(tmp_path: Path) -> None:
    finished = run_photoapp(tmp_path / "home", "--version")
    assert (finished.status, finished.stdout) == (0, f"photoapp {__version__}\n")
    assert not (tmp_path / "home").exists()


def test_help_names_the_commands(tmp_path: Path) -> None:
    finished = run_here(tmp_path / "home", "--help")
    assert finished.status == 0
    assert all(command in finished.stdout for command in ("index", "search", "status"))


@pytest.mark.parametrize("arguments", [["frobnicate"], ["index", "--frobnicate"]])
def test_what_is_unknown_is_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    finished = run_photoapp(tmp_path / "home", *arguments)
    assert finished.status == 2
    assert "frobnicate" in _sentence(finished)


@pytest.mark.parametrize("arguments", [["index", "."], ["search", "cat"], ["status"]])
def test_a_home_that_is_a_file_is_told_by_name(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "home").touch()
    finished = run_here(tmp_path / "home", *arguments)
    assert finished.status == 1
    assert str(tmp_path / "home") in _sentence(finished)


def test_a_catalogue_that_is_garbage_is_told_by_name(tmp_path: Path) -> None:
    catalog = tmp_path / "data" / "catalog.sqlite"
    catalog.parent.mkdir()
    catalog.write_bytes(b"garbage " * 1000)
    finished = run_photoapp(tmp_path, "status")
    assert finished.status == 1
    assert str(catalog) in _sentence(finished)


@pytest.mark.parametrize(
    ("text", "named"), [("{", "settings.json"), ('{"device": "abacus"}', "abacus")]
)
def test_settings_that_cannot_be_used_are_told(tmp_path: Path, text: str, named: str) -> None:
    settings = tmp_path / "data" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(text)
    finished = run_here(tmp_path, "status")
    assert finished.status == 1
    assert named in _sentence(finished)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (3599.6, "1 h 0 min"), (90_000, "25 h 0 min")],
)
def test_a_time_span_is_told_in_its_two_largest_units(seconds: float, text: str) -> None:
    assert duration(seconds) == text
