"""photoapp uses no network unless it is asked to."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from photoapp import __version__, releases
from tests.cli.command import run_here, run_photoapp
from tests.network import NoNetwork
from tests.photos import sample
from tests.releases_server import ReleasesServer, releases_server


@pytest.fixture
def no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NoNetwork:
    return NoNetwork(tmp_path / "network.txt", monkeypatch)


def test_the_network_is_really_forbidden_to_processes(no_network: NoNetwork) -> None:
    program = "import urllib.request as u; u.urlopen('http://127.0.0.1:9/')"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert b"no network in this test" in ran.stderr
    [tried] = no_network.tried
    assert "socket." in tried


def test_indexing_searching_and_settings_use_none(tmp_path: Path, no_network: NoNetwork) -> None:
    """The worker, which loads torch and a model, and all other processes included."""
    photos, home = tmp_path / "photos", tmp_path / "home"
    photos.mkdir()
    shutil.copy(sample("chelsea.png"), photos)
    for run, command in (
        (run_photoapp, ["index", str(photos)]),
        (run_photoapp, ["search", "a cat"]),
        (run_here, ["models", "list"]),
        (run_here, ["settings"]),
        (run_here, ["version"]),
    ):
        ran = run(home, *command)
        assert ran.status == 0, ran.stderr
    assert no_network.tried == []
    assert not (home / "cache" / "newest-version.json").exists()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReleasesServer]:
    with releases_server() as served:
        monkeypatch.setattr(releases, "ADDRESS", served.address)
        yield served


def test_who_asks_is_told_of_a_newer_version(tmp_path: Path, server: ReleasesServer) -> None:
    server.release("99.1")
    told = run_here(tmp_path, "version", "--check")
    assert (told.status, told.stderr) == (0, "")
    newer = "There is a newer one, 99.1. https://example.org/new"
    assert told.stdout.splitlines() == [f"photoapp {__version__}", newer]
    shape = json.loads(run_here(tmp_path, "version", "--check", "--json").stdout)
    assert shape == {"version": __version__, "newest": "99.1", "newer": True}


def test_who_has_the_newest_is_told_that(tmp_path: Path, server: ReleasesServer) -> None:
    server.release(__version__)
    assert "There is no newer one." in run_here(tmp_path, "version", "--check").stdout


def test_an_address_that_does_not_answer_is_one_sentence(
    tmp_path: Path, server: ReleasesServer
) -> None:
    server.status = 503
    told = run_here(tmp_path, "version", "--check")
    assert (told.status, told.stdout) == (1, "")
    [sentence] = told.stderr.splitlines()
    assert server.address in sentence
    assert "try again later" in sentence
