import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from photoapp.catalog import Album, PhotoFilter
from photoapp.gui.sidebar.sidebar import Sidebar
from photoapp.gui.sidebar.sidebar_model import PHOTOS_MIME
from tests.gui.sidebar.made_up import facets, large

ALBUMS = [Album(7, "Best", None, 5), Album(8, "Sunsets", "sunset rating:4", None)]
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.resize(260, 900)
    sidebar.show_facets(facets())
    sidebar.show_albums(ALBUMS)
    sidebar.show_searches(["dog -cat", "sunset"])
    sidebar.set_open_keys(["folders", "albums", "dates", "searches", "keywords", "status"])
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    return sidebar


def place(sidebar: Sidebar, key: str) -> QPoint:
    rect = sidebar.visualRect(sidebar.lines.find(key))
    assert rect.isValid(), key
    return QPoint(120, rect.center().y())


def click(qtbot: QtBot, sidebar: Sidebar, key: str, keys: Qt.KeyboardModifier = NONE) -> None:
    button = Qt.MouseButton.LeftButton
    qtbot.mouseClick(sidebar.viewport(), button, keys, place(sidebar, key))


def drop(sidebar: Sidebar, key: str, ids: list[int]) -> None:
    data = QMimeData()
    data.setData(PHOTOS_MIME, json.dumps(ids).encode())
    event = QDropEvent(
        QPointF(place(sidebar, key)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        NONE,
    )
    sidebar.dropEvent(event)


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("all", PhotoFilter()),
        ("folder//other", PhotoFilter(folder="/other")),
        ("album/8", PhotoFilter(album="Sunsets")),
        ("date/2024", PhotoFilter(since="2024", until="2024")),
        ("keyword/beach", PhotoFilter(keywords=("beach",))),
        ("rating/3", PhotoFilter(least_rating=3)),
        ("flag/pick", PhotoFilter(flag="pick")),
        ("untagged", PhotoFilter(untagged=True)),
        ("search/dog -cat", "dog -cat"),
    ],
)
def test_a_click_chooses_and_ctrl_adds(
    qtbot: QtBot, sidebar: Sidebar, key: str, wanted: object
) -> None:
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        click(qtbot, sidebar, key)
    assert chosen.args == [wanted, False]
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        click(qtbot, sidebar, key, CTRL)
    assert chosen.args == [wanted, True]


