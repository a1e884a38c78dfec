"""What would be made of a list of labels, to choose from before it is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.labels.quiet_header import QuietHeader
from photoapp.gui.language import tr, tr_n

if TYPE_CHECKING:
    from photoapp.tagging.lists import LabelLine

_LINE = Qt.ItemDataRole.UserRole
_ROOM_FOR_TICKS = 40


class ImportDialog(QDialog):
    """Lists labels with a tick each.

    Args:
        title: where they come from.
        lines: the labels.
        known: the names of labels that are there already.

    Signals:
        chosen: the lines that are ticked, when the dialog is accepted.

    """

    chosen = Signal(list)

    def __init__(
        self,
        title: str,
        lines: "Sequence[LabelLine]",
        known: Iterable[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._known = {name.casefold() for name in known}
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 560)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("label-list")
        self.tree.ensurePolished()  # before its lines are measured
        self.summary = QLabel(self)
        self.all, self.none = QPushButton(tr("&All"), self), QPushButton(tr("&None"), self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.make = self.buttons.addButton(
            tr("&Make Labels"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._items = self._filled(lines)
        self._lay_out()
        self._connect()
        self._show_state()

    def lines(self) -> "list[LabelLine]":
        """Return the lines that are ticked."""
        return [item.data(0, _LINE) for item in self._items if _is_ticked(item)]

    def accept(self) -> None:
        """Tell what is ticked."""
        self.chosen.emit(self.lines())
        super().accept()

    def _filled(self, lines: "Sequence[LabelLine]") -> list[QTreeWidgetItem]:
        items = [self._item(line) for line in lines]
        by_name = {line.name.casefold(): item for line, item in zip(lines, items, strict=True)}
        for line, item in zip(lines, items, strict=True):
            parent = by_name.get(line.parent.casefold()) if line.parent else None
            (self.tree.addTopLevelItem if parent is None else parent.addChild)(item)
        self.tree.expandAll()
        return items

    def _item(self, line: "LabelLine") -> QTreeWidgetItem:
        about = ", ".join(line.phrases)
        if line.group:
            about = "  ·  ".join(filter(None, (about, tr("one of: {group}", group=line.group))))
        here = tr("is here already") if self._is_known(line) else ""
        item = QTreeWidgetItem([line.name, about, here])
        item.setData(0, _LINE, line)
        item.setCheckState(0, Qt.CheckState.Checked)
        item.setToolTip(1, about)
        return item

    def _is_known(self, line: "LabelLine") -> bool:
        return line.name.casefold() in self._known

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        """Take what a label lies below with it; leave out what lies below one that is left out."""
        if column:
            return
        self.tree.blockSignals(True)
        state = item.checkState(0)
        for other in _above(item) if state == Qt.CheckState.Checked else _below(item):
            other.setCheckState(0, state)
        self.tree.blockSignals(False)
        self._show_state()

    def _tick(self, state: Qt.CheckState) -> None:
        self.tree.blockSignals(True)
        for item in self._items:
            item.setCheckState(0, state)
        self.tree.blockSignals(False)
        self._show_state()

    def _show_state(self) -> None:
        lines = self.lines()
        here = sum(self._is_known(line) for line in lines)
        named = (name.casefold() for line in lines for name in (line.name, line.parent) if name)
        new = len(set(named) - self._known)
        text = tr_n("1 label will be made", "{n} labels will be made", new)
        if here:
            text += ", " + tr_n(
                "1 that is here already becomes as the list has it",
                "{n} that are here already become as the list has them",
                here,
            )
        self.summary.setText(text + ".")
        self.make.setEnabled(bool(lines))
        self.make.setDefault(bool(lines))

    def _connect(self) -> None:
        self.tree.itemChanged.connect(self._ticked)
        self.all.clicked.connect(lambda _=False: self._tick(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda _=False: self._tick(Qt.CheckState.Unchecked))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        self.tree.setHeaderLabels([tr("Label"), tr("In other words"), ""])
        self.tree.setAccessibleName(tr("Labels of the list"))
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setHeader(QuietHeader(self.tree, numbers=False))
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        header = self.tree.header()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, self.tree.sizeHintForColumn(0) + _ROOM_FOR_TICKS)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.summary.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.summary.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.summary, 1)
        for button in (self.all, self.none):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.tree, 1)
        column.addLayout(row)
        column.addWidget(self.buttons)


def _above(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    while (item := item.parent()) is not None:
        yield item


def _below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for child in map(item.child, range(item.childCount())):
        yield child
        yield from _below(child)


def _is_ticked(item: QTreeWidgetItem) -> bool:
    return item.checkState(0) == Qt.CheckState.Checked
