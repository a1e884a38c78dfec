"""A button that shows what is chosen of a few things, and lets choose another."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from photoapp.gui.icons import icon
from photoapp.gui.language import tr


class ChoiceButton(QToolButton):
    """Lets one of several things be chosen from a menu.

    Signals:
        chosen: the key of what was chosen.

    """

    chosen = Signal(str)

    def __init__(
        self, name: str, icon_name: str, texts: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._actions: dict[str, QAction] = {}
        self._group = QActionGroup(self)
        self.setIcon(icon(icon_name))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.setToolTip(name)
        menu = QMenu(self)
        for key, text in texts.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _, key=key: self._choose(key))
            self._group.addAction(action)
            self._actions[key] = action
        self.setMenu(menu)
        self.show_chosen(next(iter(texts)))

    @property
    def choice(self) -> str:
        """The key of what is chosen."""
        return next(key for key, action in self._actions.items() if action.isChecked())

    def show_chosen(self, key: str) -> None:
        """Show what is chosen; nothing is told of it."""
        self._actions[key].setChecked(True)
        text = self._actions[key].text()
        self.setText(text)
        self.setAccessibleName(tr("{name}: {chosen}", name=self._name, chosen=text))

    def offer(self, key: str, offered: bool) -> None:
        """Offer a thing, or not."""
        self._actions[key].setVisible(offered)

    def _choose(self, key: str) -> None:
        self.show_chosen(key)
        self.chosen.emit(key)
