"""How often a label is right, against how sure it was: its reliability diagram."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoapp.gui.language import number, tr, tr_n

if TYPE_CHECKING:
    from photoapp.library.labels import Reliability

_LINES = 8  # how many lines of text the plot is wide and high
_LEAST_DOT, _MOST_DOT = 2.5, 7.0
_MANY = 20  # decisions of the largest dot


class ReliabilityDiagram(QWidget):
    """Dots for answers to about the same chance; where they lie on the diagonal all is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[tuple[float, float, int], ...] = ()
        self._threshold: float | None = None
        self.setAccessibleName(tr("Reliability"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_reliability(self, reliability: "Reliability") -> None:
        """Show how sure a label was and how often right."""
        self._points, self._threshold = reliability.points, reliability.threshold
        text = "\n".join(_point_text(*point) for point in self._points)
        text = text or tr("Nothing reviewed to compare yet.")
        self.setAccessibleDescription(text)
        explained = tr("Each dot: photos reviewed. On the line the chances are right.")
        self.setToolTip(f"{explained}\n{text}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a square, with room for a line of text below and at the left."""
        line = self.fontMetrics().height()
        return QSize(1, 1) * (_LINES * line + line + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint axes, diagonal, threshold and dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot()
        self._paint_frame(painter, plot)
        self._paint_names(painter, plot)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        ring = self.palette().color(QPalette.ColorRole.Base)
        for chance, right, decisions in self._points:
            painter.setPen(QPen(ring, 1))
            painter.setBrush(accent)
            size = _LEAST_DOT + (_MOST_DOT - _LEAST_DOT) * min(1.0, decisions / _MANY) ** 0.5
            painter.drawEllipse(_place(plot, chance, right), size, size)
        painter.end()

    def _plot(self) -> QRectF:
        line = self.fontMetrics().height()
        return QRectF(line + 4, _MOST_DOT, self.width() - line - 4 - _MOST_DOT,
                      self.height() - line - 4 - _MOST_DOT)  # fmt: skip

    def _paint_frame(self, painter: QPainter, plot: QRectF) -> None:
        palette = self.palette()
        painter.fillRect(plot, palette.color(QPalette.ColorRole.Base))
        if self._threshold is not None:  # what is suggested lies at the right of it
            wash = QColor(palette.color(QPalette.ColorRole.Highlight))
            wash.setAlpha(28)
            side = QRectF(_place(plot, self._threshold, 1.0), plot.bottomRight())
            painter.fillRect(side, wash)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(plot)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Dark), 1, Qt.PenStyle.DashLine))
        painter.drawLine(plot.bottomLeft(), plot.topRight())

    def _paint_names(self, painter: QPainter, plot: QRectF) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        line = self.fontMetrics().height()
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(plot.left(), plot.bottom() + 2, plot.width(), line), middle,
                         tr("how sure"))  # fmt: skip
        painter.save()
        painter.translate(0, plot.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, plot.height(), line), middle, tr("how often right"))
        painter.restore()


def _place(plot: QRectF, chance: float, right: float) -> QPointF:
    return QPointF(plot.left() + chance * plot.width(), plot.bottom() - right * plot.height())


def _point_text(chance: float, right: float, decisions: int) -> str:
    """Return what a dot says."""
    return tr_n(
        "{sure} % sure: {right} % right, of 1 photo",
        "{sure} % sure: {right} % right, of {n} photos",
        decisions,
        sure=number(round(100 * chance)),
        right=number(round(100 * right)),
    )
