"""What is shown where there are no photos to show."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

_TEXT_WIDTH = 460


class MessagePage(QWidget):
    """One sentence in the middle, and a headline if there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = _label(self, 1.5)
        self.text = _label(self, 1.0)
        self.text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(12)
        self.column.addStretch(2)
        for widget in (self.headline, self.text):
            self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(3)

    def show_text(self, headline: str, text: str = "") -> None:
        """Show a headline and a sentence."""
        for label, shown in ((self.headline, headline), (self.text, text)):
            label.setText(shown)
            label.setVisible(bool(shown))
            label.setMinimumHeight(max(0, label.heightForWidth(_TEXT_WIDTH)))


def _label(parent: QWidget, scale: float) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setFixedWidth(_TEXT_WIDTH)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    label.setFont(font)
    return label
