"""How what is in sight of the grid is painted: photos and headings."""

from collections.abc import Collection

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QRegion

from photoapp.gui.grid.cell_painter import CellPainter, CellState
from photoapp.gui.grid.grid_view import GridView
from photoapp.gui.grid.headings import heading_height, paint_heading


class GridPainter:
    """Paints a view's photos below their headings; the one on top floats while they scroll.

    ``only_suggested`` are the photos that have a sign, as they are not tagged with what was asked.
    """

    def __init__(self, view: GridView, cells: CellPainter) -> None:
        self._view = view
        self._cells = cells
        self._hovered: int | None = None
        self.only_suggested: Collection[int] = frozenset()

    def paint(self, painter: QPainter, region: QRegion) -> None:
        """Paint what lies in a region of the viewport."""
        view, area = self._view, region.boundingRect()
        offset = view.offset
        top, bottom = offset + area.top(), offset + area.top() + area.height()
        current = view.selecting.current if view.hasFocus() else None
        scattered = region.rectCount() > 1  # photos that have come, here and there
        for row in view.geometry_of_photos.rows_between(top, bottom):
            box = view.geometry_of_photos.box(row)
            if scattered and not region.intersects(view.on_viewport(box)):
                continue
            state = self._state(row, is_current=row == current)
            photo_id = view.photos.photo_ids[row]
            self._cells.paint(painter, (box.x, box.y - offset), view.shape, photo_id, state)
        for block, box in view.geometry_of_photos.headings(top, bottom):
            self._paint_heading(painter, block, box.y - offset, floats=False)
        if area.top() < heading_height(view.font()):
            self._paint_floating_heading(painter)

    def is_suggested(self, photo_id: int | None) -> bool:
        """Return whether a photo is not tagged with what was asked, but a model suggests it."""
        return photo_id in self.only_suggested

    def hover(self, row: int | None) -> None:
        """Paint a photo as the one under the mouse; with None no photo is."""
        before, self._hovered = self._hovered, row
        for changed in {before, row} if row != before else ():
            if changed is not None:
                self._view.repaint_row(changed)

    def is_on_picture(self, point: QPoint, row: int) -> bool:
        """Return whether a point of the viewport lies on the picture of a row, not beside."""
        view = self._view
        corner, photo_id = view.place_of(row).topLeft(), view.photos.photo_ids[row]
        return self._cells.place_of_picture(corner, view.shape, photo_id).contains(point)

    def _state(self, row: int, *, is_current: bool) -> CellState:
        unlikely = self._view.headings.unlikely_from
        return CellState(
            row in self._view.selecting.chosen,
            is_current,
            row == self._hovered,
            unlikely is not None and row >= unlikely,
            self.is_suggested(self._view.photos.photo_ids[row]),
        )

    def _paint_floating_heading(self, painter: QPainter) -> None:
        view = self._view
        if not view.headings.stick or not view.offset or not view.geometry_of_photos.count:
            return
        block, height = view.geometry_of_photos.block_at(view.offset), heading_height(view.font())
        end = view.geometry_of_photos.end_of(block) - view.offset
        self._paint_heading(painter, block, min(0, end - height), floats=True)

    def _paint_heading(self, painter: QPainter, block: int, top: int, *, floats: bool) -> None:
        view = self._view
        area = QRect(0, top, view.viewport().width(), heading_height(view.font()))
        count = len(view.geometry_of_photos.rows_of(block))
        paint_heading(painter, area, view.headings.text(block), count, view, floats=floats)
