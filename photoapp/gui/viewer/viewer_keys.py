"""What the keys do in the viewer, beside the window's commands."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from photoapp.gui.viewer.photo_viewer import PhotoViewer

Action = Callable[[], object]
Pressed = tuple[int, bool]  # a key, and whether Ctrl or Shift is held, to push the photo

_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
# These need Shift on some keyboards, and are the window's own with Ctrl.
_SIGNS = {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_Underscore}


def pressed_key(event: QKeyEvent) -> Pressed | None:
    """Return what was pressed; None if it can mean nothing here."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    if held & ~(control | shift):
        return None
    if event.key() in _SIGNS:
        return (event.key(), False)
    return (event.key(), bool(held))


def keeps(event: QKeyEvent, *, slideshow: bool) -> bool:
    """Return whether a key means something else here than in the window."""
    return event.key() == Qt.Key.Key_Escape or (slideshow and event.key() == Qt.Key.Key_Space)


def key_actions(viewer: "PhotoViewer") -> dict[Pressed, Action]:
    """Return what is to be done at which key."""
    key = Qt.Key
    arrows: dict[Pressed, Action] = {}
    for arrow, step in _STEPS.items():
        arrows[arrow, False] = partial(viewer.step, *step)
        arrows[arrow, True] = partial(viewer.stage.push, *step)
    plain: dict[int, Action] = {
        key.Key_PageUp: partial(viewer.go_by, -1),
        key.Key_PageDown: partial(viewer.go_by, 1),
        key.Key_Home: partial(viewer.go_to_end, last=False),
        key.Key_End: partial(viewer.go_to_end, last=True),
        key.Key_Space: viewer.pause_or_next,
        key.Key_Plus: partial(viewer.stage.zoom, 1),
        key.Key_Equal: partial(viewer.stage.zoom, 1),
        key.Key_Minus: partial(viewer.stage.zoom, -1),
        key.Key_Underscore: partial(viewer.stage.zoom, -1),
        key.Key_Z: viewer.stage.toggle_actual,
        key.Key_L: viewer.bar.lock.toggle,
        key.Key_Backspace: viewer.stage.take_out,
        key.Key_Return: viewer.show_alone,
        key.Key_Enter: viewer.show_alone,
        key.Key_Escape: viewer.leave,
    }
    bare: dict[Pressed, Action] = {(k, False): action for k, action in plain.items()}
    return {**bare, **arrows, (key.Key_0, True): viewer.stage.fit}
