"""The photos that are shown, as a list model that holds nothing but their ids."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from photoapp.gui.language import number, tr

PHOTO_ID_ROLE = int(Qt.ItemDataRole.UserRole)

_NO_PARENT = QModelIndex()


class PhotoModel(QAbstractListModel):
    """Ids of photos in the order in which they are shown.

    ``describe`` says in words what a photo is, as far as that is known, for screen readers.
    """

    def __init__(
        self, describe: Callable[[int], str] = lambda _: "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._ids: Sequence[int] = ()
        self._rows: dict[int, int] | None = None

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
        """Return the id of a row's photo, or words for it; painting is not the model's business."""
        if not index.isValid():
            return None
        if role == PHOTO_ID_ROLE:
            return self._ids[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._in_words(index.row())
        return None

    def row_of(self, photo_id: int) -> int | None:
        """Return the row of a photo, None if it is not shown."""
        if self._rows is None:
            self._rows = dict(zip(self._ids, range(len(self._ids)), strict=True))
        return self._rows.get(photo_id)

    def replace(self, photo_ids: Sequence[int]) -> None:
        """Show other photos. The sequence is kept, and must not change any more."""
        self.beginResetModel()
        self._ids = photo_ids
        self._rows = None
        self.endResetModel()

    def _in_words(self, row: int) -> str:
        place = tr("Photo {row} of {count}", row=number(row + 1), count=number(len(self._ids)))
        what = self._describe(self._ids[row])
        return f"{what}, {place}" if what else place
