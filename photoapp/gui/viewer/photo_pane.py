"""A canvas that knows which photo it shows, with a remark over it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from photoapp.gui.viewer.overlay import Remark
from photoapp.gui.viewer.photo_canvas import PhotoCanvas
from photoapp.gui.viewer.shown_photos import ShownPhotos


class PhotoPane(QWidget):
    """Shows a photo as it comes.

    Signals:
        looked_at: another part of the photo is seen, or more of its pixels.

    """

    looked_at = Signal()

    def __init__(self, shown: ShownPhotos, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.photo_id: int | None = None
        self.canvas = PhotoCanvas(self)
        self.remark = Remark(self)
        self.layers = QGridLayout(self)
        self.layers.setContentsMargins(0, 0, 0, 0)
        self.layers.addWidget(self.canvas, 0, 0)
        self.layers.addWidget(
            self.remark, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        )
        self.canvas.view_changed.connect(self.looked_at)
        self.canvas.resized.connect(self.looked_at)
        shown.changed.connect(self.refresh)

    def show_photo(self, photo_id: int | None, *, keep_zoom: bool = False) -> None:
        """Show a photo, all of it unless the zoom is to be kept; None shows none."""
        self.photo_id = photo_id
        if keep_zoom and photo_id is not None:
            self.canvas.keep_zoom()
        else:
            self.canvas.fit()
        if photo_id is None:
            self.canvas.show_text("")
            self.remark.show_text("")
        else:
            self.refresh(photo_id)

    def refresh(self, photo_id: int) -> None:
        """Show what has come of a photo, if it is the one that is shown."""
        if photo_id == self.photo_id:
            self._shown.show_on(self.canvas, photo_id)
            self.remark.show_text(self._shown.remark(photo_id))
            self.looked_at.emit()

    def show_again(self) -> None:
        """Show the photo as it is to be shown now."""
        if self.photo_id is not None:
            self.refresh(self.photo_id)
