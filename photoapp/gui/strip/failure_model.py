"""The files that could not be indexed as a table, of which only what is in sight is asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from photoapp.gui.language import tr

if TYPE_CHECKING:
    from photoapp.catalog import Failure

FILE, WHY, WHEN = range(3)
_NO_PARENT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class FailureModel(QAbstractTableModel):
    """A row for each failure: the file's name, the reason, and when; all else is in the tip."""

    def __init__(self, failures: "Sequence[Failure]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.failures = failures
        self._headings = (tr("File"), tr("Why"), tr("When"))

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802
        """Return how many files failed."""
        return 0 if parent.isValid() else len(self.failures)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802
        """Return how much is said of each."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return what a column says."""
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headings[section] if wanted else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a text, or the tip of a row."""
        failure = self.failures[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _readable(_text(failure, index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return _readable(f"{failure.path}\n{failure.reason}")
        return None


def _text(failure: "Failure", column: int) -> str:
    if column == WHEN:
        moment = QDateTime.fromSecsSinceEpoch(int(failure.failed_at))
        return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
    return Path(failure.path).name if column == FILE else failure.reason


def _readable(text: str) -> str:
    """Return a text that Qt takes, though a file's name may not be UTF-8."""
    return text.encode(errors="replace").decode()
