"""What all pages of the settings are laid out with."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

_INDENT = 5


def note(text: str = "") -> QLabel:
    """Return a label for a remark, in the quieter colour."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def column(page: QWidget) -> QVBoxLayout:
    """Lay a page out from top to bottom."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    return layout


def form() -> QFormLayout:
    """Return a layout of names and what belongs to them."""
    layout = QFormLayout()
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(8)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return layout


def buttons(*row: QPushButton) -> QHBoxLayout:
    """Lay buttons out in a row; none of them answers to Enter elsewhere."""
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for button in row:
        button.setAutoDefault(False)
        layout.addWidget(button)
    layout.addStretch(1)
    return layout


def indent(box: QSpinBox) -> None:
    """Keep a number off the border of its box: there Qt knows no padding of style sheets."""
    box.lineEdit().setTextMargins(_INDENT, 0, 0, 0)


class Choice(QComboBox):
    """A few values to choose from by their texts; a value from elsewhere is shown silently."""

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], chosen: Callable[[str], None]
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        for value, text in choices:
            self.addItem(text, value)
        self.activated.connect(lambda _: chosen(self.currentData()))

    def show_value(self, value: str) -> None:
        """Show a value."""
        self.setCurrentIndex(self.findData(value))


class Number(QSpinBox):
    """A number to choose, or to type; one from elsewhere is shown silently."""

    def __init__(self, name: str, least: int, most: int, chosen: Callable[[int], None]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(least, most)
        self.setKeyboardTracking(False)
        indent(self)
        self.valueChanged.connect(chosen)

    def show_value(self, value: int) -> None:
        """Show a value."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)
