"""A rubber band drawn with the mouse around photos; at the edges it scrolls."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QAbstractScrollArea

_TICK_MILLISECONDS = 16
# The further out the pointer is, the quicker: a fraction of its distance each tick.
_SPEED = 0.35
_EDGE = 24


class RubberBand(QObject):
    """A rectangle from where it began, which scrolls along, to where the pointer is.

    ``kept`` are rows that were selected before and remain so. ``stretched`` is called whenever
    the rectangle has changed.
    """

    def __init__(self, area: QAbstractScrollArea, stretched: Callable[[], None]) -> None:
        super().__init__(area)
        self._area = area
        self._stretched = stretched
        self._from: QPoint | None = None
        self._pointer = QPoint()
        self.kept: Sequence[range] = ()
        self._scrolling = QTimer(self, interval=_TICK_MILLISECONDS)
        self._scrolling.timeout.connect(self._scroll)

    @property
    def is_drawn(self) -> bool:
        """Whether there is one just now."""
        return self._from is not None

    @property
    def place(self) -> QRect:
        """The rectangle, on all that there is to scroll through."""
        return QRect(self._from or QPoint(), self._pointer + self._offset()).normalized()

    def begin(self, at: QPoint, kept: Sequence[range]) -> None:
        """Draw a band from a point on all that there is to scroll through."""
        self._from, self.kept = at, kept
        self._scrolling.start()

    def stretch(self, pointer: QPoint) -> None:
        """Stretch it to a point of the viewport, or outside."""
        self._pointer = pointer
        self._area.viewport().update()
        self._stretched()

    def end(self) -> None:
        """Remove it."""
        self._from = None
        self._scrolling.stop()
        self._area.viewport().update()

    def paint(self, painter: QPainter, palette: QPalette) -> None:
        """Paint it, if there is one."""
        if self._from is None:
            return
        accent = palette.color(QPalette.ColorRole.Highlight)
        soft = QColor(accent)
        soft.setAlpha(50)
        painter.setPen(accent)
        painter.setBrush(soft)
        painter.drawRect(self.place.translated(-self._offset()))

    def _offset(self) -> QPoint:
        return QPoint(0, self._area.verticalScrollBar().value())

    def _scroll(self) -> None:
        height, y = self._area.viewport().height(), self._pointer.y()
        outside = min(0, y - _EDGE) + max(0, y - height + _EDGE)
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(outside * _SPEED))
        if bar.value() != before:
            self.stretch(self._pointer)
