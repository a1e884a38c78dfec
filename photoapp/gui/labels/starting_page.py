"""What labels are, for those who have none yet, and lists of them to begin with."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from photoapp.gui.language import tr
from photoapp.gui.search_bar.flow_layout import FlowLayout

_WIDTH = 520


class StartingPage(QScrollArea):
    """Explains, and offers lists to begin with.

    Signals:
        starter_asked: a list is to be looked at; carries its name.
        new_asked: a label of the user's own is wanted.

    """

    starter_asked = Signal(str)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.starters: list[QPushButton] = []
        self.new = QPushButton(tr("Make a &Label of Your Own…"), self)
        self.new.clicked.connect(lambda _=False: self.new_asked.emit())
        self._lists = QWidget(self)
        FlowLayout(self._lists)
        self._lay_out()

    def offer(self, names: Sequence[str]) -> None:
        """Offer lists by their names."""
        for button in self.starters:
            button.deleteLater()
        self.starters = [self._starter(name) for name in names]
        for button in self.starters:
            self._lists.layout().addWidget(button)

    def _starter(self, name: str) -> QPushButton:
        button = QPushButton(starter_text(name) + "…", self._lists)
        button.clicked.connect(lambda _=False: self.starter_asked.emit(name))
        return button

    def _lay_out(self) -> None:
        page = QWidget(self)
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(_label(tr("Photos that tag themselves"), scale=1.5))
        column.addWidget(
            _label(
                tr(
                    "A label is a word of yours with what it means, in other words or by a few "
                    "photos: “dog”, “receipt”, “Shrek, an orange cat”. photoapp suggests the "
                    "photos it fits and learns from each yes and no; nothing is tagged until "
                    "you say yes."
                )
            )
        )
        column.addSpacing(4)
        column.addWidget(_label(tr("Lists to begin with; you choose from them:"), quiet=True))
        column.addWidget(self._lists)
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addStretch(1)
        column.addSpacing(4)
        column.addLayout(row)
        around = QWidget(self)
        high = QVBoxLayout(around)
        high.setContentsMargins(24, 24, 24, 24)
        high.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(page, _WIDTH)
        middle.addStretch(1)
        high.addLayout(middle)
        high.addStretch(3)
        self.setWidget(around)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)


def starter_text(name: str) -> str:
    """Return what a list that comes along is called."""
    return _texts().get(name, name.capitalize())


def starters_in_order(names: Iterable[str]) -> list[str]:
    """Return lists that come along as they are offered: what most people need comes first."""
    order = list(_texts())
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def _texts() -> dict[str, str]:
    return {
        "everyday": tr("Everyday"),
        "travel": tr("Travel"),
        "nature": tr("Nature"),
        "food": tr("Food"),
        "documents and screenshots": tr("Documents and Screenshots"),
    }


def _label(text: str, *, scale: float = 1.0, quiet: bool = False) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    label.setFont(font)
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
