"""What is written over a large photo: its name, when it was taken, its marks; and remarks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from photoapp.gui.language import tr
from photoapp.gui.viewer.darkness import GROUND
from photoapp.gui.viewer.marks import Marks

if TYPE_CHECKING:
    from photoapp.library.browsing import Card

_RADIUS = 6.0
_MARGIN = 12
_MOST_WIDTH = 560
_OPACITY = 200


class Plate(QWidget):
    """A dark, rounded ground for words over a photo. The mouse goes through it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 8, 12, 8)
        self.column.setSpacing(4)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground."""
        painter, ground = QPainter(self), QColor(GROUND)
        ground.setAlpha(_OPACITY)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.contentsRect(), _RADIUS, _RADIUS)
        painter.end()

    def line(self, name: str) -> QLabel:
        """Add a line of text, and return it; ``name`` is its accessible name."""
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAccessibleName(name)
        self.column.addWidget(label)
        return label


class InfoOverlay(Plate):
    """Name, time and marks of the photo that is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self.line(tr("File name"))
        self.taken = self.line(tr("Taken"))
        self.taken.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.marks = Marks(self)
        self.column.addWidget(self.marks)
        self.taken.hide()

    def show_card(self, card: "Card | None") -> None:
        """Show a photo's name and marks."""
        self.name.setText(card.name if card else "")
        self.marks.show_card(card)

    def show_taken(self, text: str) -> None:
        """Show when the photo was taken."""
        self.taken.setText(text)
        self.taken.setVisible(bool(text))


class Remark(Plate):
    """A sentence about the picture, where there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = self.line(tr("Remark"))
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def show_text(self, text: str) -> None:
        """Say something, or nothing."""
        self.text.setText(text)
        wanted = self.text.fontMetrics().horizontalAdvance(text) + 4
        self.text.setMinimumWidth(min(_MOST_WIDTH, wanted))
        self.setVisible(bool(text))
