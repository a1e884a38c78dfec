"""What a mouse does with photos: it selects them, takes them along, draws a band around them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from photoapp.gui.grid.grid_view import GridView
from photoapp.gui.grid.rubber_band import RubberBand

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class _Press:
    """Where a button was pressed, and what becomes of it.

    ``only`` is the photo to be selected alone when the button comes up again, ``kept`` is what
    stays selected when a band is drawn instead.
    """

    point: QPoint
    offset: int
    on_picture: bool
    kept: Sequence[range]
    only: int | None


class Mouse:
    """Follows the mouse on a view of photos.

    Args:
        view: the photos.
        is_on_picture: whether a point of the viewport lies on the picture of a row, not beside.
        drag: drags the selected photos until they are dropped.

    """

    def __init__(
        self,
        view: GridView,
        is_on_picture: Callable[[QPoint, int], bool],
        drag: Callable[[], None],
    ) -> None:
        self._view = view
        self._is_on_picture = is_on_picture
        self._drag = drag
        self._pressed: _Press | None = None
        self.band = RubberBand(view, self._choose_in_band)

    @property
    def is_busy(self) -> bool:
        """Whether a button is held down on photos."""
        return self._pressed is not None or self.band.is_drawn

    def press(self, event: QMouseEvent) -> None:
        """Select a photo, or begin to drag it, or a rubber band."""
        point = event.position().toPoint()
        row, selecting = self._view.row_at(point), self._view.selecting
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(point, row, event.modifiers())
        elif event.button() != Qt.MouseButton.RightButton:
            event.ignore()
        elif row is not None and row not in selecting.chosen:
            selecting.only(row)
        elif row is not None:
            selecting.go_to(row)

    def move(self, event: QMouseEvent) -> None:
        """Stretch a band, or take photos along once the mouse has moved far enough."""
        point = event.position().toPoint()
        if self.band.is_drawn:
            self.band.stretch(point)
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            distance = (point - self._pressed.point).manhattanLength()
            if distance >= QApplication.startDragDistance():
                self._move_on(self._pressed, point)

    def release(self, event: QMouseEvent) -> None:
        """End a band, or select the one photo that was clicked among others."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.band.is_drawn:
            self.band.end()
        elif self._pressed is not None and self._pressed.only is not None:
            self._view.selecting.only(self._pressed.only)
        self._pressed = None

    def let_go(self) -> None:
        """Forget what is being done: other photos are shown, or one was opened."""
        self._pressed = None
        if self.band.is_drawn:
            self.band.end()

    def _press(self, point: QPoint, row: int | None, modifiers: Qt.KeyboardModifier) -> None:
        selecting, only = self._view.selecting, None
        kept = selecting.chosen.ranges if modifiers & (_SHIFT | _CONTROL) else []
        if row is None:
            selecting.choose(kept)
        elif modifiers & _SHIFT:
            selecting.extend_to(row, keep=bool(modifiers & _CONTROL))
        elif modifiers & _CONTROL:
            selecting.toggle(row)
        elif row in selecting.chosen:
            only = row  # unless all that are selected are dragged
            selecting.go_to(row)
        else:
            selecting.only(row)
        on_picture = row is not None and self._is_on_picture(point, row)
        self._pressed = _Press(point, self._view.offset, on_picture, kept, only)

    def _move_on(self, pressed: _Press, point: QPoint) -> None:
        """Make a drag of a button held on a picture, and a band of one held beside."""
        self._pressed = None
        if pressed.on_picture:
            self._drag()
        else:
            self.band.begin(pressed.point + QPoint(0, pressed.offset), pressed.kept)
            self.band.stretch(point)

    def _choose_in_band(self) -> None:
        touched = self._view.ranges_in(self.band.place)
        self._view.selecting.choose([*self.band.kept, *touched])
