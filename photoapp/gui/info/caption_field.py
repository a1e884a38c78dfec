"""The field for a caption: what is being written in it is nobody else's to change."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from photoapp.gui.language import tr

_LEAST_LINES = 2
_MOST_LINES = 8
_FRAME = 10
_SLACK = 6  # lines break a little earlier than they are measured


class CaptionField(QPlainTextEdit):
    """Shows a caption, and keeps what is written when it is left or with Ctrl+Enter.

    Signals:
        changed: the ids of photos, and their new caption.
        left: the keyboard may go back to the photos (Ctrl+Enter, Esc).

    """

    changed = Signal(list, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[int] = []
        self._shown = ""
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Caption"))
        self.textChanged.connect(self._fit)
        self._fit()

    def show_caption(self, photo_ids: Sequence[int], caption: str | None) -> None:
        """Show the caption of photos, None where they differ.

        What is being written for the same photos stays; what was written for others is kept first.
        """
        ids = list(photo_ids)
        if ids == self._ids and self._is_edited():
            return
        self.keep()
        self._ids, text = ids, caption or ""
        mixed = caption is None
        self.setPlaceholderText(tr("Captions differ") if mixed else tr("Add a caption"))
        if text != self._shown or text != self.toPlainText():
            self._shown = text
            self.setPlainText(text)

    def keep(self) -> None:
        """Tell what was written, if anything was."""
        if self._ids and self._is_edited():
            self._shown = self.toPlainText()
            self.changed.emit(self._ids, self._shown.strip())

    def event(self, event: QEvent) -> bool:
        """Keep Esc and Ctrl+Enter from the window, where they mean something else."""
        if event.type() == QEvent.Type.ShortcutOverride and (
            event.key() == Qt.Key.Key_Escape or _keeps(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keep what is written with Ctrl+Enter, forget it with Esc."""
        if _keeps(event):
            self.keep()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._shown)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap anew, and be as high as that needs."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Keep what is written, unless only a menu came up."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def _is_edited(self) -> bool:
        return self.toPlainText() != self._shown

    def _fit(self) -> None:
        """Be as high as the text, within bounds."""
        margin = 2 * round(self.document().documentMargin())
        area = QRect(0, 0, max(1, self.viewport().width() - margin - _SLACK), 1 << 20)
        wrapped = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        line = self.fontMetrics().lineSpacing()
        height = self.fontMetrics().boundingRect(area, wrapped, self.toPlainText()).height()
        lines = min(_MOST_LINES, max(_LEAST_LINES, -(-height // line)))
        policy = Qt.ScrollBarPolicy
        too_long = height > lines * line
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if too_long else policy.ScrollBarAlwaysOff
        )
        around = self.height() - self.viewport().height() if self.isVisible() else _FRAME
        self.setFixedHeight(lines * line + margin + max(around, 0) + 2)


def _keeps(event: QKeyEvent) -> bool:
    """Whether a key says that all is written."""
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
