"""What a keyboard does with photos: it goes from one to another, selects and opens them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from photoapp.gui.grid.grid_view import GridView
from photoapp.gui.grid.keys import opens, row_after, toggles

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_OTHERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Keyboard:
    """Follows the keys that are pressed on a view of photos.

    Args:
        view: the photos.
        open_photo: opens the photo of a row.

    """

    def __init__(self, view: GridView, open_photo: Callable[[int], object]) -> None:
        self._view = view
        self._open = open_photo

    def press(self, event: QKeyEvent) -> None:
        """Do what a key says; all that mean nothing here are left to the window."""
        selecting = self._view.selecting
        current, row = selecting.current, self._row_after(event.key())
        if event.modifiers() & _OTHERS:
            event.ignore()
        elif row is not None:
            self._go_to(row, event.modifiers())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._view.selectAll()
        elif current is not None and opens(event):
            self._open(current)
        elif current is not None and toggles(event):
            selecting.toggle(current)
        else:
            event.ignore()

    def _row_after(self, key: int) -> int | None:
        geometry = self._view.geometry_of_photos
        lines = max(1, self._view.viewport().height() // geometry.line_height - 1)
        return row_after(key, self._view.selecting.current, geometry, lines)

    def _go_to(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        selecting = self._view.selecting
        if modifiers & _SHIFT:
            selecting.extend_to(row, keep=bool(modifiers & _CONTROL))
        elif modifiers & _CONTROL:
            selecting.go_to(row)
        else:
            selecting.only(row)
        self._view.reveal(row)
