"""That every command does something, and its keys reach it where the keyboard is."""

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from photoapp.catalog import PhotoFilter
from photoapp.gui.commands import Commands
from photoapp.gui.main.command_list import all_commands
from photoapp.gui.main.menus import fill_menu_bar
from photoapp.search import Query
from tests.gui.main.desk import Desk

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def listeners(action: QAction) -> int:
    return action.receivers(SIGNAL("triggered(bool)")) + action.receivers(SIGNAL("toggled(bool)"))


def test_every_command_is_joined_to_something(desk: Desk) -> None:
    bare = QMainWindow()  # menus listen to all they show
    commands = Commands(all_commands(), bare)
    fill_menu_bar(bare.menuBar(), commands)
    joined = {i for i in commands if listeners(desk.window.commands[i]) > listeners(commands[i])}
    assert joined == set(commands)


def test_every_command_is_in_a_menu(desk: Desk) -> None:
    in_menus, menus = set(), [desk.window.menuBar()]
    while menus:
        for action in menus.pop().actions():
            in_menus.add(action.objectName())
            menus += [action.menu()] if action.menu() else []
    # These are one with "grid" and "view".
    assert {c.id for c in all_commands()} - in_menus == {"toggle-view"}


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in all_commands() for key in command.keys]
    assert len(keys) == len(set(keys))


def test_letters_typed_into_text_fields_are_no_commands(desk: Desk) -> None:
    selected = desk.select("chelsea.png", "coffee.png")
    fields = (desk.window.search.field, desk.window.info.keywords.field, desk.window.info.caption)
    desk.wait(lambda: desk.window.info.photo_ids == selected)
    for field in fields:
        for key in (Key.Key_5, Key.Key_P, Key.Key_E, Key.Key_Space, Key.Key_6):
            desk.press(key, on=field)
        desk.press(Key.Key_Delete)
    assert desk.window.search.field.text().lower() == "5pe 6"
    assert not desk.window.viewing
    desk.press(Key.Key_Escape, on=desk.window.info.caption)
    desk.press(Key.Key_Escape, on=desk.window.search.field)
    desk.wait_until_done()
    assert desk.library.changes.next_undo is None


@pytest.fixture
def never(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which of these commands are reached, and do nothing."""
    reached: list[str] = []
    monkeypatch.setattr(desk.controller.filing, "_confirm", lambda *_: reached.append("trash"))
    monkeypatch.setattr("photoapp.gui.desktop.open_files", lambda _: reached.append("open-with"))
    return reached


def test_delete_on_an_album_deletes_no_photos(desk: Desk, never: list[str]) -> None:
    desk.behind.acting.create_album("Cats", [desk.id("chelsea.png")])
    desk.wait(lambda: desk.window.sidebar.lines.find("albums").isValid() and desk.album("Cats"))
    album = desk.album("Cats")
    assert album is not None
    sidebar = desk.window.sidebar
    desk.wait(lambda: sidebar.lines.find(f"album/{album.id}").isValid())
    desk.select("coffee.png")
    sidebar.setCurrentIndex(sidebar.lines.find(f"album/{album.id}"))
    desk.press(Key.Key_Delete, on=sidebar)
    desk.wait(lambda: desk.album("Cats") is None)
    assert never == []


def test_delete_on_a_chip_takes_the_chip_away(desk: Desk, never: list[str]) -> None:
    desk.ask(Query(filter=PhotoFilter(untagged=True)))
    desk.select("coffee.png")
    chip = desk.window.search.chips.widgets[0]
    desk.press(Key.Key_Delete, on=chip)
    desk.wait_for_answer(Query())
    assert never == []


def test_space_presses_the_button_that_has_the_keyboard(desk: Desk) -> None:
    desk.select("coffee.png")
    button = desk.window.info.flags.buttons["pick"]
    desk.wait(button.isVisible)
    desk.press(Key.Key_Space, on=button)
    desk.wait(lambda: desk.said_of("coffee.png").flag == "pick")
    assert not desk.window.viewing


def test_control_enter_in_the_caption_keeps_it(desk: Desk, never: list[str]) -> None:
    desk.select("coffee.png")
    caption = desk.window.info.caption
    desk.wait(caption.isVisible)
    desk.press(Key.Key_A, on=caption)
    desk.press(Key.Key_Return, CONTROL)
    desk.wait(lambda: desk.said_of("coffee.png").caption == "a")
    assert never == []
