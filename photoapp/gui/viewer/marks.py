"""What people said of a photo, in a line: its stars, flag and colour."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoapp.gui.icons import label_color, tinted
from photoapp.gui.language import tr, tr_n

if TYPE_CHECKING:
    from photoapp.library.browsing import Card

_GAP = 4


class Marks(QWidget):
    """Shows the marks of one photo, and nothing where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Rating, flag and colour"))
        self.hide()

    def show_card(self, card: "Card | None") -> None:
        """Show the marks of a photo; none while they are not known."""
        self._card = card
        self.setAccessibleDescription(sentence(card) if card else "")
        self.setToolTip(sentence(card) if card else "")
        self.setVisible(bool(card and _drawn(card)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for what is drawn."""
        edge, count = self._edge(), len(_drawn(self._card)) if self._card else 0
        return QSize(max(1, count * (edge + _GAP) - _GAP), edge)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw stars, flag and colour."""
        if self._card is None:
            return
        painter, edge, left = QPainter(self), self._edge(), 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self.palette().color(QPalette.ColorRole.WindowText)
        for name in _drawn(self._card):
            if name == "color":
                _paint_dot(painter, QRectF(left, 0, edge, edge), label_color(self._card.color))
            else:
                pixmap = tinted(name, edge, text, self.devicePixelRatioF())
                painter.drawPixmap(QPoint(left, 0), pixmap)
            left += edge + _GAP
        painter.end()

    def _edge(self) -> int:
        return self.fontMetrics().height()


def sentence(card: "Card") -> str:
    """Return a photo's marks in words."""
    said = []
    if card.rating:
        said.append(tr_n("{n} star", "{n} stars", card.rating))
    if card.flag != "none":
        said.append(tr("Picked") if card.flag == "pick" else tr("Rejected"))
    if card.color != "none":
        said.append(_color_names()[card.color])
    return ", ".join(said)


def _color_names() -> dict[str, str]:
    return {
        "red": tr("Red"),
        "yellow": tr("Yellow"),
        "green": tr("Green"),
        "blue": tr("Blue"),
        "purple": tr("Purple"),
    }


def _drawn(card: "Card") -> list[str]:
    flag = [] if card.flag == "none" else [f"flag-{card.flag}"]
    color = [] if card.color == "none" else ["color"]
    return ["star-filled"] * card.rating + flag + color


def _paint_dot(painter: QPainter, area: QRectF, color: QColor) -> None:
    inset = area.width() / 5
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))
