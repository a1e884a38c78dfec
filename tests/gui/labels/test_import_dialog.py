import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from photoapp.gui.labels.import_dialog import ImportDialog
from photoapp.tagging.lists import LabelLine

LINES = [
    LabelLine("dog", ("a dog",), parent="Animals"),
    LabelLine("animals"),
    LabelLine("receipt", group="kind"),
    LabelLine("beach", parent="places"),
]


@pytest.fixture
def dialog(qtbot: QtBot) -> ImportDialog:
    dialog = ImportDialog("Everyday", LINES, ["Receipt"])
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    return dialog


def tick(dialog: ImportDialog, name: str, ticked: bool) -> None:
    [item] = dialog.tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)


def names(dialog: ImportDialog) -> list[str]:
    return [line.name for line in dialog.lines()]


def test_what_would_be_made_is_said_and_a_parent_that_is_not_listed_counts(
    dialog: ImportDialog,
) -> None:
    assert dialog.summary.text() == (
        "4 labels will be made, 1 that is here already becomes as the list has it."
    )
    assert dialog.tree.topLevelItem(0).child(0).text(0) == "dog"
    assert dialog.tree.topLevelItem(1).text(2) == "is here already"


def test_those_that_are_ticked_are_told(dialog: ImportDialog, qtbot: QtBot) -> None:
    tick(dialog, "receipt", False)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.make.click()
    assert chosen.args == [[LINES[0], LINES[1], LINES[3]]]


def test_a_label_brings_its_parent_and_goes_with_it(dialog: ImportDialog) -> None:
    tick(dialog, "animals", False)
    assert names(dialog) == ["receipt", "beach"]
    tick(dialog, "dog", True)
    assert names(dialog) == ["dog", "animals", "receipt", "beach"]


def test_nothing_ticked_makes_nothing(dialog: ImportDialog) -> None:
    QTest.mouseClick(dialog.none, Qt.MouseButton.LeftButton)
    assert not dialog.make.isEnabled()
    QTest.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    assert len(dialog.lines()) == 4
