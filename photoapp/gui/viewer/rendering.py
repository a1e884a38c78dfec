"""Painting a part of a photo smoothly: at once where that is quick, else band by band."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from photoapp.gui.viewer.pyramid import Pyramid, part_of

# Scaling smoothly takes some 10 ms a megapixel here; up to these it is done in one go.
QUICK_PIXELS = 2_600_000
_BAND_PIXELS = 800_000


@dataclass(frozen=True)
class Drawing:
    """A photo at a place, both in device pixels of a canvas of a size."""

    pyramid: Pyramid
    place: QRectF
    size: QSize
    smooth: bool = True

    @property
    def pixels(self) -> int:
        """How many pixels of the canvas the photo covers."""
        seen = self.place.intersected(QRectF(QPointF(), self.size.toSizeF()))
        return round(seen.width() * seen.height())

    def draw(self, painter: QPainter, within: QRectF, smooth: bool) -> None:
        """Paint what of the photo lies within a part of the canvas."""
        target = self.place.intersected(within)
        level = self.pyramid.level(self.place.width())
        across, down = level.width() / self.place.width(), level.height() / self.place.height()
        source = QRectF(
            (target.left() - self.place.left()) * across,
            (target.top() - self.place.top()) * down,
            target.width() * across,
            target.height() * down,
        )
        # One pixel more around: those at the edge are mixed with their neighbours.
        needed = source.toAlignedRect().adjusted(-1, -1, 1, 1).intersected(level.rect())
        if needed.isEmpty() or target.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        source.translate(-needed.left(), -needed.top())
        painter.drawImage(target, part_of(level, needed), source)


class Rendering:
    """A drawing that is painted into an image, a band at each call of ``go_on``."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.image = QImage(drawing.size, QImage.Format.Format_RGB32)
        self.image.fill(0)
        self._top = 0

    @property
    def done(self) -> bool:
        """Whether all has been painted."""
        return self._top >= self.drawing.size.height()

    def go_on(self) -> None:
        """Paint the next band."""
        width, height = self.drawing.size.width(), self.drawing.size.height()
        rows = max(1, _BAND_PIXELS // max(1, width))
        painter = QPainter(self.image)
        band = QRectF(0, self._top, width, min(rows, height - self._top))
        self.drawing.draw(painter, band, self.drawing.smooth)
        painter.end()
        self._top += rows
