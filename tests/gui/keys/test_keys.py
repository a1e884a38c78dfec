"""Keys are chosen by pressing them, kept, and reach one command each."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photoapp.gui.commands import Command, Commands
from photoapp.gui.keys.key_bindings import KeyBindings
from photoapp.gui.keys.keys_page import KeysPage

_COMMANDS = (
    Command("find", "Finding", "&Find…", ("Ctrl+F",)),
    Command("redo", "Editing", "&Redo", ("Ctrl+Y", "Ctrl+Shift+Z")),
    Command("glance", "Looking", "At a Glance"),
)
NewBindings = Callable[[], KeyBindings]


@pytest.fixture
def new_bindings(qtbot: QtBot, tmp_path: Path) -> NewBindings:
    """Make what a start of the program makes; all of them remember in one place."""

    def make() -> KeyBindings:
        window = QWidget()
        qtbot.addWidget(window)
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        bindings = KeyBindings(Commands(_COMMANDS, window), settings, window)
        bindings.window = window  # what it belongs to lives as long as it
        bindings.restore()
        return bindings

    return make


@pytest.fixture
def page(qtbot: QtBot, new_bindings: NewBindings) -> KeysPage:
    page = KeysPage(new_bindings())
    qtbot.addWidget(page)
    page.show()
    return page


def test_chosen_keys_are_there_at_the_next_start(new_bindings: NewBindings) -> None:
    new_bindings().bind("find", ("Ctrl+G", "F3"))
    again = new_bindings()
    assert again.keys("find") == ("Ctrl+G", "F3")
    assert not again.is_usual("find")
    again.reset("find")
    assert new_bindings().keys("find") == ("Ctrl+F",)


def test_no_keys_at_all_are_remembered_too(new_bindings: NewBindings) -> None:
    new_bindings().bind("find", ())
    assert new_bindings().keys("find") == ()


def test_a_key_reaches_one_command_only(new_bindings: NewBindings) -> None:
    bindings = new_bindings()
    bindings.bind("glance", ("ctrl+y",))
    assert bindings.keys("redo") == ("Ctrl+Shift+Z",)
    assert bindings.owner("Ctrl+Y") == "glance"
    assert new_bindings().keys("redo") == ("Ctrl+Shift+Z",)


def test_resetting_takes_keys_back_from_others(new_bindings: NewBindings) -> None:
    bindings = new_bindings()
    bindings.bind("glance", ("Ctrl+F",))
    bindings.reset("find")
    assert (bindings.keys("find"), bindings.keys("glance")) == (("Ctrl+F",), ())
    bindings.bind("redo", ("F9",))
    bindings.reset_all()
    assert all(bindings.is_usual(command_id) for command_id in bindings.commands)


def test_new_keys_are_pressed(qtbot: QtBot, page: KeysPage) -> None:
    page.choose("glance")
    qtbot.keyClick(page.edit, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "is free" in page.note.text()
    page.add.click()
    assert page._items["glance"].text(1) == "Ctrl+K"
    assert not page.add.isEnabled()


def test_a_conflict_is_said_and_solved(qtbot: QtBot, page: KeysPage) -> None:
    page.choose("glance")
    qtbot.keyClick(page.edit, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.note.text() == "Ctrl+F is used for “Find” now, and will no longer be."
    page.replace.click()
    assert page._items["glance"].text(1) == "Ctrl+F"
    assert page._items["find"].text(1) == ""
    page.choose("find")
    page.reset.click()
    assert page._items["glance"].text(1) == ""


def test_adding_keeps_the_other_keys_and_replacing_does_not(qtbot: QtBot, page: KeysPage) -> None:
    page.choose("find")
    qtbot.keyClick(page.edit, Qt.Key.Key_F3)
    page.add.click()
    assert page._items["find"].text(1) == "Ctrl+F,  F3"
    qtbot.keyClick(page.edit, Qt.Key.Key_F4)
    page.replace.click()
    assert page._items["find"].text(1) == "F4"
    page.clear.click()
    assert page._items["find"].text(1) == ""


@pytest.mark.parametrize(("wanted", "left"), [("glan", ["glance"]), ("ctrl+y", ["redo"]), ("", 3)])
def test_commands_are_found_by_name_and_keys(
    page: KeysPage, wanted: str, left: list[str] | int
) -> None:
    page.filter.setText(wanted)
    shown = [name for name, item in page._items.items() if not item.isHidden()]
    assert (len(shown) if isinstance(left, int) else shown) == left


def test_a_heading_is_no_command(page: KeysPage) -> None:
    page.list.setCurrentItem(page.list.topLevelItem(0))
    assert page.chosen == ""
    assert not page.edit.isEnabled()
