"""A small line of how a figure goes from epoch to epoch."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

_LINES = 6  # how many lines of text it is high
_WIDTH = 180
_DOT = 3.0
_FAINT = 90


class Curve(QWidget):
    """Draws values over epochs; of several parts the last stands out.

    Args:
        name: what the values are.
        say: a value as people read it.

    """

    def __init__(
        self, name: str, say: Callable[[float], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._say = name, say
        self._parts: dict[int, list[tuple[int, float]]] = {}
        self._epochs = 1
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def values(self) -> Sequence[tuple[int, float]]:
        """The epochs and values of the last part."""
        return self._parts[max(self._parts)] if self._parts else ()

    def clear(self) -> None:
        """Begin anew."""
        self._parts.clear()
        self.setAccessibleDescription("")
        self.update()

    def add(self, part: int, epoch: int, epochs: int, value: float) -> None:
        """Go on to an epoch, or give it another value."""
        points = self._parts.setdefault(part, [])
        if points and points[-1][0] >= epoch:
            points[:] = [point for point in points if point[0] < epoch]
        points.append((epoch, value))
        self._epochs = max(epochs, 1)
        self.setAccessibleDescription(self._say(value))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for a name and the line below it."""
        return QSize(_WIDTH, _LINES * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return room enough to read name and value."""
        return QSize(_WIDTH // 2, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint name, last value and lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_texts(painter)
        plot = self._plot()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        faint = QColor(accent)
        faint.setAlpha(_FAINT)
        for part in sorted(self._parts):
            last = part == max(self._parts)
            self._paint_line(painter, self._parts[part], accent if last else faint)

    def _paint_texts(self, painter: QPainter) -> None:
        line = QRectF(0, 0, self.width(), self.fontMetrics().height())
        value = self._say(self.values[-1][1]) if self.values else ""
        room = self.width() - self.fontMetrics().horizontalAdvance(value) - 8
        name = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, value)

    def _paint_line(
        self, painter: QPainter, points: Sequence[tuple[int, float]], color: QColor
    ) -> None:
        places = [self._place(*point) for point in points]
        painter.setPen(QPen(color, 2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(places[0])
        for _, place in pairwise(places):
            path.lineTo(place)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(places[-1], _DOT, _DOT)

    def _plot(self) -> QRectF:
        top = self.fontMetrics().height() + 8
        return QRectF(_DOT, top, self.width() - 2 * _DOT, self.height() - top - _DOT)

    def _place(self, epoch: int, value: float) -> QPointF:
        values = [point[1] for points in self._parts.values() for point in points]
        least, most = min(values), max(values)
        plot = self._plot()
        across = epoch / self._epochs
        high = (value - least) / (most - least) if most > least else 0.5
        return QPointF(
            plot.left() + across * plot.width(),
            plot.bottom() - _DOT - high * (plot.height() - 2 * _DOT),
        )
