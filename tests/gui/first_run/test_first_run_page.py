from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from pytestqt.qtbot import QtBot

from photoapp.gui.first_run.first_run_page import FirstRunPage, offered_folders

PICTURES, OTHER = Path("/home/anna/Pictures"), Path("/media/photos & more")


@pytest.fixture
def page(qtbot: QtBot) -> FirstRunPage:
    page = FirstRunPage(choose=lambda _: str(OTHER))
    qtbot.addWidget(page)
    page.show()
    return page


def test_nothing_can_begin_without_a_folder(page: FirstRunPage) -> None:
    assert not page.start.isEnabled()
    page.begin()
    assert page.focusWidget() is page.another


def test_the_offered_folder_is_ticked_and_start_takes_it(qtbot: QtBot, page: FirstRunPage) -> None:
    page.offer([PICTURES])
    page.begin()
    with qtbot.waitSignal(page.folders_chosen) as chosen:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert chosen.args == [[PICTURES]]


def test_another_folder_joins_and_the_offered_one_can_be_left(
    qtbot: QtBot, page: FirstRunPage
) -> None:
    page.offer([PICTURES])
    qtbot.mouseClick(page.another, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.another, Qt.MouseButton.LeftButton)
    assert page.chosen() == [PICTURES, OTHER]
    page._ticks[PICTURES].setChecked(False)
    assert page.chosen() == [OTHER]
    page._ticks[OTHER].setChecked(False)
    assert not page.start.isEnabled()


def test_the_systems_pictures_are_offered_where_there_are_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "Pictures"))
    assert offered_folders() == []
    (tmp_path / "Pictures").mkdir()
    assert offered_folders() == [tmp_path / "Pictures"]


def test_a_narrow_window_has_room_for_it(page: FirstRunPage) -> None:
    page.offer([Path("/home/anna/Pictures/a long name of a folder that goes on and on and on")])
    assert page.minimumSizeHint().width() < 420
