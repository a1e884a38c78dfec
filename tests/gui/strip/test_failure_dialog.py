"""The list of files that failed: any number of them, each to be found again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photoapp.catalog import Failure
from photoapp.gui.strip import failure_model
from photoapp.gui.strip.failure_dialog import FailureDialog


def failures(count: int) -> list[Failure]:
    return [
        Failure(f"/photos/{number}/\udcff.jpg", "damaged", f"Reason {number}.", 1.7e9)
        for number in range(count)
    ]


def test_a_chosen_file_is_shown_where_it_lies(qtbot: QtBot) -> None:
    dialog = FailureDialog(failures(3))
    qtbot.addWidget(dialog)
    assert not dialog.reveal.isEnabled()
    dialog.table.selectRow(1)
    with qtbot.waitSignal(dialog.reveal_asked) as asked:
        qtbot.mouseClick(dialog.reveal, Qt.MouseButton.LeftButton)
    assert asked.args == [Path("/photos/1/\udcff.jpg")]
    model = dialog.table.model()
    assert [model.index(1, column).data() for column in (0, 1)] == ["?.jpg", "Reason 1."]
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "/photos/1/?.jpg\nReason 1."


def test_of_very_many_only_those_in_sight_are_asked_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    text = failure_model._text

    def counted(failure: Failure, column: int) -> str:
        asked.add(failure.path)
        return text(failure, column)

    monkeypatch.setattr(failure_model, "_text", counted)
    dialog = FailureDialog(failures(50_000))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.table.scrollToBottom()
    dialog.table.grab()
    assert 0 < len(asked) < 200


def test_enter_closes_it_whatever_is_chosen(qtbot: QtBot) -> None:
    dialog = FailureDialog(failures(3))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.table.setFocus()
    dialog.table.selectRow(1)
    asked: list[Path] = []
    dialog.reveal_asked.connect(asked.append)
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert asked == []
