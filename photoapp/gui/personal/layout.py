"""What all parts of the page are laid out with."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


class Section(QWidget):
    """A heading with something below it."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = text(heading, bold=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(self.heading)
        self.setAccessibleName(heading)


def text(shown: str = "", *, quiet: bool = False, bold: bool = False, scale: float = 1.0) -> QLabel:
    """Return a label for sentences, which is as high as they need."""
    label = QLabel(shown)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    font = label.font()
    font.setBold(bold)
    font.setPointSizeF(font.pointSizeF() * scale)
    label.setFont(font)
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def show_text(label: QLabel, shown: str) -> None:
    """Show a sentence, or no line at all where there is none."""
    label.setText(shown)
    label.setVisible(bool(shown))
