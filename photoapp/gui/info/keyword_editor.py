"""The keywords of photos: chips to remove, and a field to add more."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QVBoxLayout, QWidget

from photoapp.gui.info.describing import origin_text
from photoapp.gui.info.shared import SharedKeyword
from photoapp.gui.language import tr, tr_n
from photoapp.gui.search_bar.chip import ChipWidget
from photoapp.gui.search_bar.flow_layout import FlowLayout

# A library's photos have thousands together; of so many the most frequent are shown.
_MOST = 30


class _Field(QLineEdit):
    """Leaves undo to the window where it has nothing to take back itself."""

    def event(self, event: QEvent) -> bool:
        """Keep keys from the window's shortcuts as any field does, but for that."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            idle = not (self.isUndoAvailable() or self.isRedoAvailable())
            if idle and (event.matches(undo) or event.matches(redo)):
                event.ignore()
                return True
        return super().event(event)


class KeywordEditor(QWidget):
    """Shows keywords, and lets them be added and removed; of very many the first.

    Signals:
        added: the words to add.
        removed: the word to remove.
        chosen: a word whose photos are to be shown.
        left: the keyboard may go back to the photos (Esc).

    """

    added = Signal(list)
    removed = Signal(str)
    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[ChipWidget] = []
        self.field = _Field(self)
        self._known = QStringListModel(self)
        self._shown: tuple[object, ...] = ()
        self._plates = QWidget(self)
        self._flow = FlowLayout(self._plates)
        self.more = QLabel(self)
        self._lay_out()
        self.field.returnPressed.connect(self._enter)
        # Queued: the completer writes the word into the field after it has told of it.
        self.field.completer().activated.connect(
            lambda _: self._add(), Qt.ConnectionType.QueuedConnection
        )

    def show_keywords(self, keywords: Sequence[SharedKeyword], photos: int) -> None:
        """Show the keywords of so many photos."""
        shown = (*keywords, photos)
        if shown == self._shown:
            return
        self._shown = shown
        focused = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), None)
        self._fill(keywords[:_MOST], photos)
        self._show_more(len(keywords) - _MOST)
        if focused is not None:
            (self.chips[min(focused, len(self.chips) - 1)] if self.chips else self.field).setFocus()

    def show_known(self, words: Sequence[str]) -> None:
        """Complete what is typed by these words."""
        if list(words) != self._known.stringList():
            self._known.setStringList(list(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Forget what is typed with Esc, and go."""
        if event.key() == Qt.Key.Key_Escape:
            self.field.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        offered = self.field.completer().popup()
        if not (offered.isVisible() and offered.currentIndex().isValid()):  # else it is taken
            self._add()

    def _add(self) -> None:
        words = [word.strip() for word in self.field.text().split(",")]
        self.field.setText("")  # and nothing of it is left to be taken back here
        if found := [word for word in words if word]:
            self.added.emit(found)

    def _fill(self, keywords: Sequence[SharedKeyword], photos: int) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._plates.hide()  # else all would be laid out anew for each
        self.chips = [self._chip(keyword, photos) for keyword in keywords]
        for chip in self.chips:
            self._flow.addWidget(chip)
        self._plates.setVisible(bool(self.chips))
        self._plates.updateGeometry()

    def _show_more(self, left: int) -> None:
        self.more.setText(tr_n(" And 1 more.", " And {n} more.", left).strip())
        self.more.setVisible(left > 0)

    def _chip(self, keyword: SharedKeyword, photos: int) -> ChipWidget:
        text, word = keyword.word, keyword.word
        tip = tr("Added by you") if keyword.by_person else tr("The photo's file says so")
        if keyword.keyword is not None:
            tip = origin_text(keyword.keyword)
        if keyword.photos < photos:
            text = tr("{word} ({photos})", word=word, photos=keyword.photos)
            tip += "\n" + tr_n(
                "1 of the photos has it", "{n} of the photos have it", keyword.photos
            )
        chip = ChipWidget(text, "", f"{word}\n{tip}", self._plates)
        chip.removed.connect(lambda: self.removed.emit(word))
        chip.chosen.connect(lambda: self.chosen.emit(word))
        chip.moved.connect(lambda step: self._move(chip, step))
        return chip

    def _move(self, chip: ChipWidget, step: int) -> None:
        place = self.chips.index(chip) + step
        if place >= len(self.chips):
            self.field.setFocus()
        else:
            self.chips[max(0, place)].setFocus()

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(tr("Add a keyword"))
        self.field.setAccessibleName(tr("Add a keyword"))
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._plates)
        column.addWidget(self.more)
        column.addWidget(self.field)
        self.more.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.more.hide()
        self._plates.hide()
