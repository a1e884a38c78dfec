"""Fields that keep what is written when they are left, and leave undo to the window else."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


class LineField(QLineEdit):
    """A line of text; Enter and leaving it keep it, Esc forgets what was written.

    Signals:
        kept: another text than the one that was shown.

    """

    kept = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._shown = ""
        self.editingFinished.connect(self.keep)

    def show_text(self, text: str, *, force: bool = False) -> None:
        """Show a text, unless another one is just being written."""
        if force or not (self.hasFocus() and self.text() != self._shown):
            self._shown = text
            self.setText(text)

    def keep(self) -> None:
        """Tell what was written, if anything was."""
        text = " ".join(self.text().split())
        if text != self._shown:
            self._shown = text
            self.setText(text)  # and nothing of it is left to be taken back here
            self.kept.emit(text)

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window where there is nothing to take back here; keep Esc."""
        return override(self, event, self.isUndoAvailable(), self.isRedoAvailable()) or (
            super().event(event)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Forget what is written with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
        else:
            super().keyPressEvent(event)


class LinesField(QPlainTextEdit):
    """Texts, one a line; leaving it and Ctrl+Enter keep them, Esc forgets what was written.

    Signals:
        kept: other lines than those that were shown, without empty ones.

    """

    kept = Signal(list)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._shown: tuple[str, ...] = ()

    def show_lines(self, lines: tuple[str, ...], *, force: bool = False) -> None:
        """Show lines, unless others are just being written."""
        if force or not (self.hasFocus() and self.lines() != self._shown):
            if lines != self.lines():
                self.setPlainText("\n".join(lines))
            self._shown = lines

    def lines(self) -> tuple[str, ...]:
        """Return what is written, without empty lines."""
        lines = (" ".join(line.split()) for line in self.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def keep(self) -> None:
        """Tell what was written, if anything was."""
        if (lines := self.lines()) != self._shown:
            self._shown = lines
            self.kept.emit(list(lines))

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window where there is nothing to take back here; keep Esc."""
        document = self.document()
        back, again = document.isUndoAvailable(), document.isRedoAvailable()
        return override(self, event, back, again) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keep what is written with Ctrl+Enter, forget it with Esc."""
        if _says_done(event):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape and self.lines() != self._shown:
            self.setPlainText("\n".join(self._shown))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Keep what is written, unless only a menu came up."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()


def override(field: QWidget, event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Say who gets a key that is also a shortcut of the window; False to let Qt decide."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() == Qt.Key.Key_Escape or _says_done(event):
        event.accept()
        return True
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    if not (can_undo or can_redo) and (event.matches(undo) or event.matches(redo)):
        event.ignore()
        return True
    return False


def _says_done(event: QKeyEvent) -> bool:
    """Whether a key says that all is written: Ctrl+Enter."""
    enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
