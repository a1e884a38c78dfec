"""A view of photos in sections: where they lie, what is in sight, and which are selected."""

from collections.abc import Collection, Iterable
from itertools import chain

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from photoapp.gui.grid.cell_shape import CellShape
from photoapp.gui.grid.geometry import Box, Geometry
from photoapp.gui.grid.headings import Headings, heading_height
from photoapp.gui.grid.photo_model import PhotoModel
from photoapp.gui.grid.selecting import Selecting

_MARGIN = 8
_AnyIndex = QModelIndex | QPersistentModelIndex


class GridView(QListView):
    """Scrolls through photos whose places a ``Geometry`` computes; paints nothing itself.

    Qt's list view gives the selection, and screen readers know what to ask it; all else is here,
    as it would lay out every photo.
    """

    def __init__(self, photos: PhotoModel, edge: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photos = photos
        self.headings = Headings()
        self.shape = CellShape(edge, self.fontMetrics().height())
        self.geometry_of_photos = Geometry(0, (), 1, self.shape.size, _MARGIN)
        self.setModel(photos)
        self.selecting = Selecting(photos, self.selectionModel())
        self._set_up()

    @property
    def offset(self) -> int:
        """How far has been scrolled."""
        return self.verticalScrollBar().value()

    def rows_in_sight(self) -> range:
        """Return the rows of which at least a part can be seen."""
        top = self.offset
        return self.geometry_of_photos.rows_between(top, top + self.viewport().height())

    def row_at(self, point: QPoint) -> int | None:
        """Return the row of the photo at a point of the viewport."""
        return self.geometry_of_photos.row_at(point.x(), point.y() + self.offset)

    def place_of(self, row: int) -> QRect:
        """Return where a photo is on the viewport."""
        return self.on_viewport(self.geometry_of_photos.box(row))

    def on_viewport(self, box: Box) -> QRect:
        """Return where on the viewport something is."""
        return QRect(box.x, box.y - self.offset, box.width, box.height)

    def ranges_in(self, place: QRect) -> list[range]:
        """Return the photos that touch a rectangle on all that there is to scroll through."""
        right, bottom = place.left() + place.width(), place.top() + place.height()
        return self.geometry_of_photos.ranges_in(place.left(), place.top(), right, bottom)

    def reveal(self, row: int) -> None:
        """Scroll no further than needed to see a photo, and its heading."""
        box, top, height = self.geometry_of_photos.box(row), self.offset, self.viewport().height()
        covered = heading_height(self.font()) if self.headings.stick else 0
        if box.y - covered < top:
            first = not self.geometry_of_photos.rows_between(0, box.y)
            self.verticalScrollBar().setValue(0 if first else box.y - covered)
        elif box.bottom > top + height:
            self.verticalScrollBar().setValue(box.bottom - height)

    def selected_photos(self) -> list[int]:
        """Return the ids of the selected photos in the order in which they are shown."""
        return self.selecting.photos()

    @property
    def selected_count(self) -> int:
        """How many photos are selected."""
        return len(self.selecting.chosen)

    def current_photo(self) -> int | None:
        """Return the id of the photo that the keyboard is on."""
        row = self.selecting.current
        return None if row is None else self.photos.photo_ids[row]

    def select_photo(self, photo_id: int | None) -> None:
        """Select a photo and no other, and scroll to it, if it is shown."""
        row = None if photo_id is None else self.photos.row_of(photo_id)
        if row is not None:
            self.selecting.only(row)
            self.reveal(row)

    def select_photos(self, photo_ids: Iterable[int]) -> None:
        """Select those of these photos that are shown, and scroll to the first."""
        self.selecting.choose_photos(photo_ids)
        first = next(iter(self.selecting.chosen), None)
        if first is not None:
            self.selecting.anchor_at(first)
            self.selecting.go_to(first)
            self.reveal(first)

    def go_to_photo(self, photo_id: int) -> None:
        """Take the keyboard to a photo, if it is shown; what is selected stays."""
        row = self.photos.row_of(photo_id)
        if row is not None:
            self.selecting.go_to(row)
            self.reveal(row)

    def photo_beside(self, photo_ids: Collection[int]) -> int | None:
        """Return the first photo after the selected ones that is none of these, else before."""
        ids = self.photos.photo_ids
        last = max((rows.stop for rows in self.selecting.chosen.ranges), default=0)
        rows = chain(range(last, len(ids)), range(last - 1, -1, -1))
        return next((ids[row] for row in rows if ids[row] not in photo_ids), None)

    def photos_in_sight(self) -> list[int]:
        """Return the ids of the photos that can be seen at least in part."""
        ids = self.photos.photo_ids
        return [ids[row] for row in self.rows_in_sight()]

    def repaint_row(self, row: int) -> None:
        """Paint a photo anew, if it is still shown."""
        if row < self.geometry_of_photos.count:
            self.viewport().update(self.place_of(row))

    def place_middle(self) -> tuple[int, float] | None:
        """Return the photo in the middle, and how far down the viewport, from 0 to 1, it is."""
        middle = self.offset + self.viewport().height() // 2
        row = self.geometry_of_photos.row_near(self.viewport().width() // 2, middle)
        if row is None:
            return None
        box = self.geometry_of_photos.box(row)
        down = (box.y + box.height / 2 - self.offset) / max(1, self.viewport().height())
        return self.photos.photo_ids[row], down

    def places_in_sight(self) -> list[tuple[int, int]]:
        """Return the photos in sight, and where the top of each is on the viewport.

        First the one that the keyboard is on, if it is among them.
        """
        ids, rows, current = self.photos.photo_ids, self.rows_in_sight(), self.selecting.current
        first = [current] if current in rows else []
        return [(ids[row], self.place_of(row).top()) for row in [*first, *rows]]

    def lay_out(self) -> None:
        """Compute the places of photos anew."""
        self.geometry_of_photos = Geometry(
            self.photos.rowCount(),
            self.headings.blocks(self.font()),
            self.viewport().width(),
            self.shape.size,
            _MARGIN,
        )
        self._set_range()
        self.viewport().update()

    def go_back_to(self, places: list[tuple[int, int]]) -> None:
        """Scroll so that the first photo that is still shown is where it was on the viewport."""
        for photo_id, top in places:
            row = self.photos.row_of(photo_id)
            if row is not None:
                self.verticalScrollBar().setValue(self.geometry_of_photos.box(row).y - top)
                return

    def go_back_to_middle(self, place: tuple[int, float] | None) -> None:
        """Scroll so that a photo is as far down the viewport as it was."""
        row = None if place is None else self.photos.row_of(place[0])
        if place is not None and row is not None:
            box = self.geometry_of_photos.box(row)
            down = round(place[1] * self.viewport().height())
            self.verticalScrollBar().setValue(box.y + box.height // 2 - down)

    def enter(self) -> None:
        """Take the keyboard, on the first photo in sight if it is on none."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.selecting.current is None and (seen := self.rows_in_sight()):
            self.selecting.only(seen.start)

    def selectAll(self) -> None:  # noqa: N802
        """Select all photos."""
        self.selecting.choose([range(self.photos.rowCount())])

    def updateGeometries(self) -> None:  # noqa: N802
        """Tell the scroll bar how much there is."""
        self._set_range()

    def doItemsLayout(self) -> None:  # noqa: N802
        """Do nothing that takes time: ``lay_out`` has done it all."""
        QAbstractItemView.doItemsLayout(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay out nothing: who inherits knows what is to stay in sight."""
        QAbstractItemView.resizeEvent(self, event)

    def visualRect(self, index: _AnyIndex) -> QRect:  # noqa: N802
        """Return where a photo is on the viewport."""
        inside = index.isValid() and index.row() < self.geometry_of_photos.count
        return self.place_of(index.row()) if inside else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """Return the photo at a point of the viewport."""
        row = self.row_at(point)
        return QModelIndex() if row is None else self.photos.index(row)

    def scrollTo(  # noqa: N802
        self,
        index: _AnyIndex,
        _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a photo."""
        if index.isValid() and index.row() < self.geometry_of_photos.count:
            self.reveal(index.row())

    def horizontalOffset(self) -> int:  # noqa: N802
        """Return 0: it never scrolls sideways."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802
        """Return how far has been scrolled."""
        return self.offset

    def isIndexHidden(self, _index: _AnyIndex) -> bool:  # noqa: N802
        """Return False: all photos are shown."""
        return False

    def moveCursor(  # noqa: N802
        self, _action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return where the keyboard is; keys are handled apart from Qt's actions."""
        return self.currentIndex()

    def setSelection(  # noqa: N802
        self, area: QRect, _command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select what touches a rectangle of the viewport."""
        self.selecting.choose(self.ranges_in(area.normalized().translated(0, self.offset)))

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:  # noqa: N802
        """Return all of the viewport: to find what changed takes longer than to paint it."""
        return QRegion(self.viewport().rect())

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAutoScroll(False)  # Qt would scroll wherever the keyboard's photo changes
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Always on: a bar that comes and goes changes the width, so the columns, so the bar.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)

    def _set_range(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.geometry_of_photos.height - height))
        bar.setPageStep(max(1, height - self.shape.size[1] // 2))
        bar.setSingleStep(max(1, self.shape.size[1] // 3))
