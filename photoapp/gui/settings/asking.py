"""Asking once more before something is done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

Ask = Callable[[QWidget, str, str, Callable[[], None]], None]


def ask(parent: QWidget, text: str, yes: str, then: Callable[[], None]) -> None:
    """Ask a question without holding anything up; ``then`` follows where the answer is ``yes``."""
    box = QMessageBox(QMessageBox.Icon.Question, "photoapp", text, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    agree.clicked.connect(then)
    box.open()
