"""Photos that a label is asked of, many at once: what is selected is answered together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.icons import icon
from photoapp.gui.language import tr, tr_n
from photoapp.gui.search_bar.flow_layout import FlowLayout
from photoapp.gui.settings.asking import Ask, ask

if TYPE_CHECKING:
    from photoapp.library.labels import Candidate

_MOST_WIDTH = 640  # a share of the line


class ManyPhotos(QWidget):
    """A grid of those waiting, the likeliest first.

    Args:
        grid: shows photos.
        confirm: asks before all of them are accepted.

    Signals:
        answered: ids of photos, and whether the label is right for them.

    """

    answered = Signal(list, bool)

    def __init__(
        self, grid: PhotoGrid, parent: QWidget | None = None, *, confirm: Ask = ask
    ) -> None:
        super().__init__(parent)
        self.grid, self._confirm = grid, confirm
        self.no, self.yes, self.all = QPushButton(self), QPushButton(self), QPushButton(self)
        self._name = ""
        self._suggested: list[int] = []
        self._lay_out()
        self.grid.selection_changed.connect(self._offer)
        self.no.clicked.connect(lambda _checked=False: self.answer(right=False))
        self.yes.clicked.connect(lambda _checked=False: self.answer(right=True))
        self.all.clicked.connect(lambda _checked=False: self._ask_all())
        self._offer()

    def show_label(self, name: str) -> None:
        """Ask about a label."""
        self._name = name

    def show_waiting(self, waiting: "Sequence[Candidate]", *, keep_place: bool) -> None:
        """Show those waiting; those that are not suggested stand last, below a heading.

        With ``keep_place`` those that are shown keep their order, whatever their chances are by
        now: photos must not change places under the mouse.
        """
        from photoapp.library.browsing import Found  # noqa: PLC0415 - there is a library by now
        from photoapp.search import Query  # noqa: PLC0415

        shown = self.grid.photos.photo_ids if keep_place else ()
        rank = {photo_id: row for row, photo_id in enumerate(shown)}
        ordered = sorted(
            waiting,
            key=lambda c: (not c.suggested, rank.get(c.photo_id, len(rank)), -c.chance),
        )
        ids, chances = [c.photo_id for c in ordered], tuple(c.chance for c in ordered)
        self._suggested = [c.photo_id for c in ordered if c.suggested]
        # Where none is suggested all are to be seen well.
        likely = len(self._suggested) or len(ids)
        found = Found(Query(), tuple(ids), chances, likely=likely)
        self.grid.show_found(found, keep_place=keep_place)
        self._offer()

    def answer(self, right: bool) -> None:
        """Say whether the label is right for the selected photos."""
        if chosen := self.grid.selected_photos():
            self.answered.emit(chosen, right)

    def _ask_all(self) -> None:
        ids = list(self._suggested)
        text = tr_n(
            "Is the label “{label}” right for this photo?",
            "Is the label “{label}” right for all {n} photos that are suggested here?",
            len(ids),
            label=self._name,
        )
        accept = tr_n("Accept 1 photo", "Accept {n} photos", len(ids))
        self._confirm(self, text, accept, lambda: self.answered.emit(ids, True))

    def _offer(self) -> None:
        chosen, suggested = self.grid.selected_count, len(self._suggested)
        for button in (self.no, self.yes):
            button.setEnabled(chosen > 0)
        self.yes.setText(tr_n("Accept 1 photo", "Accept {n} photos", chosen or 1))
        self.no.setText(tr_n("Reject 1 photo", "Reject {n} photos", chosen or 1))
        if not chosen:
            self.yes.setText(tr("Accept"))
            self.no.setText(tr("Reject"))
        self.all.setText(tr("Accept all suggestions…"))
        self.all.setEnabled(suggested > 0)
        self._buttons.setMaximumWidth(self._buttons.sizeHint().width())

    def _lay_out(self) -> None:
        self.no.setIcon(icon("close"))
        self.yes.setIcon(icon("check"))
        for button in (self.no, self.yes, self.all):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons = QWidget(self)
        flow = FlowLayout(buttons)
        for button in (self.no, self.yes, self.all):
            flow.addWidget(button)
        line = QHBoxLayout()  # in the middle, and on several lines where there is less room
        line.setContentsMargins(12, 8, 12, 8)
        line.addStretch(1)
        line.addWidget(buttons, _MOST_WIDTH)
        self._buttons = buttons
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.grid, 1)
        column.addLayout(line)
