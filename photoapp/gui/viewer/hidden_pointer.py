"""The mouse pointer, out of the way while nobody moves it."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

_MILLISECONDS = 2000


class HiddenPointer(QObject):
    """Hides the pointer over a widget a moment after it was moved last."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._hides = False
        self._timer = QTimer(self, singleShot=True, interval=_MILLISECONDS)
        self._timer.timeout.connect(lambda: widget.setCursor(Qt.CursorShape.BlankCursor))

    def hide(self, on: bool) -> None:
        """Hide the pointer from now on, or never."""
        self._hides = on
        self.moved()

    def moved(self) -> None:
        """Show the pointer: it was moved."""
        self._widget.unsetCursor()
        if self._hides:
            self._timer.start()
        else:
            self._timer.stop()
