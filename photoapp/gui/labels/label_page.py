"""The page of labels: all of them at the left, the chosen one beside them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.labels.label_detail import LabelDetail
from photoapp.gui.labels.label_tree import LabelTree
from photoapp.gui.labels.starting_page import StartingPage, starter_text, starters_in_order
from photoapp.gui.language import tr
from photoapp.gui.viewer.shown_photos import Thumbnails

if TYPE_CHECKING:
    from photoapp.library.labels import LabelCard

_TREE_WIDTH, _DETAIL_WIDTH = 320, 560
_LEAST_TREE = 36  # characters


class LabelPage(QWidget):
    """Shows labels, or how to come by some.

    Signals:
        chosen: another label is shown; carries its id.
        new_asked, import_asked, export_asked: what the buttons say.
        starter_asked: a list that comes along is to be looked at; carries its name.
        left: the user goes back to the photos (Esc).

    """

    chosen = Signal(int)
    new_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    starter_asked = Signal(str)
    left = Signal()

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[LabelCard, ...] = ()
        self.tree = LabelTree(self)
        self.detail = LabelDetail(thumbnails, self)
        self.starting = StartingPage(self)
        self.working = QLabel(tr("Tagging…"), self)
        self.new = QPushButton(tr("&New Label…"), self)
        self.bring = QPushButton(tr("I&mport"), self)
        self.export = QPushButton(tr("E&xport…"), self)
        self._starters = QMenu(self)
        self._below = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.offer(())

    @property
    def cards(self) -> "tuple[LabelCard, ...]":
        """The labels that are shown."""
        return self._cards

    def card(self, label_id: int | None) -> "LabelCard | None":
        """Return what is shown of a label, None if it is not there."""
        return next((card for card in self._cards if card.label.id == label_id), None)

    def show_cards(self, cards: "Sequence[LabelCard]") -> None:
        """Show these labels."""
        self._cards = tuple(cards)
        self._below.setCurrentWidget(self._split if cards else self.starting)
        self.export.setEnabled(bool(cards))
        if not cards or self.card(self.detail.label_id) is None:
            self.detail.forget()
        self.tree.show_cards(cards)
        if (card := self.card(self.tree.label_id)) is not None:
            self.detail.show_card(card, self._cards)

    def offer(self, starters: Sequence[str]) -> None:
        """Offer lists that come along, by their names."""
        starters = starters_in_order(starters)
        self.starting.offer(starters)
        self._starters.clear()
        self._starters.addAction(tr("From a &File…"), self.import_asked.emit)
        self._starters.addSeparator()
        for name in starters:
            text = starter_text(name).replace("&", "&&")
            self._starters.addAction(text, lambda name=name: self.starter_asked.emit(name))

    def show_working(self, works: bool) -> None:
        """Say that suggestions are being made anew, or no more."""
        self.working.setVisible(works)

    def begin(self) -> None:
        """Put the keyboard where one begins."""
        if self._cards:
            self.tree.setFocus()
        else:
            (self.starting.starters or [self.starting.new])[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, label_id: int) -> None:
        if (card := self.card(label_id)) is not None:
            self.detail.show_card(card, self._cards)
            self.chosen.emit(label_id)

    def _connect(self) -> None:
        self.tree.chosen.connect(self._choose)
        self.starting.new_asked.connect(self.new_asked)
        self.starting.starter_asked.connect(self.starter_asked)
        self.new.clicked.connect(lambda _=False: self.new_asked.emit())
        self.export.clicked.connect(lambda _=False: self.export_asked.emit())

    def _lay_out(self) -> None:
        headline = QLabel(tr("Labels"), self)
        font = headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        headline.setFont(font)
        self.working.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.working.setMinimumWidth(1)
        self.working.hide()
        self.bring.setMenu(self._starters)
        above = QHBoxLayout()
        above.setContentsMargins(24, 16, 24, 8)
        above.setSpacing(8)
        above.addWidget(headline)
        above.addSpacing(8)
        above.addWidget(self.working)
        above.addStretch(1)
        for button in (self.new, self.bring, self.export):
            button.setAutoDefault(False)
            above.addWidget(button)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        left = QWidget(self)
        margins = QVBoxLayout(left)
        margins.setContentsMargins(20, 8, 8, 16)
        margins.addWidget(self.tree)
        left.setMinimumWidth(_LEAST_TREE * self.fontMetrics().averageCharWidth())
        for part in (left, self.detail):
            self._split.addWidget(part)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(1, 1)
        self._split.setHandleWidth(1)
        self._split.setSizes([_TREE_WIDTH, _DETAIL_WIDTH])
        for page in (QWidget(self), self._split, self.starting):  # nothing, until it is asked
            self._below.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._below, 1)
        self.setAccessibleName(tr("Labels"))
