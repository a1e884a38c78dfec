"""Two bars for each figure: before, and after."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoapp.gui.language import tr
from photoapp.gui.personal.facts import Measure
from photoapp.gui.personal.texts import measure_text, percent

_GAP = 12
_RADIUS = 2.0
_LEAST_BAR = 100
_MOST_BAR = 420


class BeforeAfter(QWidget):
    """Shares of photos, each as it was and as it is now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measures: tuple[Measure, ...] = ()
        self.setAccessibleName(tr("Before and after"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show these, one below the other."""
        self._measures = tuple(measures)
        self.setAccessibleDescription("\n".join(_said(measure) for measure in measures))
        self.setVisible(bool(measures))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for a legend and two lines a figure."""
        width = self._name_width() + 3 * _GAP + _LEAST_BAR + self._number_width()
        return QSize(width, self._line() + len(self._measures) * self._block())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return room for short bars."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the legend, then names, bars and numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        for place, measure in enumerate(self._measures):
            self._paint_measure(painter, measure, self._line() + place * self._block() + _GAP / 2)

    def _paint_legend(self, painter: QPainter) -> None:
        left, line = float(self._name_width() + _GAP), self._line()
        edge = self.fontMetrics().ascent() * 0.7
        for text, role in _SIDES:
            box = QRectF(left, (line - edge) / 2, edge, edge)
            self._paint_bar(painter, box, role)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            shown = _side_text(text)
            width = self.fontMetrics().horizontalAdvance(shown) + 1
            place = QRectF(box.right() + 6, 0, width, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
            left = place.right() + 2 * _GAP

    def _paint_measure(self, painter: QPainter, measure: Measure, top: float) -> None:
        line, left = self._line(), self._name_width() + _GAP
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        elided = self.fontMetrics().elidedText(
            measure_text(measure), Qt.TextElideMode.ElideRight, self._name_width()
        )
        name = QRectF(0, top, self._name_width(), 2 * line)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, elided)
        room = min(self.width() - left - _GAP - self._number_width(), _MOST_BAR)
        for place, (side, role) in enumerate(_SIDES):
            share = measure.after if side == "after" else measure.before
            high = line * 0.62
            length = max(2.0, room * min(max(share, 0.0), 1.0))
            bar = QRectF(left, top + place * line + (line - high) / 2, length, high)
            self._paint_bar(painter, bar, role)
            text = QPalette.ColorRole.WindowText if place else QPalette.ColorRole.PlaceholderText
            painter.setPen(self.palette().color(text))
            number = QRectF(bar.right() + 8, top + place * line, self._number_width(), line)
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, tr("{n} %", n=percent(share)))

    def _paint_bar(self, painter: QPainter, place: QRectF, role: QPalette.ColorRole) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(role))
        painter.drawRoundedRect(place, _RADIUS, _RADIUS)

    def _line(self) -> int:
        return self.fontMetrics().height()

    def _block(self) -> int:
        return 2 * self._line() + _GAP

    def _name_width(self) -> int:
        widths = (self.fontMetrics().horizontalAdvance(measure_text(m)) for m in self._measures)
        return min(max(widths, default=0) + 1, 220)

    def _number_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(tr("{n} %", n="100")) + 8


_SIDES = (("before", QPalette.ColorRole.Dark), ("after", QPalette.ColorRole.Highlight))


def _side_text(side: str) -> str:
    return tr("After") if side == "after" else tr("Before")


def _said(measure: Measure) -> str:
    return tr(
        "{what}: {before} % before, {after} % after",
        what=measure_text(measure),
        before=percent(measure.before),
        after=percent(measure.after),
    )
