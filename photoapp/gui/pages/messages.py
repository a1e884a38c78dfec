"""What is shown where there are no photos to show."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

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
            line = QHBoxLayout()  # in the middle, and narrower where there is less room
            line.addStretch(1)
            line.addWidget(widget, _TEXT_WIDTH)
            line.addStretch(1)
            self.column.addLayout(line)
        self.column.addStretch(3)

    def show_text(self, headline: str, text: str = "") -> None:
        """Show a headline and a sentence."""
        for label, shown in ((self.headline, headline), (self.text, text)):
            label.setText(shown)
            label.setVisible(bool(shown))


def _label(parent: QWidget, scale: float) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMaximumWidth(_TEXT_WIDTH)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    label.setFont(font)
    return label
