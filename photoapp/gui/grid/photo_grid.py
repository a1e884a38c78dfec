"""The grid of photos: a list view that asks only for the thumbnails that are in sight."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip, QWidget

from photoapp.gui.behind.photo_names import PhotoNames
from photoapp.gui.grid.photo_delegate import PhotoDelegate
from photoapp.gui.grid.photo_model import PhotoModel
from photoapp.gui.pictures.image_loader import ImageLoader

_LEAST_CELL_WIDTH = 190
# Most photos lie on their side; a little more than their 3:4 leaves uprights large enough.
_CELL_SHAPE = 0.82


class PhotoGrid(QListView):
    """Shows photos in columns that fill the width.

    Signals:
        opened: the row of a photo that is to be shown large.

    """

    opened = Signal(int)

    def __init__(
        self, thumbnails: ImageLoader, names: PhotoNames, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._names = names
        self._asked_name: tuple[int, QPoint] | None = None
        self.photos = PhotoModel(self)
        self._delegate = PhotoDelegate(thumbnails, self)
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()

    def show_offline(self, photo_ids: frozenset[int]) -> None:
        """Badge these photos: their drives are missing."""
        if photo_ids != self._delegate.offline:
            self._delegate.offline = photo_ids
            self.viewport().update()

    def show_photos(self, photo_ids: Sequence[int], keep_place: bool) -> None:
        """Show photos; with ``keep_place`` selection and scroll position stay if they can."""
        if not keep_place:
            self.photos.replace(photo_ids)
            self.scrollToTop()
            if self.hasFocus():
                self.enter()
            return
        current, scrolled = self.current_photo(), self.verticalScrollBar().value()
        if not self.photos.update(photo_ids):
            self.executeDelayedItemsLayout()
            self.select_photo(current, scroll=False)
            self.verticalScrollBar().setValue(scrolled)

    def current_photo(self) -> int | None:
        """Return the id of the photo that the keyboard is on."""
        row = self.currentIndex().row()
        return self.photos.photo_ids[row] if row >= 0 else None

    def select_photo(self, photo_id: int | None, scroll: bool = True) -> None:
        """Select a photo if it is shown."""
        row = None if photo_id is None else self.photos.row_of(photo_id)
        if row is None:
            return
        index = self.photos.index(row)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if scroll:
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.setAutoScroll(False)
            self.selectionModel().setCurrentIndex(index, flag)
            self.setAutoScroll(True)

    def enter(self) -> None:
        """Take the keyboard, on the first photo if it is on none."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid() and self.photos.rowCount():
            self.setCurrentIndex(self.photos.index(0))

    def rows_in_sight(self) -> range:
        """Return the rows of which at least a part can be seen."""
        count = self.photos.rowCount()
        if not count or self.viewport().height() <= 0:
            return range(0)
        # Positions only grow from row to row, so that the ends can be found by halving.
        first = bisect_left(range(count), 0, key=lambda row: self._place(row).bottom())
        end = bisect_left(
            range(count), self.viewport().height(), key=lambda r: self._place(r).top()
        )
        return range(first, max(first, end))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let the columns fill the width."""
        width = self.viewport().width()
        self._set_cell_width((width - 1) // max(1, width // _LEAST_CELL_WIDTH))
        super().resizeEvent(event)
        self._looking.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open the current photo on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Show a photo's name under the mouse, once it has been looked up."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_name(event)
            return True
        return super().viewportEvent(event)

    def _lay_out(self) -> None:
        self.setModel(self.photos)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Always on: a bar that comes and goes changes the width, so the cells, so the bar.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName("Photos")
        self._set_cell_width(_LEAST_CELL_WIDTH)

    def _connect(self) -> None:
        self._looking.timeout.connect(self._want_thumbnails)
        for moved in (
            self.verticalScrollBar().valueChanged,
            self.verticalScrollBar().rangeChanged,
            self.photos.modelReset,
            self.photos.rowsInserted,
        ):
            moved.connect(self._look_soon)
        self.doubleClicked.connect(self._open)
        self._thumbnails.changed.connect(self._repaint_photo)
        self._names.known.connect(self._name_known)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _set_cell_width(self, width: int) -> None:
        cell = QSize(width, round(width * _CELL_SHAPE))
        if width > 0 and cell != self.gridSize():
            self._delegate.cell = cell
            self.setGridSize(cell)
            self.verticalScrollBar().setSingleStep(cell.height() // 3)

    def _look_soon(self, *_: object) -> None:
        self._looking.start()  # not connected itself: it would take a signal's number for a time

    def _want_thumbnails(self) -> None:
        """Ask for what is in sight, then for a page below and a page above."""
        seen = self.rows_in_sight()
        ids, page = self.photos.photo_ids, len(seen)
        above = range(seen.start - 1, max(-1, seen.start - page - 1), -1)
        below = range(seen.stop, min(len(ids), seen.stop + page))
        self._thumbnails.want(ids[row] for rows in (seen, below, above) for row in rows)

    def _repaint_photo(self, photo_id: int) -> None:
        ids = self.photos.photo_ids
        for row in self.rows_in_sight():
            if ids[row] == photo_id:
                self.update(self.photos.index(row))

    def _place(self, row: int) -> QRect:
        return self.visualRect(self.photos.index(row))

    def _show_name(self, event: QHelpEvent) -> None:
        index = self.indexAt(event.pos())
        if not index.isValid():
            QToolTip.hideText()
            return
        photo_id = self.photos.photo_ids[index.row()]
        self._asked_name = (photo_id, event.globalPos())
        if name := self._names.ask(photo_id):
            self._name_known(photo_id, name)

    def _name_known(self, photo_id: int, name: str) -> None:
        if self._asked_name and self._asked_name[0] == photo_id and self.isVisible():
            QToolTip.showText(self._asked_name[1], name, self.viewport())
            self._asked_name = None
