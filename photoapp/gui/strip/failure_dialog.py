"""The files that could not be indexed, and why."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.labels.quiet_header import QuietHeader
from photoapp.gui.language import tr
from photoapp.gui.strip.failure_model import FILE, WHEN, WHY, FailureModel

if TYPE_CHECKING:
    from photoapp.catalog import Failure


class FailureDialog(QDialog):
    """Lists files that failed. The photos themselves are untouched.

    Signals:
        reveal_asked: the user wants to see a file in the file manager; carries its path.

    """

    reveal_asked = Signal(Path)

    def __init__(self, failures: "Sequence[Failure]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Files that could not be indexed"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(880, 460)
        self._failures = list(failures)
        self.table = _table(self._failures, self)
        self.reveal = QPushButton(tr("Show in the File Manager"), self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self.reveal, QDialogButtonBox.ButtonRole.ActionRole)
        self.reveal.setAutoDefault(False)  # Enter is to close it
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        buttons.rejected.connect(self.close)
        self.reveal.clicked.connect(self._reveal)
        self.table.selectionModel().selectionChanged.connect(self._allow_reveal)
        self._allow_reveal()
        text = QLabel(tr("These are tried again once the files change."), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for widget in (text, self.table, buttons):
            column.addWidget(widget)

    def _allow_reveal(self) -> None:
        self.reveal.setEnabled(self.table.selectionModel().hasSelection())

    def _reveal(self) -> None:
        self.reveal_asked.emit(Path(self._failures[self.table.currentIndex().row()].path))


def _table(failures: "Sequence[Failure]", parent: QWidget) -> QTableView:
    table = QTableView(parent)
    table.setModel(FailureModel(failures, table))
    table.setAccessibleName(tr("Files that failed"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.setHorizontalHeader(QuietHeader(table, numbers=False))
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setColumnWidth(FILE, 220)
    table.setColumnWidth(WHEN, 150)
    table.horizontalHeader().setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
    return table
