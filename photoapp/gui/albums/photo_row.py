"""A few photos side by side, to see at a glance what an album would hold."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoapp.gui.language import tr_n
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader

_CELL = QSize(124, 93)
_GAP = 4
_MOST = 12
_ROUNDING = 4


class PhotoRow(QWidget):
    """Paints as many photos as there is room for, chosen evenly from all.

    Args:
        thumbnails: loads what the page says that it wants.
        photo_ids: all photos, in their order.

    """

    def __init__(
        self, thumbnails: ThumbnailLoader, photo_ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails, self._all = thumbnails, photo_ids
        self.setFixedHeight(_CELL.height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr_n("1 photo", "{n} photos", len(photo_ids)))
        thumbnails.changed.connect(self._show)

    @property
    def _room(self) -> int:
        return min(max(1, (self.width() + _GAP) // (_CELL.width() + _GAP)), _MOST)

    @property
    def photo_ids(self) -> list[int]:
        """The photos that there is room for."""
        count = min(self._room, len(self._all))
        return [self._all[place * len(self._all) // count] for place in range(count)]

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for four photos."""
        return QSize(4 * _CELL.width() + 3 * _GAP, _CELL.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the photos, or where they are going to be."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        for photo_id, cell in zip(self.photo_ids, self._cells(), strict=True):
            picture = self._thumbnails.picture(photo_id)
            if picture is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.palette().alternateBase())
                painter.drawRoundedRect(cell, _ROUNDING, _ROUNDING)
            else:
                painter.drawPixmap(cell, picture, _middle(picture, cell.size()))

    def _cells(self) -> list[QRect]:
        """Return where the photos are: all across the row, or as wide as one may be."""
        count = len(self.photo_ids)
        most = (self.width() + _GAP) / max(count, 1)
        step = most if count == self._room else min(most, _CELL.width() + _GAP)
        edges = [round(place * step) for place in range(count + 1)]
        return [QRect(a, 0, b - a - _GAP, _CELL.height()) for a, b in pairwise(edges)]

    def _show(self, photo_id: int) -> None:
        if photo_id in self.photo_ids:
            self.update()


def _middle(picture: QPixmap, shape: QSize) -> QRect:
    """Return the largest part in the middle of a picture that has a shape, in its own pixels."""
    part = shape.scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, part.width(), part.height())
    place.moveCenter(picture.rect().center())
    return place
