"""The guide opens in the system's browser, whatever becomes of the library."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from photoapp import came_along
from photoapp.errors import CatalogError
from photoapp.gui import desktop
from photoapp.gui.main.controller import Controller
from photoapp.paths import app_paths
from tests.gui.conftest import NewController

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "README.md"


class _Browser(QObject):
    """Takes the place of the system's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.pages.append(Path(url.toLocalFile()))


@pytest.fixture
def browser(qapp: object) -> _Browser:
    handler = _Browser()
    QDesktopServices.setUrlHandler("file", handler, "open")
    yield handler
    QDesktopServices.unsetUrlHandler("file")


def _broken() -> None:
    raise CatalogError("The catalogue is damaged; restore it.")


@pytest.fixture
def shown(qtbot: QtBot, new_controller: NewController, tmp_path: Path) -> Controller:
    """A window whose library can't be opened."""
    controller = new_controller(app_paths(tmp_path), _broken)
    controller.start()
    page = controller.window.message
    qtbot.waitUntil(lambda: controller.window.page is page and "damaged" in page.text.text())
    return controller


def test_it_opens(qtbot: QtBot, shown: Controller, browser: _Browser) -> None:
    shown.window.commands["guide"].trigger()
    qtbot.waitUntil(lambda: browser.pages == [GUIDE])


def test_where_there_is_none_a_sentence_says_so(
    qtbot: QtBot,
    shown: Controller,
    browser: _Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(came_along, "_CHECKOUT", tmp_path)
    shown.window.commands["guide"].trigger()
    said = shown.window.progress.text
    qtbot.waitUntil(lambda: "docs/guide in a checkout" in said.text())
    assert said.isVisible()
    assert browser.pages == []


def test_where_nothing_opens_it_its_place_is_told(
    qtbot: QtBot, shown: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "open_files", list)
    shown.window.commands["guide"].trigger()
    said = shown.window.progress.text
    qtbot.waitUntil(lambda: said.text() == f"No program opens the guide, {GUIDE}.")
