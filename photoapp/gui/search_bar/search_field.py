"""The field that words are typed into."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_DEBOUNCE_MILLISECONDS = 150


class SearchField(QLineEdit):
    """Tells what was typed once the typing pauses.

    Signals:
        searched: the text to search for; empty means all photos.
        left: the user goes on to the photos (Enter, arrow down).

    """

    searched = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pause = QTimer(self, singleShot=True, interval=_DEBOUNCE_MILLISECONDS)
        self._pause.timeout.connect(self._tell)
        self._told = ""
        self.textChanged.connect(lambda _: self._pause.start())
        self.setPlaceholderText("Search your photos, such as: sunset at the beach")
        self.setAccessibleName("Search photos")
        self.setClearButtonEnabled(True)
        self.setMinimumHeight(34)
        self.setTextMargins(6, 0, 6, 0)

    def begin(self) -> None:
        """Take the keyboard, ready for new words."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Clear on Esc; go on to the photos on Enter or arrow down."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._tell()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)
