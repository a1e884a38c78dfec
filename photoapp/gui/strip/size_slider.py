"""How large photos are in the grid, at the right of the status bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QWidget

from photoapp.gui.grid.cell_shape import allowed_edge
from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.language import tr

_WIDTH = 140


class SizeSlider(QSlider):
    """Small photos at the left, large ones at the right."""

    def __init__(self, grid: PhotoGrid, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(allowed_edge(0), allowed_edge(10_000))
        self.setValue(grid.edge)
        self.setSingleStep(20)
        self.setPageStep(60)
        self.setFixedWidth(_WIDTH)
        self.setToolTip(tr("Size of the photos"))
        self.setAccessibleName(tr("Size of the photos"))
        self.valueChanged.connect(grid.set_edge)
        grid.edge_changed.connect(self.setValue)
