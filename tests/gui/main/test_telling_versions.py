"""The window uses no network, unless somebody wants to know of new versions."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from photoapp import releases
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths
from tests.gui.conftest import NewController
from tests.network import NoNetwork
from tests.releases_server import ReleasesServer, releases_server

LONG = 60_000


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReleasesServer]:
    with releases_server() as served:
        monkeypatch.setattr(releases, "ADDRESS", served.address)
        served.release("99.0")
        yield served


def test_the_window_starts_looks_and_searches_without_a_network(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    indexed: AppPaths,
    new_controller: NewController,
) -> None:
    no_network = NoNetwork(tmp_path / "network.txt", monkeypatch)
    controller = new_controller(indexed)
    with qtbot.waitSignal(controller.working.ended, timeout=LONG):
        controller.start()
    controller.window.search.field.setText("a cat")
    qtbot.keyClicks(controller.window.search.field, " on grass")
    qtbot.waitUntil(
        lambda: controller.browsing.found is not None and bool(controller.browsing.found.scores),
        timeout=LONG,
    )
    assert no_network.tried == []
    assert controller.telling_versions.button.isHidden()
    assert not indexed.newest_version.exists()


def test_who_wants_to_know_is_told_quietly(
    qtbot: QtBot, tmp_path: Path, new_controller: NewController, server: ReleasesServer
) -> None:
    paths = app_paths(tmp_path / "home")
    with closing(Library(paths)) as library:
        library.settings.change(new_versions=True)
    controller = new_controller(paths)
    controller.start()
    button = controller.telling_versions.button
    qtbot.waitUntil(lambda: not button.isHidden(), timeout=LONG)
    assert button.text() == "photoapp 99.0 is out"
    assert len(server.asked) == 1
    opened: list[QUrl] = []
    button.page_asked.disconnect()
    button.page_asked.connect(opened.append)
    button.click()
    assert opened == [QUrl("https://example.org/new")]
    controller.background.settings.change(new_versions=False)
    qtbot.waitUntil(button.isHidden, timeout=LONG)


def test_it_is_asked_once_it_is_switched_on_and_never_complains(
    qtbot: QtBot, tmp_path: Path, new_controller: NewController, server: ReleasesServer
) -> None:
    server.status = 500
    controller = new_controller(app_paths(tmp_path / "home"))
    with qtbot.waitSignal(controller.background.session.opened, timeout=LONG):
        controller.start()
    assert server.asked == []
    controller.background.settings.change(new_versions=True)
    qtbot.waitUntil(lambda: len(server.asked) == 1, timeout=LONG)
    assert controller.telling_versions.button.isHidden()
    assert "500" not in controller.window.progress.text.text()
