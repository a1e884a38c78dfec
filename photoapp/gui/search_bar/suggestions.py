"""What could be meant, below the field while something is typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from photoapp.gui.icons import icon
from photoapp.gui.language import tr

if TYPE_CHECKING:
    from photoapp.library.browsing import Suggestion

_MOST = 10
_ICONS = {
    "history": "clock",
    "label": "label",
    "keyword": "tag",
    "place": "place",
    "camera": "camera",
    "album": "album",
    "folder": "folder",
    "year": "calendar",
    "date": "calendar",
}


class Suggestions(QFrame):
    """A list below a field, which keeps the keyboard and hands keys on.

    Signals:
        taken: the suggestion that was chosen.

    """

    taken = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(16, 16))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Suggestions"))
        self.list.itemClicked.connect(self._take)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.list)
        self.hide()

    def show_suggestions(self, suggestions: Sequence["Suggestion"]) -> None:
        """Show suggestions below the field, none of them chosen; without any, none is shown."""
        self.list.clear()
        for suggestion in suggestions[:_MOST]:
            item = QListWidgetItem(icon(_ICONS.get(suggestion.kind, "search")), suggestion.text)
            item.setData(Qt.ItemDataRole.UserRole, suggestion)
            item.setToolTip(suggestion.text)
            item.setSizeHint(QSize(1, self.fontMetrics().height() + 12))
            self.list.addItem(item)
        if suggestions and self._field.hasFocus():
            self._place()
            self.show()
            self.raise_()
        else:
            self.hide()

    def take_key(self, key: int) -> bool:
        """Act on a key that was pressed in the field; return whether it meant the list."""
        if self.isHidden():
            return False
        row = self.list.currentRow()
        if key == Qt.Key.Key_Escape:
            self.hide()
        elif key == Qt.Key.Key_Down:
            self.list.setCurrentRow(min(row + 1, self.list.count() - 1))
        elif key == Qt.Key.Key_Up:
            self.list.setCurrentRow(row - 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab} and row >= 0:
            self._take(self.list.item(row))
        else:
            return False
        return True

    def _take(self, item: QListWidgetItem) -> None:
        self.hide()
        self.taken.emit(item.data(Qt.ItemDataRole.UserRole))

    def _place(self) -> None:
        """Lie over the window, as wide as the field."""
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        height = self.list.count() * (self.fontMetrics().height() + 12) + 8
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + 2))
        height = min(height, max(60, window.height() - corner.y()))
        self.setGeometry(corner.x(), corner.y(), self._field.width(), height)
