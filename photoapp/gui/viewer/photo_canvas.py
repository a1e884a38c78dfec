"""The surface that a large photo is painted on."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

_TEXT_MARGIN = 40


class PhotoCanvas(QWidget):
    """Paints a picture fitted and centred, or a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self._preview = False
        self.text = ""
        self.setMinimumSize(200, 150)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    @property
    def shows_whole_photo(self) -> bool:
        """Whether the photo itself is shown, rather than its thumbnail or a sentence."""
        return self._picture is not None and not self._preview

    def show_picture(self, picture: QPixmap, preview: bool = False) -> None:
        """Show a picture; a ``preview`` is a small one that is enlarged until the photo comes."""
        self._picture, self._preview, self.text = picture, preview, ""
        self.setAccessibleDescription("")
        self.update()

    def show_text(self, text: str) -> None:
        """Show a sentence in place of a picture."""
        self._picture, self._preview, self.text = None, False, text
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint what is shown."""
        painter = QPainter(self)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self._place_of(self._picture), self._picture)
        elif self.text:
            area = self.rect().adjusted(_TEXT_MARGIN, 0, -_TEXT_MARGIN, 0)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, flags, self.text)
        painter.end()

    def _place_of(self, picture: QPixmap) -> QRect:
        size = picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(self.rect().topLeft(), size)
        place.moveCenter(self.rect().center())
        return place
