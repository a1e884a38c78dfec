"""What the keyboard does in the grid; keys that are not here are the window's."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from photoapp.gui.grid.geometry import Geometry

_Key = Qt.Key


def row_after(key: int, row: int | None, geometry: Geometry, page: int) -> int | None:
    """Return the photo that a key leads to, None if it is not one that leads to photos.

    ``page`` is how many lines a page has.
    """
    if not geometry.count or key not in _ALL:
        return None
    if row is None or row >= geometry.count:
        return 0
    if key in _LINES:
        lines = _LINES[key] if key in {_Key.Key_Up, _Key.Key_Down} else _LINES[key] * page
        return geometry.by_lines(row, lines)
    if key in _STEPS:
        return min(max(0, row + _STEPS[key]), geometry.count - 1)
    return 0 if key == _Key.Key_Home else geometry.count - 1


def opens(event: QKeyEvent) -> bool:
    """Return whether a key opens the photo that the keyboard is on."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and event.key() in {_Key.Key_Return, _Key.Key_Enter}


def toggles(event: QKeyEvent) -> bool:
    """Return whether a key selects the photo that the keyboard is on, or no longer."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() == _Key.Key_Space


_LINES = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_STEPS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_ALL = {*_LINES, *_STEPS, _Key.Key_Home, _Key.Key_End}
