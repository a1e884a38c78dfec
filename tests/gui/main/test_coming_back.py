"""What a new user met: albums changed elsewhere, names ended by Enter, ways back, menus."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from photoapp.search import Query
from tests.gui.main.desk import Desk

Key = Qt.Key


def test_albums_made_elsewhere_are_there_for_who_comes_back(desk: Desk) -> None:
    album = desk.library.albums.create("Made in the shell")
    QApplication.sendEvent(desk.window, QEvent(QEvent.Type.ActivationChange))
    lines = desk.window.sidebar.lines
    desk.wait(lambda: lines.find(f"album/{album}").isValid())
    desk.library.albums.delete(album)
    QApplication.sendEvent(desk.window, QEvent(QEvent.Type.ActivationChange))
    desk.wait(lambda: not lines.find(f"album/{album}").isValid())


def test_enter_names_an_album_and_asks_nothing(desk: Desk) -> None:
    before = desk.query
    sidebar = desk.window.sidebar
    sidebar.new_album()
    desk.wait(lambda: sidebar.findChild(QLineEdit) is not None)
    editor = sidebar.findChild(QLineEdit)
    editor.setText("Kerzen")
    QTest.keyClick(editor, Key.Key_Return)
    desk.wait(lambda: [album.name for album in desk.library.albums.all()] == ["Kerzen"])
    assert desk.query == before


def test_undo_in_an_empty_keyword_field_is_the_windows(desk: Desk) -> None:
    [photo_id] = desk.select("coffee.png")
    field = desk.window.info.keywords.field
    desk.wait(lambda: desk.window.info.photo_ids == [photo_id] and field.isVisible())
    field.setFocus()
    QTest.keyClicks(field, "cup")
    QTest.keyClick(field, Key.Key_Return)
    desk.wait(lambda: "Keywords of 1 photo changed" in desk.said)
    assert field.hasFocus()
    QTest.keyClick(field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.said.startswith("Undone"))
    assert field.text() == ""


def test_escape_leads_back_from_the_overview(desk: Desk) -> None:
    desk.do("overview")
    overview = desk.controller.pages.overview
    assert desk.window.page is overview
    QTest.keyClick(overview, Key.Key_Escape)
    assert desk.window.page is desk.grid
    for command in ("overview", "overview", "overview", "grid"):
        desk.do(command)
    assert desk.window.page is desk.grid


# What the offscreen platform says when a menu pops up.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_photos_have_a_menu_in_the_grid_and_in_the_viewer(desk: Desk) -> None:
    desk.ask(Query())
    desk.select("coffee.png")
    place = desk.grid.mapToGlobal(QPoint(40, 40))
    desk.grid.context_menu.emit(place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    programs = menu.actions()[-1].menu()
    desk.wait(lambda: bool(programs.actions()))  # "Another Program…" at least
    menu.close()
    desk.press(Key.Key_E, on=desk.grid)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(40, 40), place)
    QApplication.sendEvent(desk.viewer, asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_a_command_without_photos_says_so(desk: Desk) -> None:
    desk.do("select-none")
    desk.do("rotate-left")
    desk.hears("Choose photos first.")
