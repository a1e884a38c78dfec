"""The window follows its folders by itself, and says when it can't work."""

import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from photoapp.library import Library
from photoapp.paths import app_paths
from tests.gui.conftest import NewController
from tests.photos import put_photo

if TYPE_CHECKING:
    from photoapp.gui.main.controller import Controller
    from photoapp.library.browsing import Card

LONG = 60_000


def _cards(controller: "Controller") -> "list[Card]":
    found, cards = controller.browsing.found, controller.background.cards
    shown = found.photo_ids if found is not None else ()
    return [card for photo_id in shown if (card := cards.card(photo_id)) is not None]


def test_a_photo_that_is_dropped_into_a_folder_appears(
    qtbot: QtBot, tmp_path: Path, new_controller: NewController
) -> None:
    folder = tmp_path / "photos"
    put_photo(folder / "a.png")
    with closing(Library(app_paths(tmp_path / "home"))) as library:
        library.add_folder(folder)
    controller = new_controller(app_paths(tmp_path / "home"))
    count = controller.window.search.count
    controller.start()
    qtbot.waitUntil(lambda: count.text() == "1 photo", timeout=LONG)
    put_photo(folder / "b.jpg", "rocket.jpg")
    qtbot.waitUntil(lambda: count.text() == "2 photos", timeout=LONG)
    text = controller.window.progress.text
    qtbot.waitUntil(lambda: "1 photo added" in text.text(), timeout=LONG)


def test_a_photo_whose_drive_is_missing_is_badged(
    qtbot: QtBot, tmp_path: Path, new_controller: NewController
) -> None:
    drive = tmp_path / "drive"
    put_photo(drive / "a.png")
    put_photo(tmp_path / "here" / "b.jpg", "rocket.jpg")
    with closing(Library(app_paths(tmp_path / "home"))) as library:
        library.index([drive, tmp_path / "here"])
    shutil.move(drive, tmp_path / "unplugged")
    controller = new_controller(app_paths(tmp_path / "home"))
    controller.start()
    badges = {"a.png": True, "b.jpg": False}
    qtbot.waitUntil(
        lambda: {card.name: card.offline for card in _cards(controller)} == badges, timeout=LONG
    )


def test_a_second_photoapp_says_who_works_in_the_home(
    qtbot: QtBot, tmp_path: Path, new_controller: NewController, monkeypatch: pytest.MonkeyPatch
) -> None:
    from photoapp.errors import HomeBusyError
    from photoapp.library.instance import Instance

    def busy(*_: object) -> None:
        raise HomeBusyError("photoapp watch (process 7) is working.")

    monkeypatch.setattr(Instance, "hold", busy)
    controller = new_controller(app_paths(tmp_path / "home"))
    controller.start()
    text = controller.window.progress.text
    qtbot.waitUntil(lambda: text.text() == "photoapp watch (process 7) is working.", timeout=LONG)
    assert controller.window.isEnabled()
