"""How one photo is painted in the grid."""

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from photoapp.gui.grid.photo_model import PHOTO_ID_ROLE
from photoapp.gui.pictures.image_loader import ImageLoader

_MARGIN = 6
_RADIUS = 6.0
_RING = 3.0


class PhotoDelegate(QStyledItemDelegate):
    """Paints thumbnails fitted into cells, and something calm where there is none."""

    def __init__(self, thumbnails: ImageLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.cell = QSize(200, 164)
        self.offline: frozenset[int] = frozenset()

    def sizeHint(  # noqa: N802
        self,
        _option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return the size of a cell, the same for all."""
        return self.cell

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a photo; nothing is loaded here, only what is in memory is shown."""
        photo_id = index.data(PHOTO_ID_ROLE)
        cell = option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        _paint_state(painter, option, option.rect.adjusted(1, 1, -1, -1))
        picture = self._thumbnails.picture(photo_id)
        shown = cell
        if picture is not None:
            shown = fitted(picture, cell)
            painter.drawPixmap(shown, picture)
        else:
            _paint_placeholder(painter, option.palette, cell, self._thumbnails.failure(photo_id))
        if photo_id in self.offline:
            _paint_badge(painter, option.palette, shown, "offline")
        painter.restore()


def fitted(picture: QPixmap, cell: QRect) -> QRect:
    """Return where a picture lies in a cell: whole, centred, and never enlarged."""
    size = picture.size()
    if size.width() > cell.width() or size.height() > cell.height():
        size.scale(cell.size(), Qt.AspectRatioMode.KeepAspectRatio)
    size = size.expandedTo(QSize(1, 1))
    place = QRect(cell.topLeft(), size)
    place.moveCenter(cell.center())
    return place


def _paint_state(painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
    accent = option.palette.color(QPalette.ColorRole.Highlight)
    if option.state & QStyle.StateFlag.State_Selected:
        soft = QColor(accent)
        soft.setAlpha(60)
        painter.setPen(QPen(accent, _RING))
        painter.setBrush(soft)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(QPalette.ColorRole.AlternateBase))
    else:
        return
    inset = _RING / 2
    painter.drawRoundedRect(QRectF(area).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)


def _paint_badge(painter: QPainter, palette: QPalette, area: QRect, text: str) -> None:
    """Write a word on a plate in the lower right corner of an area."""
    width = painter.fontMetrics().horizontalAdvance(text) + 2 * _MARGIN
    plate = QRect(0, 0, width, painter.fontMetrics().height() + _MARGIN // 2)
    plate.moveBottomRight(area.bottomRight() - QPoint(_MARGIN // 2, _MARGIN // 2))
    ground = QColor(palette.color(QPalette.ColorRole.Window))
    ground.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(plate, _RADIUS / 2, _RADIUS / 2)
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _paint_placeholder(
    painter: QPainter, palette: QPalette, cell: QRect, failure: str | None
) -> None:
    ground = palette.color(QPalette.ColorRole.AlternateBase)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    inset = cell.height() // 12
    box = cell.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    if failure:
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        text = "This photo\ncan't be shown"
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
