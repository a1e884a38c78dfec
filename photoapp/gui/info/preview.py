"""A small picture of the photo that is selected."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

_MOST_HEIGHT = 200
_LEAST_HEIGHT = 60


class Preview(QWidget):
    """Shows a picture, whole, as wide as the panel or as high as is seemly."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a picture; None shows an even ground until there is one."""
        self._picture = picture or QPixmap()
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return what the picture needs, within bounds."""
        if self._picture.isNull():
            return _MOST_HEIGHT * 3 // 4
        size = self._picture.size()
        return max(_LEAST_HEIGHT, min(_MOST_HEIGHT, width * size.height() // max(1, size.width())))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the usual size."""
        return QSize(_MOST_HEIGHT, self.heightForWidth(max(1, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the picture in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
            return
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(self.rect().topLeft(), size)
        place.moveCenter(self.rect().center())
        painter.drawPixmap(place, self._picture)
