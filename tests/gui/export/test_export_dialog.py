"""The dialog that asks how photos are to be exported."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from photoapp.gui.export.choice import ExportChoice, keep_choice
from photoapp.gui.export.export_dialog import ExportDialog
from photoapp.library.files import ExportOptions


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def _open(qtbot: QtBot, settings: QSettings) -> ExportDialog:
    dialog = ExportDialog(12, "IMG_1.JPG", settings)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_at_first_files_are_copied_as_they_are(qtbot: QtBot, settings: QSettings) -> None:
    dialog = _open(qtbot, settings)
    assert dialog.choice.options() == ExportOptions()
    assert not dialog.quality.isEnabled()
    assert not dialog.own_size.isVisible()
    assert dialog.names_hint.text() == "For example IMG_1.JPG"


def test_a_choice_is_told_and_remembered(qtbot: QtBot, settings: QSettings) -> None:
    choice = ExportChoice("/tmp/out", 1000, "webp", 70, "none", "{date} {number}", "skip")
    keep_choice(settings, choice)
    dialog = _open(qtbot, settings)
    assert dialog.choice == choice
    assert dialog.own_size.isVisible()
    dialog.size_choice.setCurrentIndex(dialog.size_choice.findData(1600))
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.keyClick(dialog.folder, Qt.Key.Key_Return)
    assert told.args[0].options() == ExportOptions(
        1600, "webp", 70, "none", "{date} {number}", "skip"
    )
    assert _open(qtbot, settings).choice.long_edge == 1600


@pytest.mark.parametrize("names", ["{camera}", "{name", "", "a}"])
def test_names_that_make_no_sense_can_not_be_exported(
    qtbot: QtBot, settings: QSettings, names: str
) -> None:
    dialog = _open(qtbot, settings)
    dialog.names.setCurrentText(names)
    assert not dialog.export.isEnabled()
    assert "{date}" in dialog.names_hint.text()
    dialog.names.setCurrentText("{number} {name}")
    assert dialog.export.isEnabled()
    assert dialog.names_hint.text() == "For example 01 IMG_1.JPG"


def test_a_remembered_choice_that_is_damaged_does_no_harm(
    qtbot: QtBot, settings: QSettings
) -> None:
    for name in ("long_edge", "quality", "format", "metadata"):
        settings.setValue(f"export/{name}", "rubbish")
    assert _open(qtbot, settings).choice.options() == ExportOptions()


def test_everything_is_reached_by_keys_and_has_a_name(qtbot: QtBot, settings: QSettings) -> None:
    dialog = _open(qtbot, settings)
    for kind in (QComboBox, QSlider, QSpinBox):
        for field in dialog.findChildren(kind):
            assert field.accessibleName(), field
            assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert isinstance(dialog.folder, QLineEdit)
    assert dialog.folder.accessibleName() == "Folder"


def test_links_need_none_of_what_is_for_copies_which_is_kept(
    qtbot: QtBot, settings: QSettings
) -> None:
    keep_choice(settings, ExportChoice("/tmp/out", 1000, "webp", as_links="hard links"))
    dialog = _open(qtbot, settings)
    assert dialog.choice.options() == ExportOptions(as_links="hard links")
    assert "same drive" in dialog.hint.text()
    assert dialog.names_hint.text() == "For example IMG_1.JPG"
    for field in (dialog.size_choice, dialog.format, dialog.quality, dialog.metadata):
        assert not field.isEnabled()
    dialog.as_links.setCurrentIndex(dialog.as_links.findData("copies"))
    assert dialog.choice.options() == ExportOptions(1000, "webp")
    assert dialog.format.isEnabled()
