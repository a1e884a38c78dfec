"""Buttons of the viewer: small drawings, light on dark."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from photoapp.gui.viewer.darkness import light_icon

_ICON = QSize(20, 20)


def tool_button(
    parent: QWidget, icon: str, name: str, clicked: Callable[[], object] | None = None
) -> QToolButton:
    """Return a button; ``name`` says what it does."""
    button = QToolButton(parent)
    button.setIcon(light_icon(icon))
    button.setIconSize(_ICON)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if clicked is not None:
        button.clicked.connect(lambda _checked=False: clicked())
    return button
