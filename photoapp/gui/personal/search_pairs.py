"""What the user's saved searches find, before and after."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photoapp.gui.albums.photo_row import PhotoRow
from photoapp.gui.language import tr
from photoapp.gui.personal.facts import SearchPair
from photoapp.gui.personal.layout import text
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader

_MOST = 5  # photos of either side; the report has more


class SearchPairs(QWidget):
    """One saved search at a time: the photos it found, and those it finds now."""

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._pairs: tuple[SearchPair, ...] = ()
        self.search = QComboBox(self)
        self.rows: list[PhotoRow] = []
        self._lay_out()
        self.search.currentIndexChanged.connect(self._show)

    def show_pairs(self, pairs: Sequence[SearchPair]) -> None:
        """Show these searches, the first of them at once."""
        self._pairs = tuple(pairs)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.addItems([pair.name for pair in pairs])
        self.search.blockSignals(False)
        self.setVisible(bool(pairs))
        self._show(self.search.currentIndex())

    def _show(self, place: int) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for label in self._sides:
            label.setVisible(place >= 0)
        if place >= 0:
            pair = self._pairs[place]
            found = (pair.before, pair.after)
            for label, photo_ids in zip(self._sides, found, strict=True):
                row = PhotoRow(self._thumbnails, photo_ids[:_MOST], self)
                self._column.insertWidget(self._column.indexOf(label) + 1, row)
                row.show()
                self.rows.append(row)

    def _lay_out(self) -> None:
        self.search.setAccessibleName(tr("Saved search"))
        self.search.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        name = QLabel(tr("Saved search:"))
        name.setBuddy(self.search)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(name)
        line.addWidget(self.search)
        line.addStretch(1)
        self._sides = (text(tr("Before"), quiet=True), text(tr("After"), quiet=True))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(line)
        for label in self._sides:
            self._column.addWidget(label)
