import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from photoapp.catalog import PhotoFilter
from photoapp.gui.sidebar.row_painting import RowState, paint_row
from photoapp.gui.sidebar.sidebar import Sidebar
from photoapp.library.browsing import LabelFacet, Named
from tests.gui.sidebar.made_up import facets
from tests.gui.sidebar.test_sidebar import click, drop

LABELS = (
    LabelFacet(1, "animals", None, "", 40, 0),
    LabelFacet(2, "dog", 1, "animal", 12, 132),
    LabelFacet(3, "lost", 99, "", 0, 0),  # what it was below has just gone
)
KEYWORDS = (Named("Dog", 12), Named("beach", 5))


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.resize(260, 700)
    sidebar.show_facets(facets(labels=LABELS, keywords=KEYWORDS))
    sidebar.set_open_keys(["labels", "label/1", "keywords"])
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    return sidebar


def texts(sidebar: Sidebar, key: str) -> list[str]:
    above = sidebar.lines.find(key)
    rows = range(sidebar.lines.rowCount(above))
    return [sidebar.lines.node(sidebar.lines.index(row, 0, above)).text for row in rows]


def choose(sidebar: Sidebar, key: str, text: str) -> None:
    menu = sidebar.menu_of(sidebar.lines.find(key))
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_labels_are_a_tree_and_no_longer_among_keywords(sidebar: Sidebar) -> None:
    assert texts(sidebar, "labels") == ["animals", "lost"]
    assert texts(sidebar, "label/1") == ["dog"]
    assert texts(sidebar, "keywords") == ["beach"]


def test_without_labels_there_is_no_such_section(sidebar: Sidebar) -> None:
    sidebar.show_facets(facets(keywords=KEYWORDS))
    assert not sidebar.lines.find("labels").isValid()
    assert texts(sidebar, "keywords") == ["Dog", "beach"]


def test_what_is_suggested_is_counted_apart_from_what_is_tagged(sidebar: Sidebar) -> None:
    index = sidebar.lines.find("label/2")
    spoken = sidebar.lines.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "dog, 12 photos, 132 more suggested"


def test_a_closed_label_counts_what_is_suggested_below_it(sidebar: Sidebar) -> None:
    index = sidebar.lines.find("label/1")
    node = sidebar.lines.node(index)
    assert node.suggested_below == 132
    area, palette = QRect(0, 0, 260, 24), sidebar.palette()
    painted = {}
    for opened in (True, False, None):
        picture = QImage(area.size(), QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.white)
        with QPainter(picture) as painter:
            # Without the arrow, which shows whether it is open.
            state = RowState(depth=-9, open=opened)
            paint_row(painter, palette, area, node, state)
        painted[opened] = picture
    assert painted[True] == painted[None]
    assert painted[False] != painted[True]


def test_a_click_shows_tagged_and_suggested_photos(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.waitSignal(sidebar.chosen) as told:
        click(qtbot, sidebar, "label/2")
    assert told.args == [PhotoFilter(labels=("dog",)), False]


def test_the_menu_leads_to_suggestions_and_to_the_label(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.waitSignal(sidebar.chosen) as told:
        choose(sidebar, "label/2", "Show suggestions")
    assert told.args == [PhotoFilter(suggested=("dog",)), False]
    for signal, text in (
        (sidebar.review_asked, "Review suggestions…"),
        (sidebar.label_edit_asked, "Edit the label…"),
        (sidebar.label_deleted, "Delete the label\tDel"),
    ):
        with qtbot.waitSignal(signal) as told:
            choose(sidebar, "label/2", text)
        assert told.args == [2]


def test_photos_dropped_on_a_label_are_told(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.waitSignal(sidebar.label_dropped) as told:
        drop(sidebar, "label/2", [5, 6])
    assert told.args == [2, [5, 6]]
