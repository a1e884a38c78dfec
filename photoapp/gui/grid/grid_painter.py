"""How what is in sight of the grid is painted: photos, headings, a rubber band."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QRegion

from photoapp.gui.grid.cell_painter import CellPainter, CellState
from photoapp.gui.grid.grid_view import GridView
from photoapp.gui.grid.headings import heading_height, paint_heading


class GridPainter:
    """Paints a view's photos below their headings; the one on top floats while they scroll."""

    def __init__(self, view: GridView, cells: CellPainter) -> None:
        self._view = view
        self._cells = cells
        self.hovered: int | None = None

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

    def _state(self, row: int, *, is_current: bool) -> CellState:
        unlikely = self._view.headings.unlikely_from
        return CellState(
            row in self._view.selecting.chosen,
            is_current,
            row == self.hovered,
            unlikely is not None and row >= unlikely,
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
