"""Names of columns, without lines between them."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QWidget

PADDING = 8


class QuietHeader(QHeaderView):
    """A header over columns of which the first is text; ``numbers`` stand at the right."""

    def __init__(self, parent: QWidget | None = None, *, numbers: bool) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._numbers = numbers
        self.setStretchLastSection(False)
        self.setSectionsMovable(False)
        self.setSectionsClickable(False)
        self.viewport().setBackgroundRole(QPalette.ColorRole.NoRole)
        self.viewport().setAutoFillBackground(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Write a column's name."""
        painter.save()
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        at_right = self._numbers and section
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        name = self.model().headerData(section, self.orientation())
        place = rect.adjusted(PADDING // 2, 0, -PADDING, 0)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for a line of text, with air."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + PADDING)
