"""One photo, large; the arrow keys go through the photos it was opened from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from photoapp.gui.behind.photo_names import PhotoNames
from photoapp.gui.pictures.image_loader import ImageLoader
from photoapp.gui.viewer.photo_canvas import PhotoCanvas

_AHEAD = (1, -1, 2)


class PhotoViewer(QWidget):
    """Shows one of several photos.

    Signals:
        closed: the user is done; carries the id of the photo that was shown last.

    """

    closed = Signal(int)

    def __init__(
        self,
        photos: ImageLoader,
        thumbnails: ImageLoader,
        names: PhotoNames,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._photos = photos
        self._thumbnails = thumbnails
        self._names = names
        self._ids: list[int] = []
        self._row = 0
        self.canvas = PhotoCanvas(self)
        self.name = QLabel(self)
        self.place = QLabel(self)
        self._lay_out()
        photos.changed.connect(self._show_if_current)
        names.known.connect(self._name_known)

    @property
    def photo_id(self) -> int | None:
        """The id of the photo that is shown."""
        return self._ids[self._row] if self._ids else None

    def open(self, photo_ids: Sequence[int], row: int) -> None:
        """Show the photo of a row, and go through the others from there."""
        self._ids = list(photo_ids)
        self.go_to(row)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, row: int) -> None:
        """Show the photo of a row; beyond the ends nothing happens."""
        if not 0 <= row < len(self._ids):
            return
        self._row = row
        self.place.setText(f"{row + 1:,} of {len(self._ids):,}")
        self.name.setText(self._names.ask(self._ids[row]) or "")
        self._previous.setEnabled(row > 0)
        self._next.setEnabled(row + 1 < len(self._ids))
        self._show()
        rows = [row, *(row + step for step in _AHEAD)]
        self._photos.want(self._ids[r] for r in rows if 0 <= r < len(self._ids))

    def go_by(self, step: int) -> None:
        """Show a photo further on, or further back."""
        self.go_to(self._row + step)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go to another photo, or back to the grid."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Space: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._ids) - 1}
        if event.key() in steps:
            self.go_by(steps[event.key()])
        elif event.key() in ends:
            self.go_to(ends[event.key()])
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        back = self._button("Back", "Back to the photos", self._close)
        self._previous = self._button("←", "Previous photo", lambda: self.go_by(-1))
        self._next = self._button("→", "Next photo", lambda: self.go_by(1))
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setAccessibleName("File name")
        self.name.setMinimumWidth(1)  # a long name must not widen the window
        self.place.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(12)
        bar.addWidget(back)
        bar.addWidget(self.name, 1, Qt.AlignmentFlag.AlignCenter)
        for widget in (self.place, self._previous, self._next):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.canvas, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Photo viewer")

    def _button(self, text: str, name: str, clicked: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(clicked)
        return button

    def _show(self) -> None:
        photo_id = self._ids[self._row]
        if (picture := self._photos.picture(photo_id)) is not None:
            self.canvas.show_picture(picture)
        elif (reason := self._photos.failure(photo_id)) is not None:
            self.canvas.show_text(f"This photo can't be shown. {reason}")
        elif (preview := self._thumbnails.picture(photo_id)) is not None:
            self.canvas.show_picture(preview, preview=True)
        else:
            self.canvas.show_text("")

    def _show_if_current(self, photo_id: int) -> None:
        if photo_id == self.photo_id:
            self._show()

    def _name_known(self, photo_id: int, name: str) -> None:
        if photo_id == self.photo_id:
            self.name.setText(name)

    def _close(self) -> None:
        if self.photo_id is not None:
            self.closed.emit(self.photo_id)
