"""The field that words are typed into."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from photoapp.gui.icons import icon
from photoapp.gui.language import tr
from photoapp.gui.search_bar.suggestions import Suggestions

_DEBOUNCE_MILLISECONDS = 150


class SearchField(QLineEdit):
    """Tells what was typed once the typing pauses.

    Signals:
        searched: the text to search for; empty means all photos.
        finished: the text is finished (Enter).
        left: the user goes on to the photos (Enter, arrow down).
        backed: the user goes back from the beginning, to what stands before.
        suggestion_taken: one of the suggestions.

    """

    searched = Signal(str)
    finished = Signal()
    left = Signal()
    backed = Signal()
    suggestion_taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pause = QTimer(self, singleShot=True, interval=_DEBOUNCE_MILLISECONDS)
        self._pause.timeout.connect(self._tell)
        self._told = ""
        self.suggestions = Suggestions(self)
        self.suggestions.taken.connect(self.suggestion_taken)
        self.textChanged.connect(lambda _: self._pause.start())
        self.setPlaceholderText(tr("Search your photos, such as: sunset at the beach"))
        self.setAccessibleName(tr("Search photos"))
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # the bar around it knows pictures from words
        self.setMinimumHeight(34)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    def begin(self) -> None:
        """Take the keyboard, ready for new words."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_text(self, text: str) -> None:
        """Show a text that is known already: nothing is told of it."""
        if text != self.text():
            self.setText(text)
        self._pause.stop()
        self._told = text.strip()

    def event(self, event: QEvent) -> bool:
        """Keep keys that mean something here from the window's shortcuts."""
        kept = {Qt.Key.Key_Escape, Qt.Key.Key_Space}
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in kept:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go through the suggestions, clear on Esc, go on to the photos on Enter or down."""
        key = event.key()
        if self.suggestions.take_key(key):
            return
        if key == Qt.Key.Key_Escape:
            self.clear()
            self._tell()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.suggestions.hide()
            self._tell()
            if key != Qt.Key.Key_Down:
                self.finished.emit()
            self.left.emit()
        elif key in {Qt.Key.Key_Backspace, Qt.Key.Key_Left} and self._is_at_start():
            self.backed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Put the suggestions away."""
        self.suggestions.hide()
        super().focusOutEvent(event)

    def _is_at_start(self) -> bool:
        return self.cursorPosition() == 0 and not self.hasSelectedText()

    def _tell(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)
