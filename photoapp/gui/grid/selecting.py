"""Which photos are selected: single ones, ranges from an anchor, what a rubber band touches."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange

from photoapp.gui.grid.photo_model import PhotoModel
from photoapp.gui.grid.row_ranges import RowSet, runs

_Flag = QItemSelectionModel.SelectionFlag


class Selecting:
    """Changes a view's selection, by rows."""

    def __init__(self, photos: PhotoModel, selection: QItemSelectionModel) -> None:
        self._photos = photos
        self._selection = selection
        self._chosen: RowSet | None = None
        self._anchor = 0
        selection.selectionChanged.connect(self._changed)
        photos.modelReset.connect(self._changed)

    @property
    def chosen(self) -> RowSet:
        """The selected rows."""
        if self._chosen is None:
            selected = self._selection.selection()
            self._chosen = RowSet(range(r.top(), r.bottom() + 1) for r in selected)
        return self._chosen

    @property
    def current(self) -> int | None:
        """The row that the keyboard is on."""
        row = self._selection.currentIndex().row()
        return row if row >= 0 else None

    def only(self, row: int) -> None:
        """Select one photo and no other."""
        self._anchor = row
        self._choose([range(row, row + 1)])
        self.go_to(row)

    def toggle(self, row: int) -> None:
        """Select a photo, or no longer, and leave others as they are."""
        self._anchor = row
        self._selection.select(self._photos.index(row), _Flag.Toggle)
        self.go_to(row)

    def extend_to(self, row: int, *, keep: bool = False) -> None:
        """Select all from the photo chosen last to this one; ``keep`` those that are, too."""
        first, last = sorted((min(self._anchor, self._photos.rowCount() - 1), row))
        kept = self.chosen.ranges if keep else []
        self._choose([*kept, range(first, last + 1)])
        self.go_to(row)

    def choose(self, ranges: Iterable[range]) -> None:
        """Select these rows and no others; the keyboard stays where it is."""
        self._choose(ranges)

    def go_to(self, row: int) -> None:
        """Take the keyboard to a photo, and leave the selection as it is."""
        self._selection.setCurrentIndex(self._photos.index(row), _Flag.NoUpdate)

    def choose_photos(self, photo_ids: Iterable[int]) -> None:
        """Select these photos, as far as they are shown, and no others."""
        wanted = set(photo_ids)
        # Of very many photos most are among those shown: then it is quicker to go through these.
        if len(wanted) * 4 > self._photos.rowCount():
            shown = enumerate(self._photos.photo_ids)
            self._choose(runs(row for row, photo_id in shown if photo_id in wanted))
        else:
            rows = (self._photos.row_of(photo_id) for photo_id in wanted)
            self._choose(runs(sorted(row for row in rows if row is not None)))

    def choose_again(
        self, photo_ids: Iterable[int], current: int | None, row_before: int | None
    ) -> None:
        """Select photos, and take the keyboard to one, as far as they are still shown.

        Where that one has gone, the keyboard stays on its row, though nothing is selected there.
        """
        self.choose_photos(photo_ids)
        row = None if current is None else self._photos.row_of(current)
        if row is None and row_before is not None and self._photos.rowCount():
            row = min(row_before, self._photos.rowCount() - 1)
        if row is not None:
            self.go_to(row)
            self.anchor_at(row)

    def anchor_at(self, row: int) -> None:
        """Let ranges begin at a row."""
        self._anchor = row

    def photos(self) -> list[int]:
        """Return the ids of the selected photos in the order in which they are shown."""
        ids, found = self._photos.photo_ids, []
        for rows in self.chosen.ranges:
            found.extend(ids[rows.start : rows.stop])
        return found

    def _choose(self, ranges: Iterable[range]) -> None:
        wanted = RowSet(ranges)
        if wanted.ranges == self.chosen.ranges:
            return
        selection = QItemSelection()
        for rows in wanted.ranges:
            first, last = self._photos.index(rows.start), self._photos.index(rows.stop - 1)
            selection.append(QItemSelectionRange(first, last))
        self._selection.select(selection, _Flag.ClearAndSelect)

    def _changed(self) -> None:
        self._chosen = None
