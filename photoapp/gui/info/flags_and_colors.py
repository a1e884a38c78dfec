"""Buttons for what people say of photos in one click: picks, rejects and colours."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from photoapp.gui.icons import dot_icon, icon
from photoapp.gui.language import tr


class Toggles(QWidget):
    """Buttons of which one at most is pressed; pressing it again lets it go.

    Signals:
        chosen: the key of the button that was pressed, "none" where one was let go.

    """

    chosen = Signal(str)

    def __init__(
        self, buttons: Mapping[str, tuple[QIcon, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.buttons = {key: self._button(key, *shown) for key, shown in buttons.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in self.buttons.values():
            row.addWidget(button)

    def show_chosen(self, chosen: str | None) -> None:
        """Show which holds: none for "none", and for None, where photos differ."""
        for key, button in self.buttons.items():
            button.setChecked(key == chosen)

    def _button(self, key: str, picture: QIcon, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(picture)
        button.setIconSize(QSize(16, 16))
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda checked: self._press(key, checked))
        return button

    def _press(self, key: str, checked: bool) -> None:
        chosen = key if checked else "none"
        self.show_chosen(chosen)
        self.chosen.emit(chosen)


def flag_buttons(parent: QWidget) -> Toggles:
    """Return buttons that pick and reject."""
    buttons = {
        "pick": (icon("flag-pick"), tr("Pick")),
        "reject": (icon("flag-reject"), tr("Reject")),
    }
    return Toggles(buttons, parent)


def color_buttons(parent: QWidget) -> Toggles:
    """Return buttons for the colour labels."""
    names = {
        "red": tr("Red"),
        "yellow": tr("Yellow"),
        "green": tr("Green"),
        "blue": tr("Blue"),
        "purple": tr("Purple"),
    }
    return Toggles({key: (dot_icon(key), name) for key, name in names.items()}, parent)
