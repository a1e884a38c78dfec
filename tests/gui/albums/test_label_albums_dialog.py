"""The dialog for albums of labels."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photoapp.gui.albums.label_albums_dialog import LabelAlbumsChoice, LabelAlbumsDialog
from photoapp.tagging.lists import LabelLine

BEACH, FOOD = LabelLine("beach"), LabelLine("food", ("a meal",))


@pytest.fixture
def dialog(qtbot: QtBot) -> LabelAlbumsDialog:
    dialog = LabelAlbumsDialog(["travel"])
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_labels_that_have_an_album_are_told(dialog: LabelAlbumsDialog) -> None:
    assert not dialog.make.isEnabled()
    dialog.show_lines([BEACH, FOOD], ["Food", "Trip/beach"])
    assert dialog.tree.topLevelItem(1).text(1) == "there is an album"
    assert dialog.summary.text() == "1 album will be made."
    dialog.under.setText("Trip/")
    assert dialog.tree.topLevelItem(0).text(1) == "there is an album"
    dialog.tree.topLevelItem(1).setCheckState(0, Qt.CheckState.Unchecked)
    assert (dialog.summary.text(), dialog.make.isEnabled()) == ("0 albums will be made.", False)


def test_a_choice_is_told(dialog: LabelAlbumsDialog, qtbot: QtBot) -> None:
    dialog.show_lines([BEACH, FOOD], [])
    dialog.none.click()
    dialog.tree.topLevelItem(1).setCheckState(0, Qt.CheckState.Checked)
    dialog.fixed.setChecked(True)
    dialog.under.setText(" Trip ")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.make.click()
    assert chosen.args == [LabelAlbumsChoice((FOOD,), live=False, under="Trip")]


def test_other_lists_are_asked_for(dialog: LabelAlbumsDialog, qtbot: QtBot) -> None:
    dialog.show_lines([BEACH], [])
    for place, signal in ((1, dialog.starter_asked), (2, dialog.file_asked)):
        with qtbot.waitSignal(signal):
            dialog.source.setFocus()
            qtbot.keyClick(dialog.source, Qt.Key.Key_Down)
        assert dialog.source.currentIndex() == place
    dialog.keep_source()
    assert dialog.source.currentIndex() == 0
    with qtbot.waitSignal(dialog.library_asked):
        dialog.source.activated.emit(0)
