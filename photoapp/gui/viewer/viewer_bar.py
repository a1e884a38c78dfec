"""The line above a large photo."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from photoapp.gui.language import number, tr, tr_n
from photoapp.gui.viewer.buttons import tool_button
from photoapp.gui.viewer.marks import Marks

if TYPE_CHECKING:
    from photoapp.library.browsing import Card


class ViewerBar(QWidget):
    """Name, marks and place of the photo, and buttons.

    Signals:
        back_asked, previous_asked, next_asked, actual_asked, slideshow_asked: a button was pressed.

    """

    back_asked = Signal()
    previous_asked = Signal()
    next_asked = Signal()
    actual_asked = Signal()
    slideshow_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLabel(self)
        self.marks = Marks(self)
        self.place = QLabel(self)
        self.zoom = QToolButton(self)
        self._lay_out()

    def show_card(self, card: "Card | None") -> None:
        """Show a photo's name and marks."""
        self.name.setText(_remarked(card) if card else "")
        self.marks.show_card(card)

    def show_place(self, row: int, count: int) -> None:
        """Show which of how many photos it is."""
        self.place.setText(tr("{n} of {count}", n=number(row + 1), count=number(count)))
        self._offer(row > 0, row + 1 < count)
        self._show.setEnabled(True)

    def show_compared(self, count: int) -> None:
        """Show how many photos are compared."""
        self.place.setText(tr_n("{n} photo compared", "{n} photos compared", count))
        self._offer(before=False, after=False)
        self._show.setEnabled(False)

    def show_zoom(self, percent: int | None, fitted: bool) -> None:
        """Show how large the photo's pixels are."""
        text = tr("{n} %", n=number(percent)) if percent is not None else ""
        self.zoom.setText(text or tr("Fitted"))
        self.zoom.setEnabled(percent is not None)
        kind = tr("whole photo") if fitted else tr("part of the photo")
        self.zoom.setAccessibleName(tr("Zoom: {zoom}, {kind}", zoom=self.zoom.text(), kind=kind))

    def _offer(self, before: bool, after: bool) -> None:
        self._previous.setEnabled(before)
        self._next.setEnabled(after)

    def _lay_out(self) -> None:
        back = tool_button(self, "back", tr("Back to the photos"), self.back_asked.emit)
        self._previous = tool_button(
            self, "chevron-left", tr("Previous photo"), self.previous_asked.emit
        )
        self._next = tool_button(self, "chevron", tr("Next photo"), self.next_asked.emit)
        self._show = tool_button(self, "play", tr("Slideshow"), self.slideshow_asked.emit)
        self._dress_zoom()
        self.lock = tool_button(self, "lock", tr("Keep the zoom from photo to photo (L)"))
        self.lock.setCheckable(True)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setAccessibleName(tr("File name"))
        self.name.setMinimumWidth(1)  # a long name must not widen the window
        self.place.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(back)
        line.addWidget(self.name)
        line.addWidget(self.marks)
        line.addStretch(1)
        for widget in (self.zoom, self.lock, self.place, self._previous, self._next, self._show):
            line.addWidget(widget)

    def _dress_zoom(self) -> None:
        self.zoom.setAutoRaise(True)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.zoom.setToolTip(tr("The whole photo, or its own pixels (Z)"))
        self.zoom.setMinimumWidth(self.zoom.fontMetrics().horizontalAdvance("1.600 %") + 16)
        self.zoom.clicked.connect(self.actual_asked)


def _remarked(card: "Card") -> str:
    remarks = [tr("damaged")] * card.damaged + [tr("offline")] * card.offline
    return f"{card.name} ({', '.join(remarks)})" if remarks else card.name
