"""What is asked for new versions, and what is made of the answer."""

from collections.abc import Iterator

import pytest

from photoapp import __version__, releases
from photoapp.errors import NetworkError
from photoapp.releases import Release, newest
from tests.releases_server import ReleasesServer, releases_server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReleasesServer]:
    with releases_server() as served:
        monkeypatch.setattr(releases, "ADDRESS", served.address)
        yield served


def test_the_newest_release_is_told(server: ReleasesServer) -> None:
    server.release("2.10.1")
    assert newest() == Release("2.10.1", "https://example.org/new")


def test_nothing_is_sent_along(server: ReleasesServer) -> None:
    server.release("1.0")
    newest()
    [headers] = server.asked
    assert headers.pop("User-Agent") == "photoapp"
    assert headers.keys() == {"Accept", "Accept-Encoding", "Host", "Connection"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Please log in.</html>",
        b"[]",
        b"{}",
        b'{"tag_name": 3}',
        b'{"tag_name": "v1.x"}',
    ],
)
def test_what_is_no_release_is_told_with_the_address(server: ReleasesServer, body: bytes) -> None:
    server.body = body
    with pytest.raises(NetworkError, match=server.address):
        newest()


def test_nobody_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with releases_server() as served:
        monkeypatch.setattr(releases, "ADDRESS", served.address)
    with pytest.raises(NetworkError, match="refused"):
        newest()


def test_a_page_that_is_none_is_not_opened(server: ReleasesServer) -> None:
    server.release("2.0", page="file:///etc/passwd")
    assert newest().page == ""


@pytest.mark.parametrize(
    ("version", "newer"),
    [
        (__version__, False),
        (f"{__version__}.0", False),
        ("0.0.9", False),
        ("0.10", True),
        ("1.0", True),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, newer: bool) -> None:
    assert Release(version).is_newer is newer
