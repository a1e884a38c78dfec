"""The page on which suggestions of a label are accepted or rejected."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from photoapp.gui.language import tr, tr_n
from photoapp.gui.pages.messages import MessagePage
from photoapp.gui.review.many_photos import ManyPhotos
from photoapp.gui.review.one_photo import OnePhoto
from photoapp.gui.review.review_header import ReviewHeader

if TYPE_CHECKING:
    from photoapp.library.labels import Candidate

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_FORWARD = {Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_YES = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ReviewPage(QWidget):
    """Asks of one photo after the other whether a label is right, or of many at once.

    Signals:
        answered: ids of photos, and whether the label is right for them.
        other_chosen: ids of photos, and the id of the label that is right for them instead.
        went_to: another one of those waiting is to be shown; carries its place.
        left: the user goes back to the photos.
        chosen_changed: other photos are chosen: what commands are meant for.
        shown_changed: the page comes or goes; carries which.
        menu_asked: a menu of what is chosen is asked for, at a point of the screen.

    """

    answered = Signal(list, bool)
    other_chosen = Signal(list, int)
    went_to = Signal(int)
    left = Signal()
    chosen_changed = Signal()
    shown_changed = Signal(bool)
    menu_asked = Signal(QPoint)

    def __init__(self, one: OnePhoto, many: ManyPhotos, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = ReviewHeader(self)
        self.one, self.many = one, many
        self.message = MessagePage(self)
        self._waiting: Sequence[Candidate] = ()
        self._place = 0
        self._known = False
        self._lay_out()
        self._connect()

    @property
    def shows_many(self) -> bool:
        """Whether many photos are asked about at once."""
        return self.header.many.isChecked()

    @property
    def chosen(self) -> list[int]:
        """The photos that an answer is meant for."""
        if self._stage.currentWidget() is self.many:
            return self.many.grid.selected_photos()
        photo_id = self.one.photo_id
        return [] if photo_id is None or self._stage.currentWidget() is not self.one else [photo_id]

    def begin(self, name: str) -> None:
        """Ask about a label; which photos is told in a moment."""
        self.show_label(name)
        self.header.counts.setText("")
        self.one.answers.show_others(())
        self._known, self._waiting = False, ()
        self._show(keep_place=False)
        self.enter()

    def show_label(self, name: str) -> None:
        """Say which label is asked about."""
        self.header.show_label(name)
        self.many.show_label(name)

    def show_waiting(self, waiting: "Sequence[Candidate]", place: int) -> None:
        """Show those that wait for an answer, and of which one it is asked for now."""
        keep_place, self._known = self._known, True
        self._waiting, self._place = waiting, place
        self._show(keep_place)

    def show_many(self, on: bool) -> None:
        """Ask about many photos at once, or about one."""
        self.header.show_many(on)
        self._show(keep_place=False)
        self.enter()

    def answer(self, right: bool) -> None:
        """Say whether the label is right for what is chosen."""
        if chosen := self.chosen:
            self.answered.emit(chosen, right)

    def enter(self) -> None:
        """Take the keyboard."""
        if self._stage.currentWidget() is self.many:
            self.many.grid.enter()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something else here than in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            select_all = event.key() == Qt.Key.Key_A and event.modifiers() & _HELD
            if event.key() == Qt.Key.Key_Escape or select_all or self._other(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Tell that it comes."""
        super().showEvent(event)
        self.shown_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Tell that it goes."""
        super().hideEvent(event)
        self.shown_changed.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Answer, or go from photo to photo; all other keys are the window's."""
        one = self._stage.currentWidget() is self.one
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif (other := self._other(event)) is not None:
            self.other_chosen.emit(self.chosen, other)
        elif event.key() in _YES and one:
            self._enter_pressed()
        elif event.key() in _FORWARD and one:
            self.went_to.emit(self._place + 1)
        elif event.key() in _BACK and not self.shows_many:
            self.went_to.emit(self._place - 1)
        elif event.key() == Qt.Key.Key_Z and one:
            self.one.pane.canvas.toggle_actual()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for a menu of the photo."""
        if self.chosen:
            self.menu_asked.emit(event.globalPos())

    def _other(self, event: QKeyEvent) -> int | None:
        """Return which other label a key stands for, None where none is offered."""
        digit = event.key() - Qt.Key.Key_0
        if event.modifiers() & _HELD or self._stage.currentWidget() is not self.one:
            return None
        return self.one.answers.other_at(digit)

    def _enter_pressed(self) -> None:
        """Say yes; with the keyboard on a button, say what that says."""
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self.answer(right=True)

    def _show(self, keep_place: bool) -> None:
        if self.shows_many:
            self.many.show_waiting(self._waiting, keep_place=keep_place)
        else:
            self.one.show_waiting(self._waiting, self._place)
        self._choose_page()
        self.chosen_changed.emit()

    def _choose_page(self) -> None:
        keyboard = self.isVisible() and (self.hasFocus() or self.many.grid.hasFocus())
        page = self.many if self.shows_many else self.one
        if not self._known:
            self.message.show_text("", tr("Looking for photos to ask about…"))
            page = self.message
        elif not self._waiting or (self._place >= len(self._waiting) and not self.shows_many):
            self.message.show_text(tr("That is all for now"), self._rest())
            page = self.message
        if self._stage.currentWidget() is not page:
            self._stage.setCurrentWidget(page)
            if keyboard:
                self.enter()

    def _rest(self) -> str:
        if not self._waiting:
            return tr("No photo is left whose answer would teach anything.")
        return tr_n(
            "You have skipped 1 photo: the left arrow key goes back to it.",
            "You have skipped {n} photos: the left arrow key goes back to them.",
            len(self._waiting),
        )

    def _connect(self) -> None:
        self.header.back_asked.connect(self.left)
        self.header.many_asked.connect(self.show_many)
        self.one.answers.answered.connect(self.answer)
        self.one.answers.other_chosen.connect(
            lambda label_id: self.other_chosen.emit(self.chosen, label_id)
        )
        self.one.answers.passed_over.connect(lambda: self.went_to.emit(self._place + 1))
        self.one.strip.chosen.connect(self.went_to)
        self.many.answered.connect(self.answered)
        self.many.grid.context_menu.connect(self.menu_asked)
        self.many.grid.opened.connect(self._look_at)
        self.many.grid.selection_changed.connect(self.chosen_changed)

    def _look_at(self, row: int) -> None:
        """Ask about one of the many alone."""
        photo_id = self.many.grid.photos.photo_ids[row]
        place = [each.photo_id for each in self._waiting].index(photo_id)
        self.show_many(on=False)
        self.went_to.emit(place)

    def _lay_out(self) -> None:
        self._stage = QStackedWidget(self)
        for page in (self.message, self.one, self.many):
            self._stage.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stage, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Review of suggestions"))
