"""One fact in the information panel: an icon, and a text that wraps."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from photoapp.gui.icons import icon, tinted
from photoapp.gui.language import tr

_ICON = 16


class FactLine(QWidget):
    """Shows a fact, and hides where there is none."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_ICON + 1)
        self._icon = icon_name
        self._name = name
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(_ICON + 8, self._text_top(), 0, 0)
        row.addWidget(self.text)

    def show_text(self, text: str, tip: str = "") -> None:
        """Show a fact; an empty text hides the line."""
        self.text.setText(text)
        self.text.setAccessibleName(f"{self._name}: {text}")
        self.setToolTip(tip or self._name)
        self.setVisible(bool(text))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the icon beside the first line."""
        color = self.palette().color(QPalette.ColorRole.PlaceholderText)
        top = max(0, (self.fontMetrics().height() - _ICON) // 2)
        picture = tinted(self._icon, _ICON, color, self.devicePixelRatioF())
        QPainter(self).drawPixmap(QPoint(0, top), picture)

    def _text_top(self) -> int:
        return max(0, (_ICON - self.fontMetrics().height()) // 2)


class FileLine(QWidget):
    """One of a photo's files: its name, its folder below, and a click that shows it.

    Signals:
        pressed: the file is to be shown in the file manager.

    """

    pressed = Signal()

    def __init__(
        self, name: str, folder: str, offline: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._texts = (name, folder)
        self.setToolTip(tr("{file}\nClick to show it in the file manager", file=f"{folder}/{name}"))
        self.button = QToolButton(self)
        self.button.setIcon(icon("offline" if offline else "open-with"))
        self.button.setAutoRaise(True)
        self.button.setAccessibleName(tr("Show {file} in the file manager", file=name))
        if offline:
            self.button.setEnabled(False)
            self.setToolTip(tr("{file}\nThe drive it lies on is missing", file=f"{folder}/{name}"))
        self.button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.button)
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 4)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint name and folder, the middle left out where there is no room."""
        painter = QPainter(self)
        metrics, width = self.fontMetrics(), self.button.x() - 8
        roles = (QPalette.ColorRole.WindowText, QPalette.ColorRole.PlaceholderText)
        for line, (text, role) in enumerate(zip(self._texts, roles, strict=True)):
            painter.setPen(self.palette().color(role))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)
            painter.drawText(0, metrics.ascent() + line * metrics.lineSpacing() + 2, shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the press, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show the file."""
        if event.button() == Qt.MouseButton.LeftButton and self.button.isEnabled():
            self.pressed.emit()


def breakable(text: str) -> str:
    """Return a text that may be broken after each mark: names of files are long."""
    for mark in "_-./":
        text = text.replace(mark, f"{mark}\u200b")
    return text
