"""What the model would tag a photo with, apart from what it is tagged with."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from photoapp.gui.info.heading import heading
from photoapp.gui.info.suggestion_plate import SuggestionPlate
from photoapp.gui.language import tr, tr_n
from photoapp.gui.search_bar.flow_layout import FlowLayout

if TYPE_CHECKING:
    from photoapp.catalog import Suggestion

_MOST = 12


class SuggestedLabels(QWidget):
    """Shows suggestions, the likeliest first, to be accepted or rejected; hidden without any.

    Signals:
        accepted: the id of a label that the photo is to be tagged with.
        rejected: the id of one that it is not to be tagged with.

    """

    accepted = Signal(int)
    rejected = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plates: list[SuggestionPlate] = []
        self.more = QLabel(self)
        self._shown: tuple[object, ...] = ()
        self._field = QWidget(self)
        self._flow = FlowLayout(self._field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (heading(tr("Suggested labels"), self), self._field, self.more):
            column.addWidget(widget)
        self.more.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.hide()

    def show_suggestions(self, suggestions: "Sequence[Suggestion]") -> None:
        """Show what is suggested; the keyboard goes to the next one where it had one."""
        if tuple(suggestions) == self._shown:
            return
        self._shown = tuple(suggestions)
        focused = self._focused()
        self._empty()
        self.plates = [self._plate(suggestion) for suggestion in suggestions[:_MOST]]
        for plate in self.plates:
            self._flow.addWidget(plate)
            plate.show()
        left = len(suggestions) - len(self.plates)
        self.more.setText(tr_n(" And 1 more.", " And {n} more.", left).strip())
        self.more.setVisible(left > 0)
        self._field.updateGeometry()
        self.setVisible(bool(self.plates))
        if focused is not None and self.plates:
            row, says_yes = focused
            plate = self.plates[min(row, len(self.plates) - 1)]
            (plate.yes if says_yes else plate.no).setFocus()

    def _focused(self) -> tuple[int, bool] | None:
        """Return which plate has the keyboard, and whether at its yes."""
        for row, plate in enumerate(self.plates):
            if plate.yes.hasFocus() or plate.no.hasFocus():
                return row, plate.yes.hasFocus()
        return None

    def _empty(self) -> None:
        for plate in self.plates:
            self._flow.removeWidget(plate)
            plate.hide()
            plate.deleteLater()

    def _plate(self, suggestion: "Suggestion") -> SuggestionPlate:
        plate = SuggestionPlate(suggestion, self._field)
        plate.accepted.connect(partial(self.accepted.emit, suggestion.label_id))
        plate.rejected.connect(partial(self.rejected.emit, suggestion.label_id))
        return plate
