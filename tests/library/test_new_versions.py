"""A newer photoapp is asked for once a day, where that is switched on, and never complained of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from photoapp import releases
from photoapp.library import new_versions
from photoapp.library.new_versions import NewVersions
from photoapp.releases import Release
from photoapp.settings import Settings
from tests.releases_server import ReleasesServer, releases_server

ON, OFF = Settings(new_versions=True), Settings()
NEWER = Release("99.0", "https://example.org/new")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReleasesServer]:
    with releases_server() as served:
        monkeypatch.setattr(releases, "ADDRESS", served.address)
        served.release("99.0")
        yield served


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "newest-version.json"


def asking(path: Path, settings: Settings = ON) -> NewVersions:
    return NewVersions(path, lambda: settings)


def _later(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    now = new_versions.time.time()
    monkeypatch.setattr(new_versions.time, "time", lambda: now + hours * 3600)


def test_it_is_off_unless_switched_on(path: Path, server: ReleasesServer) -> None:
    assert asking(path, OFF).newer() is None
    assert server.asked == []
    assert not path.exists()


def test_it_asks_once_a_day(
    path: Path, server: ReleasesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [asking(path).newer() for _ in range(3)] == [NEWER] * 3
    assert len(server.asked) == 1
    _later(monkeypatch, hours=23)
    asking(path).newer()
    assert len(server.asked) == 1
    _later(monkeypatch, hours=2)
    server.release("99.1")
    assert asking(path).newer() == Release("99.1", NEWER.page)
    assert len(server.asked) == 2


def test_switched_off_it_tells_nothing_that_it_knows(path: Path, server: ReleasesServer) -> None:
    assert asking(path).newer() == NEWER
    assert asking(path, OFF).newer() is None


def test_what_is_not_newer_is_not_told(path: Path, server: ReleasesServer) -> None:
    server.release("0.0.1")
    assert asking(path).newer() is None


def test_a_failure_is_no_error_and_not_tried_again_that_day(
    path: Path, server: ReleasesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asking(path).newer() == NEWER
    _later(monkeypatch, hours=25)
    server.status = 500
    assert [asking(path).newer() for _ in range(2)] == [NEWER] * 2  # what was known still is
    assert len(server.asked) == 2


@pytest.mark.parametrize("content", [b"{", b'{"at": "x"}', b'{"at": 9e99, "version": "new"}'])
def test_a_damaged_note_is_as_none(path: Path, server: ReleasesServer, content: bytes) -> None:
    path.write_bytes(content)
    assert asking(path).newer() == NEWER


def test_a_cache_that_cannot_be_written_is_not_asked_without_end(
    tmp_path: Path, server: ReleasesServer
) -> None:
    assert asking(tmp_path / "gone" / "newest-version.json").newer() is None
    assert server.asked == []


def test_a_clock_that_was_set_back_does_not_silence_it(
    path: Path, server: ReleasesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking(path).newer()
    _later(monkeypatch, hours=-48)
    asking(path).newer()
    assert len(server.asked) == 2
