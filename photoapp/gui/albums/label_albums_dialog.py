"""The dialog that makes an album for each of some labels."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.labels.starting_page import starter_text, starters_in_order
from photoapp.gui.language import tr, tr_n
from photoapp.gui.settings.form import buttons

if TYPE_CHECKING:
    from photoapp.tagging.lists import LabelLine

_LINE = Qt.ItemDataRole.UserRole
_LIBRARY, _FILE = "library", "file"


@dataclass(frozen=True)
class LabelAlbumsChoice:
    """The labels that are to have an album, and of what kind; ``under`` begins the names."""

    lines: "tuple[LabelLine, ...]"
    live: bool
    under: str


class LabelAlbumsDialog(QDialog):
    """Lists labels with a tick each: those of the library, or of a list.

    Args:
        starters: the names of the lists that come along.

    Signals:
        library_asked: the library's labels are wanted.
        starter_asked: a list that comes along is; carries its name.
        file_asked: a list of the user's own is.
        chosen: a ``LabelAlbumsChoice``, when the dialog is accepted.

    """

    library_asked = Signal()
    starter_asked = Signal(str)
    file_asked = Signal()
    chosen = Signal(object)

    def __init__(self, starters: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New Albums from Labels"))
        self.resize(520, 600)
        self._taken: frozenset[str] = frozenset()
        self._shown = _LIBRARY
        self.source = QComboBox(self)
        self.source.addItem(tr("The labels of your library"), _LIBRARY)
        self.source.addItem(tr("A list in a file…"), _FILE)
        self.offer(starters)
        self.tree = QTreeWidget(self)
        self.all, self.none = QPushButton(tr("&All"), self), QPushButton(tr("&None"), self)
        self.live = QRadioButton(tr("&Go on finding photos, also new ones"), self)
        self.fixed = QRadioButton(tr("&Hold the photos that are found now"), self)
        self.under = QLineEdit(self)
        self.summary = QLabel(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.make = self.buttons.addButton(
            tr("&Make Albums"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._lay_out()
        self._connect()
        self._show_state()

    @property
    def choice(self) -> LabelAlbumsChoice:
        """What is chosen just now."""
        lines = tuple(item.data(0, _LINE) for item in self._items() if _is_ticked(item))
        return LabelAlbumsChoice(lines, self.live.isChecked(), self.under.text().strip())

    def offer(self, starters: Sequence[str]) -> None:
        """Offer lists that come along, by their names, before a list of the user's own."""
        for name in starters_in_order(starters):
            text = tr("List: {name}", name=starter_text(name))
            self.source.insertItem(self.source.count() - 1, text, name)

    def show_lines(self, lines: "Sequence[LabelLine]", albums: Collection[str]) -> None:
        """List labels; ``albums`` are the names that are taken."""
        self._taken = frozenset(name.casefold() for name in albums)
        self._shown = self.source.currentData()
        self.tree.blockSignals(True)
        self.tree.clear()
        for line in lines:
            item = QTreeWidgetItem([line.name, ""])
            item.setData(0, _LINE, line)
            item.setCheckState(0, Qt.CheckState.Checked)
            self.tree.addTopLevelItem(item)
        self.tree.blockSignals(False)
        self._show_state()

    def keep_source(self) -> None:
        """Go back to where the labels shown are from: no other list was chosen, or it is none."""
        self.source.setCurrentIndex(self.source.findData(self._shown))

    def accept(self) -> None:
        """Tell what is chosen."""
        self.chosen.emit(self.choice)
        super().accept()

    def _connect(self) -> None:
        self.source.activated.connect(lambda _: self._ask())
        self.tree.itemChanged.connect(lambda *_: self._show_state())
        self.under.textChanged.connect(lambda _: self._show_state())
        self.all.clicked.connect(lambda _=False: self._tick(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda _=False: self._tick(Qt.CheckState.Unchecked))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _ask(self) -> None:
        source = self.source.currentData()
        if source == _LIBRARY:
            self.library_asked.emit()
        elif source == _FILE:
            self.file_asked.emit()
        else:
            self.starter_asked.emit(source)

    def _items(self) -> list[QTreeWidgetItem]:
        return [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]

    def _tick(self, state: Qt.CheckState) -> None:
        self.tree.blockSignals(True)
        for item in self._items():
            item.setCheckState(0, state)
        self.tree.blockSignals(False)
        self._show_state()

    def _show_state(self) -> None:
        choice = self.choice
        self.tree.blockSignals(True)
        for item in self._items():
            taken = self._is_taken(item.data(0, _LINE).name)
            item.setText(1, tr("there is an album") if taken else "")
        self.tree.blockSignals(False)
        new = sum(not self._is_taken(line.name) for line in choice.lines)
        self.summary.setText(
            tr_n("1 album will be made.", "{n} albums will be made.", new)
            if self._items()
            else tr("There are no labels here; choose a list above.")
        )
        self.make.setEnabled(new > 0)
        self.make.setDefault(new > 0)

    def _is_taken(self, label: str) -> bool:
        under = " ".join(self.under.text().split()).rstrip("/ ")
        return f"{under}/{label}".lstrip("/").casefold() in self._taken

    def _lay_out(self) -> None:
        self.source.setAccessibleName(tr("Where the labels are from"))
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(2)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setObjectName("label-list")
        self.tree.setAccessibleName(tr("Labels that are to have an album"))
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.live.setChecked(True)
        self.under.setPlaceholderText(tr("for example Travel: “Travel/beach”"))
        self.summary.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Albums"), self.live)
        form.addRow("", self.fixed)
        form.addRow(tr("Na&mes begin with"), self.under)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.source)
        column.addWidget(self.tree, 1)
        column.addLayout(buttons(self.all, self.none))
        column.addLayout(form)
        column.addWidget(self.summary)
        column.addWidget(self.buttons)


def _is_ticked(item: QTreeWidgetItem) -> bool:
    return item.checkState(0) == Qt.CheckState.Checked
