"""The window's small drawings, in the colours of the present palette."""

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer

# As photos' colour labels have them; they are the labels themselves, so no palette changes them.
_LABEL_COLORS = {
    "red": "#d64541",
    "yellow": "#d9a514",
    "green": "#3f9e4d",
    "blue": "#3b7dd8",
    "purple": "#8e5bc0",
}


def icon(name: str) -> QIcon:
    """Return a drawing of ``resources/icons``; it follows the palette from light to dark.

    Raises:
        FileNotFoundError: there is none of this name.

    """
    _drawing(name)
    return QIcon(_Tinted(name))


def tinted(name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
    """Return a drawing in a colour, ``size`` wide and high; ``ratio`` device pixels to a pixel."""
    key = f"icon {name} {size} {color.rgba()} {ratio}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = _rendered(name, size, color, ratio)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def label_color(name: str) -> QColor:
    """Return the colour of a colour label ("red"); transparent for "none"."""
    return QColor(_LABEL_COLORS.get(name, Qt.GlobalColor.transparent))


def dot_icon(name: str) -> QIcon:
    """Return the dot of a colour label."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        pixmap = QPixmap(QSize(16, 16) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(label_color(name))
        painter.drawEllipse(QRectF(2, 2, 12, 12))
        painter.end()
        made.addPixmap(pixmap)
    return made


_copies: list[QIconEngine] = []


class _Tinted(QIconEngine):
    """Paints a drawing in the palette's text colour of the moment."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        # Qt owns the copy, but Python would drop it when this returns.
        _copies.append(_Tinted(self._name))
        return _copies[-1]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        size = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatioF()
        pixmap = tinted(self._name, size, _color(mode), ratio)
        corner = rect.topLeft() + QPoint((rect.width() - size) // 2, (rect.height() - size) // 2)
        painter.drawPixmap(corner, pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # noqa: N802
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        return tinted(self._name, min(size.width(), size.height()), _color(mode), scale)


def _color(mode: QIcon.Mode) -> QColor:
    palette = QGuiApplication.palette()
    if mode == QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    if mode == QIcon.Mode.Selected:
        return palette.color(QPalette.ColorRole.HighlightedText)
    return palette.color(QPalette.ColorRole.ButtonText)


def _rendered(name: str, size: int, color: QColor, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(1, 1) * max(1, round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    area = QRectF(0, 0, size, size)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_drawing(name))).render(painter, area)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(area, color)
    painter.end()
    return pixmap


@cache
def _drawing(name: str) -> bytes:
    return (files("resources") / "icons" / f"{name}.svg").read_bytes()
