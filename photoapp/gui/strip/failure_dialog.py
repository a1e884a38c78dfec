"""The files that could not be indexed, and why."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photoapp.events import FileFailed


class FailureDialog(QDialog):
    """Lists files that failed. The photos themselves are untouched."""

    def __init__(self, failures: Sequence[FileFailed], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Files that could not be indexed")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 420)
        self.table = _table(failures, self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        text = QLabel("These are tried again once the files change.", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for widget in (text, self.table, buttons):
            column.addWidget(widget)


def _table(failures: Sequence[FileFailed], parent: QWidget) -> QTableWidget:
    table = QTableWidget(len(failures), 2, parent)
    table.setHorizontalHeaderLabels(["File", "Why"])
    table.setAccessibleName("Files that failed")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    for row, failure in enumerate(failures):
        for column, text in enumerate((PurePath(failure.path).name, failure.reason)):
            item = QTableWidgetItem(text.encode(errors="replace").decode())
            item.setToolTip(failure.path.encode(errors="replace").decode())
            table.setItem(row, column, item)
    table.setColumnWidth(0, 240)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table
