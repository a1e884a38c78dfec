"""The photos that are shown, as a list model that holds nothing but their ids."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PHOTO_ID_ROLE = int(Qt.ItemDataRole.UserRole)

_NO_PARENT = QModelIndex()


class PhotoModel(QAbstractListModel):
    """Ids of photos in the order in which they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[int] = []

    @property
    def photo_ids(self) -> Sequence[int]:
        """The ids; not to be changed by the caller."""
        return self._ids

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802
        """Return how many photos there are."""
        return 0 if parent.isValid() else len(self._ids)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Return the id of a row's photo; what is painted is the delegate's business."""
        if not index.isValid():
            return None
        if role == PHOTO_ID_ROLE:
            return self._ids[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Photo {index.row() + 1} of {len(self._ids)}"
        return None

    def row_of(self, photo_id: int) -> int | None:
        """Return the row of a photo, None if it is not shown."""
        try:
            return self._ids.index(photo_id)
        except ValueError:
            return None

    def replace(self, photo_ids: Sequence[int]) -> None:
        """Show other photos."""
        self.beginResetModel()
        self._ids = list(photo_ids)
        self.endResetModel()

    def update(self, photo_ids: Sequence[int]) -> bool:
        """Show these photos, and return whether the ones shown before are still in place.

        Where photos have only been added, rows are inserted, so that selection and scroll
        position stay. Anything else replaces the model.
        """
        added = list(_insertions(self._ids, photo_ids))
        if len(self._ids) + sum(last - first for first, last in added) != len(photo_ids):
            self.replace(photo_ids)
            return False
        for first, last in added:
            self.beginInsertRows(_NO_PARENT, first, last - 1)
            self._ids[first:first] = photo_ids[first:last]
            self.endInsertRows()
        return True


def _insertions(old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs ``first, last`` of ``new`` that come between the ids of ``old``."""
    kept = 0
    start = None
    for row, photo_id in enumerate(new):
        is_old = kept < len(old) and old[kept] == photo_id
        kept += is_old
        if is_old and start is not None:
            yield start, row
            start = None
        elif not is_old and start is None:
            start = row
    if start is not None:
        yield start, len(new)
