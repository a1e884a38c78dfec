"""What is set holds at once and is kept; the real library behind, in threads."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.commands import Command, Commands
from photoapp.gui.keys.key_bindings import KeyBindings
from photoapp.gui.settings.settings_dialog import SettingsDialog
from photoapp.gui.settings.source import SettingsSource
from photoapp.library import Library
from photoapp.paths import app_paths
from photoapp.settings import Settings, read_settings


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library(app_paths(tmp_path / "home"))) as library:
        yield library


@pytest.fixture
def source(library: Library) -> Iterator[SettingsSource]:
    tasks = Tasks("settings", 1)
    yield SettingsSource(lambda: library, tasks)
    tasks.stop()
    assert tasks.wait(10)


@pytest.fixture
def dialog(qtbot: QtBot, source: SettingsSource, tmp_path: Path) -> Iterator[SettingsDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    commands = Commands((Command("find", "Finding", "&Find", ("Ctrl+F",)),), parent)
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    (tmp_path / "photos").mkdir()
    choose = lambda _: str(tmp_path / "photos")  # noqa: E731
    dialog = SettingsDialog(source, KeyBindings(commands, kept, parent), parent, choose)
    with qtbot.waitSignal(source.changed):
        dialog.show()
    yield dialog
    dialog.stop()


def test_what_is_set_is_shown(qtbot: QtBot, library: Library, dialog: SettingsDialog) -> None:
    settings = Settings(
        device="cpu",
        theme="dark",
        work="idle",
        ignore=("*.tmp",),
        backups=3,
        language="de",
        training_warmest=80,
        new_versions=True,
    )
    library.settings.change(
        **{name: getattr(settings, name) for name in settings.__struct_fields__}
    )
    dialog.hide()
    dialog.show()
    qtbot.waitUntil(lambda: dialog.look.theme.currentData() == "dark")
    assert dialog.look.language.currentText() == "Deutsch"
    assert dialog.work.idle.isChecked()
    assert not dialog.work.battery.isChecked()
    assert dialog.work.versions.isChecked()
    assert dialog.work.device.currentData() == "cpu"
    assert (dialog.work.cores.text(), dialog.work.warmest.text()) == ("All", "80 °C")
    assert dialog.ignored.text.toPlainText() == "*.tmp"
    assert dialog.backups.count.value() == 3
    assert library.settings.read() == settings  # showing changes nothing


def test_each_change_is_kept_at_once(
    qtbot: QtBot, source: SettingsSource, library: Library, dialog: SettingsDialog
) -> None:
    def choose(box: QWidget, text: str) -> None:
        box.setCurrentText(text)
        box.activated.emit(box.currentIndex())

    changes = [
        (lambda: choose(dialog.look.theme, "Dark"), "theme", "dark"),
        (lambda: choose(dialog.look.language, "Deutsch"), "language", "de"),
        (lambda: dialog.look.thumbnails.setValue(700), "thumbnail_megabytes", 700),
        (lambda: choose(dialog.work.device, "The processor"), "device", "cpu"),
        (dialog.work.idle.click, "work", "idle"),
        (dialog.work.battery.click, "pause_on_battery", True),
        (dialog.work.versions.click, "new_versions", True),
        (lambda: dialog.work.cores.setValue(2), "training_cores", 2),
        (lambda: dialog.work.warmest.setValue(75), "training_warmest", 75),
        (lambda: dialog.backups.count.setValue(2), "backups", 2),
        (
            lambda: choose(dialog.write_back.policy, "Into the photos' files"),
            "write_back",
            "files",
        ),
    ]
    for change, name, value in changes:
        with qtbot.waitSignal(source.changed) as changed:
            change()
        assert getattr(changed.args[0], name) == value
    kept = read_settings(library.paths.settings)
    assert [getattr(kept, name) for _, name, _ in changes] == [value for *_, value in changes]


def test_patterns_are_kept_when_the_page_is_left(
    qtbot: QtBot, source: SettingsSource, dialog: SettingsDialog
) -> None:
    dialog.show_page(dialog.ignored)
    dialog.ignored.text.insertPlainText("*.tmp\n\n  old/* ")
    with qtbot.waitSignal(source.changed) as changed:
        dialog.show_page(dialog.look)
    assert changed.args[0].ignore == ("*.tmp", "old/*")


def test_what_is_being_typed_is_not_overwritten(
    qtbot: QtBot, source: SettingsSource, dialog: SettingsDialog
) -> None:
    dialog.show_page(dialog.ignored)
    qtbot.keyClicks(dialog.ignored.text, "*.x")
    dialog.ignored.show_settings(Settings(ignore=("other",)))
    assert dialog.ignored.text.toPlainText() == "*.x"


def test_a_folder_is_added_and_left(
    qtbot: QtBot, source: SettingsSource, library: Library, dialog: SettingsDialog, tmp_path: Path
) -> None:
    page = dialog.folders
    assert not page.remove.isEnabled()
    with qtbot.waitSignal(source.folder_added) as added:
        page.add.click()
    assert added.args == [tmp_path / "photos"]
    qtbot.waitUntil(lambda: page.list.count() == 1)
    assert page.list.item(0).text() == f"{tmp_path / 'photos'}\n0 photos"
    page.list.setCurrentRow(0)
    asked = []
    page._ask = lambda _parent, _text, _yes, then: asked.append(then)
    page.remove.click()
    assert library.folders() == [tmp_path / "photos"]
    with qtbot.waitSignal(source.folder_removed):
        asked.pop()()
    qtbot.waitUntil(lambda: page.list.count() == 0)
    assert library.folders() == []


def test_a_refusal_is_said(
    qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path, source: SettingsSource
) -> None:
    (tmp_path / "photos").rmdir()
    with qtbot.waitSignal(source.failed):
        dialog.folders.add.click()
    assert dialog.problem.isVisible()
    assert str(tmp_path / "photos") in dialog.problem.text()
    dialog.show_page(dialog.look)
    assert not dialog.problem.isVisible()


def test_a_backup_is_made_when_asked_for(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.show_page(dialog.backups)
    page = dialog.backups
    qtbot.waitUntil(lambda: page.list.count() == 1)
    assert "None yet" in page.list.item(0).text()
    page.make.click()
    assert not page.make.isEnabled()
    qtbot.waitUntil(page.make.isEnabled)
    assert page.outcome.text() == "The catalogue is backed up."
    qtbot.waitUntil(lambda: "None yet" not in page.list.item(0).text())


def test_every_page_can_be_reached_by_keys(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.list.setFocus()
    for row in range(dialog.list.count()):
        assert dialog.list.currentRow() == row
        assert dialog._pages.currentIndex() == row
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)


def test_whatever_takes_keys_has_a_name(dialog: SettingsDialog) -> None:
    reached = [w for w in dialog.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    shown = [w for w in reached if w.window() is dialog]  # not what drops down from boxes
    own = [w for w in shown if not w.objectName().startswith("qt_")]  # Qt's parts of others
    nameless = [w for w in own if not (w.accessibleName() or getattr(w, "text", str)())]
    assert [str(w) for w in nameless] == []
    assert len(own) > 20
