"""Bars that stand for numbers of photos, and lead to those photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from photoapp.gui.language import number, tr, tr_n

if TYPE_CHECKING:
    from photoapp.catalog import PhotoFilter

_LEAST_BAR = 80
_MOST_NAME = 170
_GAP = 8
_RADIUS = 3.0


@dataclass(frozen=True)
class Amount:
    """How many photos meet a filter; ``text`` is in the user's language."""

    text: str
    photos: int
    filter: "PhotoFilter"


class Bar(QAbstractButton):
    """A name, a bar as long as its share of the longest one, and the number."""

    def __init__(
        self, amount: Amount, most: int, name_width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._amount, self._most, self._name_width = amount, most, name_width
        photos = tr_n("1 photo", "{n} photos", amount.photos)
        self.setAccessibleName(f"{amount.text}: {photos}")
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for a line of text."""
        return QSize(self._name_width + 2 * _LEAST_BAR, self.fontMetrics().height() + _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint name, bar and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            self._paint_ground(painter)
        self._paint_texts(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(self._bar(), _RADIUS, _RADIUS)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        ground = QColor(self.palette().color(QPalette.ColorRole.Text))
        ground.setAlpha(24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)

    def _paint_texts(self, painter: QPainter) -> None:
        name = QRect(_GAP, 0, self._name_width, self.height())
        elided = Qt.TextElideMode.ElideRight
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        text = self.fontMetrics().elidedText(self._amount.text, elided, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        place = self._bar().toAlignedRect()
        count = QRect(place.right() + _GAP, 0, self.width() - place.right() - _GAP, self.height())
        painter.drawText(count, Qt.AlignmentFlag.AlignVCenter, number(self._amount.photos))

    def _bar(self) -> QRectF:
        widest = self.fontMetrics().horizontalAdvance(number(self._most))
        left = self._name_width + 3 * _GAP
        room = max(1, self.width() - left - widest - 2 * _GAP)
        length = max(2.0, room * self._amount.photos / max(1, self._most))
        height = self.fontMetrics().height() * 0.6
        return QRectF(left, (self.height() - height) / 2, length, height)


class BarList(QWidget):
    """Bars under a heading; a sentence where there are none.

    Signals:
        chosen: a bar was clicked; carries its ``PhotoFilter``.

    """

    chosen = Signal(object)

    def __init__(self, heading: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: list[Bar] = []
        self._amounts: list[Amount] = []
        self._nothing = QLabel(nothing, self)
        self._nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._nothing.setWordWrap(True)
        title = QLabel(heading, self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        for widget in (title, self._nothing):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setAccessibleName(heading)

    def show_amounts(self, amounts: Sequence[Amount]) -> None:
        """Show these, the bars in proportion to the largest; the keyboard stays where it is."""
        if list(amounts) == self._amounts:
            return
        self._amounts = list(amounts)
        focused = next((n for n, bar in enumerate(self.bars) if bar.hasFocus()), None)
        for bar in self.bars:
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        most = max((amount.photos for amount in amounts), default=0)
        widths = [self.fontMetrics().horizontalAdvance(amount.text) + 1 for amount in amounts]
        name_width = min(max(widths, default=0), _MOST_NAME)
        self.bars = [Bar(amount, most, name_width, self) for amount in amounts]
        for place, (bar, amount) in enumerate(zip(self.bars, amounts, strict=True)):
            bar.clicked.connect(lambda _=False, chosen=amount.filter: self.chosen.emit(chosen))
            self._column.insertWidget(2 + place, bar)
            bar.show()
        if focused is not None and self.bars:
            self.bars[min(focused, len(self.bars) - 1)].setFocus()
        self._nothing.setVisible(not amounts)


def unknown() -> str:
    """Return what stands for a date, place or camera that is not known."""
    return tr("Unknown")
