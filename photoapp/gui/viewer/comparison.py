"""Two to four photos side by side, zoomed and pushed together."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photoapp.gui.language import number, tr
from photoapp.gui.viewer.buttons import tool_button
from photoapp.gui.viewer.marks import Marks, sentence
from photoapp.gui.viewer.photo_pane import PhotoPane
from photoapp.gui.viewer.shown_photos import ShownPhotos

if TYPE_CHECKING:
    from photoapp.library.browsing import Card

MOST = 4
_FRAME = 2

CardOf = Callable[[int], "Card | None"]


class _Cell(QWidget):
    """One of the photos, with its name and marks below."""

    removed = Signal()

    def __init__(self, shown: ShownPhotos, parent: QWidget) -> None:
        super().__init__(parent)
        self.pane = PhotoPane(shown, self)
        self.name = QLabel(self)
        self.marks = Marks(self)
        self.chosen = False
        self._lay_out()

    def show_card(self, card: "Card | None") -> None:
        self.name.setText(card.name if card else "")
        self.marks.show_card(card)
        self.setAccessibleName(card.name if card else "")
        self.setAccessibleDescription(sentence(card) if card else "")

    def choose(self, chosen: bool) -> None:
        self.chosen = chosen
        role = QPalette.ColorRole
        self.name.setForegroundRole(role.WindowText if chosen else role.PlaceholderText)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Frame the chosen one."""
        if self.chosen:
            painter = QPainter(self)
            accent = self.palette().color(QPalette.ColorRole.Highlight).lighter(130)
            painter.setPen(QPen(accent, _FRAME))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
            painter.end()

    def _lay_out(self) -> None:
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setMinimumWidth(1)
        remove = tool_button(self, "close", tr("Take out of the comparison"), self.removed.emit)
        line = QHBoxLayout()
        line.setContentsMargins(8, 0, 4, 0)
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.marks)
        line.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(_FRAME, _FRAME, _FRAME, _FRAME)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        column.addLayout(line)


class Comparison(QWidget):
    """Shows photos side by side; one of them is the chosen one.

    Signals:
        chosen: another photo was chosen; carries its id.
        looked_at: another part of the photos is seen.
        left: only one is left, or nothing is to be compared any more.

    """

    chosen = Signal(int)
    looked_at = Signal()
    left = Signal()

    def __init__(self, shown: ShownPhotos, card_of: CardOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._card_of = card_of
        self._cells: list[_Cell] = []
        self._row = 0
        self._columns = 1
        self._following = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(4)
        self.setAccessibleName(tr("Comparison"))

    @property
    def photo_ids(self) -> list[int]:
        """The photos that are compared, the chosen one first."""
        return [pane.photo_id for pane in self.panes if pane.photo_id is not None]

    @property
    def pane(self) -> PhotoPane:
        """Where the chosen photo is shown."""
        return self._cells[self._row].pane

    @property
    def panes(self) -> list[PhotoPane]:
        """Where the photos are shown, the chosen one first."""
        return [self.pane, *(c.pane for c in self._cells if c.pane is not self.pane)]

    def show_photos(self, photo_ids: Sequence[int]) -> None:
        """Compare up to four photos, the first chosen."""
        self.clear()
        for photo_id in photo_ids[:MOST]:
            self._add(photo_id)
        self._arrange()
        self._choose(0)

    def clear(self) -> None:
        """Show nothing."""
        for cell in self._cells:
            self._drop(cell)
        self._cells, self._row = [], 0

    def step(self, across: int, down: int = 0) -> None:
        """Choose the photo beside, or the one above or below."""
        row = self._row + across + down * self._columns
        if 0 <= row < len(self._cells):
            self._choose(row)

    def take_out(self) -> None:
        """Take the chosen photo out of the comparison."""
        self._take_out(self._cells[self._row])

    def keep_only(self, photo_ids: Sequence[int]) -> None:
        """Take photos out that are not among these, but for the last."""
        kept = set(photo_ids)
        for cell in [cell for cell in self._cells if cell.pane.photo_id not in kept]:
            if len(self._cells) > 1:
                self._take_out(cell)

    def show_cards(self) -> None:
        """Show names and marks as they are known now."""
        for cell in self._cells:
            if cell.pane.photo_id is not None:
                cell.show_card(self._card_of(cell.pane.photo_id))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put photos below each other where that is the larger way."""
        super().resizeEvent(event)
        self._arrange()

    def _add(self, photo_id: int) -> None:
        cell = _Cell(self._shown, self)
        cell.setPalette(self.palette())  # children made later inherit none below a style sheet
        cell.show_card(self._card_of(photo_id))
        cell.pane.show_photo(photo_id)
        cell.pane.canvas.pressed.connect(lambda: self._choose(self._cells.index(cell)))
        cell.pane.canvas.view_changed.connect(lambda: self._follow(cell))
        cell.pane.looked_at.connect(self.looked_at)
        cell.removed.connect(lambda: self._take_out(cell))
        self._cells.append(cell)

    def _drop(self, cell: _Cell) -> None:
        self._grid.removeWidget(cell)
        cell.pane.photo_id = None
        cell.hide()
        cell.deleteLater()

    def _take_out(self, cell: _Cell) -> None:
        row = self._cells.index(cell)
        self._cells.remove(cell)
        self._drop(cell)
        self._arrange()
        self._choose(min(self._row - (row < self._row), len(self._cells) - 1))
        if len(self._cells) == 1:
            self.left.emit()

    def _choose(self, row: int) -> None:
        self._row = row
        for cell in self._cells:
            cell.choose(cell is self._cells[row])
        name = self._cells[row].accessibleName()
        place = tr("{n} of {count}", n=number(row + 1), count=number(len(self._cells)))
        self.setAccessibleDescription(f"{name}, {place}")
        self.chosen.emit(self._cells[row].pane.photo_id)

    def _follow(self, leader: _Cell) -> None:
        if self._following:
            return
        self._following = True
        for cell in self._cells:
            if cell is not leader:
                cell.pane.canvas.set_view(leader.pane.canvas.view)
        self._following = False

    def _arrange(self) -> None:
        if not self._cells:
            return
        shape = self._cells[0].pane.canvas.photo_shape
        self._columns = columns = best_columns(len(self._cells), self.size(), shape)
        for row in range(MOST):
            self._grid.setRowStretch(row, int(row * columns < len(self._cells)))
            self._grid.setColumnStretch(row, int(row < min(columns, len(self._cells))))
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // columns, place % columns)
            cell.show()


def best_columns(count: int, area: QSize, shape: float) -> int:
    """Return in how many columns photos of a shape (width by height) are largest."""

    def photo_width(columns: int) -> float:
        rows = -(-count // columns)
        return min(area.width() / columns, area.height() / rows * shape)

    return max(range(1, count + 1), key=photo_width)
