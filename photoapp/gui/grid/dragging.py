"""Photos on their way to somewhere else: to an album, or out of the window."""

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDrag, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from photoapp.gui.language import number

PHOTOS_MIME = "application/x-photoapp-photos"

# The paths of photos' files, as far as they are known without asking for them.
KnownPaths = Callable[[Sequence[int]], Sequence[str]]

_EDGE = 112
_SHIFT = 6
_STACK = 3


def photos_data(photo_ids: Sequence[int], paths: Sequence[str]) -> QMimeData:
    """Return what is dragged: ids for photoapp, and files for other programs if any are known."""
    data = QMimeData()
    data.setData(PHOTOS_MIME, json.dumps(list(photo_ids)).encode())
    if paths:
        data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def dragged_photos(data: QMimeData) -> list[int]:
    """Return the ids of the photos that are dragged; empty if something else is."""
    return list(json.loads(data.data(PHOTOS_MIME).data() or "[]"))


def drag_photos(
    source: QWidget, photo_ids: Sequence[int], pictures: Sequence[QPixmap], paths: Sequence[str]
) -> None:
    """Drag photos until they are dropped. Their files are only ever copied."""
    drag = QDrag(source)
    drag.setMimeData(photos_data(photo_ids, paths))
    stack = stack_pixmap(pictures[:_STACK], len(photo_ids), source)
    drag.setPixmap(stack)
    drag.setHotSpot(QPoint(_EDGE // 2, _EDGE // 2))
    drag.exec(Qt.DropAction.CopyAction)


def stack_pixmap(pictures: Sequence[QPixmap], count: int, widget: QWidget) -> QPixmap:
    """Return a little stack of photos, with how many there are."""
    ratio = widget.devicePixelRatioF()
    stack = QPixmap(QSize(1, 1) * round((_EDGE + 2 * _SHIFT * _STACK) * ratio))
    stack.setDevicePixelRatio(ratio)
    stack.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stack)
    painter.setRenderHints(
        QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
    )
    for depth in reversed(range(len(pictures))):
        _paint_picture(painter, pictures[depth], depth * _SHIFT)
    if count > 1:
        _paint_count(painter, number(count), widget.palette())
    painter.end()
    return stack


def _paint_picture(painter: QPainter, picture: QPixmap, shift: int) -> None:
    size = picture.size().scaled(_EDGE, _EDGE, Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(QPoint(0, 0), size)
    place.moveCenter(QPoint(_EDGE // 2 + shift, _EDGE // 2 + shift))
    painter.drawPixmap(place, picture)
    painter.setPen(QColor(255, 255, 255, 200))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_count(painter: QPainter, text: str, palette: QPalette) -> None:
    metrics = painter.fontMetrics()
    plate = QRect(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 6)
    plate.moveCenter(QPoint(_EDGE // 2, _EDGE // 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
    painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
