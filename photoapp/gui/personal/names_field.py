"""Particular people, pets and things whose names the model is to learn."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from photoapp.gui.language import tr
from photoapp.gui.personal.layout import text
from photoapp.gui.search_bar.flow_layout import FlowLayout

_FIELD_WIDTH = 26  # characters


class NamesField(QWidget):
    """Names to tick, and a field for others.

    Signals:
        changed: other names are ticked.

    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self.field = QLineEdit(self)
        self.add = QPushButton(tr("Add"), self)
        self._names = QWidget(self)
        FlowLayout(self._names)
        self._lay_out()
        self.add.clicked.connect(lambda _=False: self._add_typed())
        self.field.returnPressed.connect(self._add_typed)
        self.field.textChanged.connect(lambda typed: self.add.setEnabled(bool(typed.strip())))

    @property
    def names(self) -> tuple[str, ...]:
        """The names that are ticked."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def suggest(self, names: Sequence[str]) -> None:
        """Offer names, not ticked; those that are there stay."""
        for name in names:
            self._offer(name)

    def tick(self, names: Iterable[str]) -> None:
        """Tick these names, too."""
        for name in names:
            self._offer(name).setChecked(True)

    def _offer(self, name: str) -> QCheckBox:
        known = {offered.casefold(): box for offered, box in self.boxes.items()}
        if (box := known.get(name.casefold())) is not None:
            return box
        box = self.boxes[name] = QCheckBox(name.replace("&", "&&"), self._names)
        box.setAccessibleName(name)
        box.toggled.connect(lambda _: self.changed.emit())
        around = QWidget(self._names)
        beside = QHBoxLayout(around)
        beside.setContentsMargins(0, 2, 12, 2)
        beside.addWidget(box)
        self._names.layout().addWidget(around)
        around.show()
        self._names.show()
        return box

    def _add_typed(self) -> None:
        if name := " ".join(self.field.text().split()):
            self.field.clear()
            self.tick([name])

    def _lay_out(self) -> None:
        self._names.hide()
        self.field.setPlaceholderText(tr("Another name: Shrek"))
        self.field.setAccessibleName(tr("Another name"))
        self.field.setMaximumWidth(_FIELD_WIDTH * self.fontMetrics().averageCharWidth() * 2)
        self.add.setAutoDefault(False)
        self.add.setEnabled(False)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.add)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            text(
                tr(
                    "Names of particular people, pets and things. Three photos with the name as a "
                    "keyword or in the caption are a beginning; “Shrek” then finds what looks so."
                ),
                quiet=True,
            )
        )
        column.addWidget(self._names)
        column.addLayout(line)
