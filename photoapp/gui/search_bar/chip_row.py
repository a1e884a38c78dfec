"""Chips in lines, to go through with the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoapp.gui.search_bar.chip import ChipWidget
from photoapp.gui.search_bar.chips import Chip
from photoapp.gui.search_bar.flow_layout import FlowLayout


class ChipRow(QWidget):
    """The chips of a query.

    Signals:
        removed: the chip that is to go.
        left: the keyboard goes back to where words are typed.

    """

    removed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.widgets: list[ChipWidget] = []
        self._chips: tuple[Chip, ...] = ()
        self._picture = QPixmap()
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show chips; the keyboard stays among them if it was there and any are left."""
        focused = next((n for n, chip in enumerate(self.widgets) if chip.hasFocus()), None)
        if tuple(chips) != self._chips:
            self._chips = tuple(chips)
            self._fill()
        self.setVisible(bool(chips))
        if focused is not None:
            self.enter(focused)

    def show_picture(self, picture: QPixmap) -> None:
        """Show the picture that photos are to resemble; it stays when other chips come and go."""
        self._picture = picture
        for chip, widget in zip(self._chips, self.widgets, strict=True):
            if chip.is_picture:
                widget.show_picture(picture)

    def enter(self, place: int = -1) -> None:
        """Take the keyboard, to the last chip or one that is counted from the left."""
        if not self.widgets:
            self.left.emit()
        elif place < len(self.widgets):
            self.widgets[place].setFocus()
        else:
            self.widgets[-1].setFocus()

    def _fill(self) -> None:
        for widget in self.widgets:
            self._flow.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.widgets = []
        for chip in self._chips:
            widget = ChipWidget(chip.text, chip.icon, chip.tip, self)
            widget.removed.connect(lambda chip=chip: self.removed.emit(chip))
            widget.moved.connect(lambda step, widget=widget: self._move(widget, step))
            self._flow.addWidget(widget)
            self.widgets.append(widget)
            widget.show()
        self.show_picture(self._picture)

    def _move(self, widget: ChipWidget, step: int) -> None:
        place = self.widgets.index(widget) + step
        if place >= len(self.widgets):
            self.left.emit()
        else:
            self.enter(max(0, place))
