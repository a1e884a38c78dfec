"""What was seen before, vanishing slowly over what is shown next."""

from PySide6.QtCore import QVariantAnimation
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget


class Fade(QVariantAnimation):
    """Keeps a picture of a widget until it has vanished."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, startValue=1.0, endValue=0.0)
        self._widget = widget
        self._before = QPixmap()
        self.valueChanged.connect(lambda _: widget.update())
        self.finished.connect(self._end)

    def begin(self, milliseconds: int) -> None:
        """Let what is seen now vanish."""
        self._before = self._widget.grab()
        self.setDuration(milliseconds)
        self.start()

    def paint(self, painter: QPainter) -> None:
        """Paint what is still to be seen of it."""
        if not self._before.isNull():
            painter.setOpacity(self.currentValue())
            painter.drawPixmap(0, 0, self._before)

    def _end(self) -> None:
        self._before = QPixmap()
        self._widget.update()
