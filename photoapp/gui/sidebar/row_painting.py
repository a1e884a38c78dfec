"""How a line of the sidebar is painted: mark, arrow, icon, name, and the count at its right."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen

from photoapp.gui.icons import label_color, tinted
from photoapp.gui.language import number
from photoapp.gui.sidebar.node import Node
from photoapp.gui.sidebar.sidebar_model import count_text

ICON = 16
_GAP = 6
_MARGIN = 6
_RADIUS = 5.0


@dataclass(frozen=True)
class RowState:
    """How a line stands: ``open`` is None where there is nothing below."""

    depth: int = 0
    asked: bool = False
    focused: bool = False
    hovered: bool = False
    target: bool = False
    open: bool | None = None


def text_left(area: QRect, depth: int, node: Node) -> int:
    """Return where a node's name begins in its row."""
    arrow = area.left() + _MARGIN + depth * ICON
    return arrow + ICON + (ICON + _GAP if node.icon else _GAP // 2)


def arrow_area(area: QRect, depth: int) -> QRect:
    """Return where the arrow is that opens a row; it can be hit anywhere at the left."""
    return QRect(area.left(), area.top(), _MARGIN + (depth + 1) * ICON, area.height())


def paint_row(
    painter: QPainter, palette: QPalette, area: QRect, node: Node, state: RowState
) -> None:
    """Paint a node into its row."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, palette, area, state)
    quiet = palette.color(QPalette.ColorRole.PlaceholderText)
    loud = palette.color(QPalette.ColorRole.WindowText)
    left = area.left() + _MARGIN + state.depth * ICON
    if state.open is not None:
        _paint_icon(
            painter, "chevron-down" if state.open else "chevron", left, area, quiet, size=12
        )
    if node.icon:
        _paint_icon(
            painter, node.icon, left + ICON, area, loud if state.asked else quiet, size=ICON
        )
    painter.setFont(_font(painter.font(), node, state))
    right = area.right() - _MARGIN
    right -= _paint_count(painter, quiet, area.adjusted(0, 0, -_MARGIN, 0), count_text(node))
    # What is hidden below waits for an answer, too.
    if suggested := node.suggested + (node.suggested_below if state.open is False else 0):
        right -= _paint_suggested(
            painter,
            quiet,
            QRect(area).adjusted(0, 0, right - area.right(), 0),
            number(suggested),
        )
    start = text_left(area, state.depth, node)
    space = QRect(start, area.top(), right - start, area.height())
    painter.setPen(quiet if node.kind == "heading" else loud)
    shown = painter.fontMetrics().elidedText(node.text, Qt.TextElideMode.ElideRight, space.width())
    painter.drawText(space, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def _font(font: QFont, node: Node, state: RowState) -> QFont:
    made = QFont(font)
    if node.kind == "heading":
        made.setPointSizeF(font.pointSizeF() * 0.92)
    if node.kind == "heading" or state.asked:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def _paint_ground(painter: QPainter, palette: QPalette, area: QRect, state: RowState) -> None:
    inside = QRectF(area).adjusted(2.5, 0.5, -2.5, -0.5)
    accent = palette.color(QPalette.ColorRole.Highlight)
    soft = QColor(accent)
    soft.setAlpha(60 if state.asked else 30)
    painter.setPen(accent if state.focused or state.target else Qt.PenStyle.NoPen)
    if state.asked or state.target:
        painter.setBrush(soft)
    elif state.hovered:
        painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
    elif not state.focused:
        return
    painter.drawRoundedRect(inside, _RADIUS, _RADIUS)


def _paint_icon(
    painter: QPainter, name: str, left: int, area: QRect, color: QColor, *, size: int
) -> None:
    corner = QPoint(left + (ICON - size) // 2, area.center().y() - size // 2 + 1)
    if name.startswith("dot "):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(label_color(name.removeprefix("dot ")))
        painter.drawEllipse(QRect(corner, QRect(0, 0, size, size).size()).adjusted(3, 3, -3, -3))
        return
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(corner, tinted(name, size, color, ratio))


def _paint_count(painter: QPainter, color: QColor, area: QRect, text: str) -> int:
    """Write a count at the right, and return how much room it takes."""
    if not text:
        return 0
    painter.setPen(color)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
    return painter.fontMetrics().horizontalAdvance(text) + _GAP


def _paint_suggested(painter: QPainter, color: QColor, area: QRect, text: str) -> int:
    """Write how many are suggested into a dashed frame, as none of it is certain."""
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(text) + 2 * _GAP, metrics.height()
    frame = QRectF(area.right() - width, area.center().y() - height / 2 + 0.5, width, height)
    faint = QColor(color)
    faint.setAlpha(150)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faint, 1, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
    painter.setPen(color)
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
    return width + _GAP