def test_everything_can_be_reached_by_keys(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.setCurrentIndex(sidebar.lines.find("date/2024"))
    qtbot.keyClick(sidebar, Qt.Key.Key_Right)
    qtbot.keyClick(sidebar, Qt.Key.Key_Down)
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.keyClick(sidebar, Qt.Key.Key_Return, CTRL)
    assert chosen.args == [PhotoFilter(since="2024-05", until="2024-05"), True]
    assert "date/2024" in sidebar.open_keys()


def test_new_counts_leave_what_is_open_chosen_and_in_sight(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.resize(260, 200)
    sidebar.setCurrentIndex(sidebar.lines.find("keyword/beach"))
    qtbot.waitUntil(lambda: sidebar.verticalScrollBar().maximum() > 0)
    sidebar.verticalScrollBar().setValue(90)
    opened = sidebar.open_keys()
    sidebar.show_facets(facets(total=101, ratings={4: 1}, keywords=facets().keywords[:1]))
    assert sidebar.lines.node(sidebar.currentIndex()).key == "keyword/beach"
    assert sidebar.verticalScrollBar().value() == 90
    assert sidebar.open_keys() == opened
    sidebar.show_facets(facets(years=()))
    sidebar.show_facets(facets())
    assert sidebar.isExpanded(sidebar.lines.find("dates"))


def test_what_was_open_is_opened_when_it_comes(qtbot: QtBot) -> None:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.set_open_keys(["places", "places/Portugal"])
    assert sidebar.open_keys() == ["places", "places/Portugal"]
    sidebar.show_facets(facets())
    assert sidebar.isExpanded(sidebar.lines.find("places/Portugal"))
    assert not sidebar.isExpanded(sidebar.lines.find("folders"))


def test_an_album_is_made_and_named_in_its_place(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_albums([*ALBUMS, Album(1, "New album", None, 0)])
    with qtbot.waitSignal(sidebar.album_wanted) as wanted:
        drop(sidebar, "albums", [4, 5])
    assert wanted.args == ["New album 2", [4, 5]]
    sidebar.show_albums([*ALBUMS, Album(9, "New album 2", None, 2)])
    field = sidebar.findChild(QLineEdit)
    assert field.selectedText() == "New album 2"
    qtbot.keyClicks(field, "Summ")
    sidebar.show_albums([*ALBUMS, Album(9, "New album 2", None, 3)])
    qtbot.keyClicks(field, "er")
    with qtbot.waitSignal(sidebar.album_renamed) as renamed:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert renamed.args == [9, "Summer"]


def test_photos_are_dropped_where_they_can_go(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.waitSignal(sidebar.photos_dropped) as dropped:
        drop(sidebar, "album/7", [1, 2])
    assert dropped.args == [7, [1, 2]]
    with qtbot.waitSignal(sidebar.keyword_dropped) as given:
        drop(sidebar, "keyword/family", [3])
    assert given.args == ["family", [3]]
    signals = [sidebar.photos_dropped, sidebar.keyword_dropped, sidebar.album_wanted]
    for key in ("album/8", "folder//other", "all"):
        with qtbot.assertNotEmitted(signals[0]), qtbot.assertNotEmitted(signals[2]):
            drop(sidebar, key, [1])


def test_keys_and_menus_act_on_albums_searches_and_folders(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.setCurrentIndex(sidebar.lines.find("album/7"))
    with qtbot.waitSignal(sidebar.album_deleted) as deleted:
        qtbot.keyClick(sidebar, Qt.Key.Key_Delete)
    assert deleted.args == [7]
    sidebar.setCurrentIndex(sidebar.lines.find("search/sunset"))
    with qtbot.waitSignal(sidebar.search_forgotten) as forgotten:
        qtbot.keyClick(sidebar, Qt.Key.Key_Delete)
    assert forgotten.args == ["sunset"]
    with qtbot.waitSignal(sidebar.album_change_asked) as changed:
        pick(sidebar, "album/8", "Change the search")
    assert changed.args == [8]
    with qtbot.waitSignal(sidebar.folder_left) as left:
        pick(sidebar, "folder//pictures", "Stop watching")
    assert left.args == ["/pictures"]
    with qtbot.waitSignal(sidebar.folder_shown) as shown:
        pick(sidebar, "folder//pictures", "Show in")
    assert shown.args == ["/pictures"]


def pick(sidebar: Sidebar, key: str, text: str) -> None:
    menu = sidebar.menu_of(sidebar.lines.find(key))
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()
    menu.deleteLater()


def test_scrolling_goes_on_to_the_last_of_many(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_facets(large(folders=1_000, keywords=40))
    sidebar.set_open_keys(["folders", "folder//pictures"])
    last = "folder//pictures/00999"

    def scrolled() -> bool:
        sidebar.verticalScrollBar().setValue(sidebar.verticalScrollBar().maximum())
        return sidebar.lines.find(last).isValid()

    qtbot.waitUntil(scrolled)


def test_photos_can_only_be_held_over_what_takes_them(qtbot: QtBot, sidebar: Sidebar) -> None:
    data = QMimeData()
    data.setData(PHOTOS_MIME, b"[1]")
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(place(sidebar, "album/7"), copy, data, button, NONE)
    sidebar.dragEnterEvent(entering)
    assert entering.isAccepted()
    accepted = {}
    for key in ("albums", "album/7", "album/8", "keyword/beach", "folder//other", "all"):
        event = QDragMoveEvent(place(sidebar, key), copy, data, button, NONE)
        sidebar.dragMoveEvent(event)
        accepted[key] = event.isAccepted()
    assert [key for key, takes in accepted.items() if takes] == [
        "albums",
        "album/7",
        "keyword/beach",
    ]


def test_a_double_click_on_a_heading_opens_it_once(qtbot: QtBot, sidebar: Sidebar) -> None:
    click(qtbot, sidebar, "cameras")
    button = Qt.MouseButton.LeftButton
    qtbot.mouseDClick(sidebar.viewport(), button, NONE, place(sidebar, "cameras"))
    assert sidebar.isExpanded(sidebar.lines.find("cameras"))
