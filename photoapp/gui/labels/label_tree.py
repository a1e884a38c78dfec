"""The labels below each other, with how many photos they have."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from photoapp.gui.labels.quiet_header import PADDING, QuietHeader
from photoapp.gui.language import number, tr

if TYPE_CHECKING:
    from photoapp.library.labels import LabelCard

_ID = Qt.ItemDataRole.UserRole
_GROUP = Qt.ItemDataRole.UserRole + 1
_SUGGESTED = 2  # its column
_GAP = 8
_LEAST_GROUP = 24


class LabelTree(QTreeWidget):
    """Lists labels; one is chosen.

    Signals:
        chosen: carries the id of a label.

    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[LabelCard, ...] = ()
        self._items: dict[int, QTreeWidgetItem] = {}
        self.setHeaderLabels([tr("Label"), tr("Tagged"), tr("Suggested")])
        self.setAccessibleName(tr("Labels"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeader(QuietHeader(self, numbers=True))
        self.setItemDelegate(_Line(self))
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self._lay_out_header()
        self.currentItemChanged.connect(self._tell)

    @property
    def label_id(self) -> int | None:
        """The label that is chosen."""
        item = self.currentItem()
        return None if item is None else item.data(0, _ID)

    def show_cards(self, cards: "Sequence[LabelCard]") -> None:
        """Show these labels; the one that was chosen stays so, if it is still there."""
        if tuple(cards) == self._shown:
            return
        chosen, closed = self.label_id, self._closed()
        scrolled = self.verticalScrollBar().value()
        before = list(self._items)
        self._shown = tuple(cards)
        self.blockSignals(True)
        self.clear()
        self._items = {card.label.id: _item(card) for card in cards}
        self._put_below_each_other(cards)
        self.expandAll()
        for label_id in closed & self._items.keys():
            self._items[label_id].setExpanded(False)
        self.blockSignals(False)
        self._choose_again(chosen, before)
        if chosen in self._items:
            self.verticalScrollBar().setValue(scrolled)

    def choose(self, label_id: int) -> None:
        """Choose a label, if it is there."""
        if (item := self._items.get(label_id)) is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def _closed(self) -> set[int]:
        items = self._items.items()
        return {key for key, item in items if item.childCount() and not item.isExpanded()}

    def _put_below_each_other(self, cards: "Sequence[LabelCard]") -> None:
        for card in cards:
            item, parent = self._items[card.label.id], self._items.get(card.label.parent_id or 0)
            if parent is None:
                self.addTopLevelItem(item)
            else:
                parent.addChild(item)
                parent.setToolTip(1, tr("Without the labels below it, which the sidebar counts in"))

    def _choose_again(self, chosen: int | None, before: list[int]) -> None:
        """Go on with the label that was chosen; where it has gone, with the next."""
        if chosen in self._items:
            self.blockSignals(True)
            self.choose(chosen)
            self.blockSignals(False)
        elif self._items:
            later = before[before.index(chosen) :] if chosen in before else []
            self.choose(next((i for i in later if i in self._items), self._first()))

    def _first(self) -> int:
        return int(self.topLevelItem(0).data(0, _ID))

    def _tell(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _ID))

    def _lay_out_header(self) -> None:
        header = self.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)


class _Line(QStyledItemDelegate):
    """Paints a label's exclusive group behind its name; suggestions quietly: they are no tags."""

    def initStyleOption(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave numbers to ``paint``, which keeps them from the edge."""
        super().initStyleOption(option, index)
        if index.column():
            option.text = ""

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return room for a line of text, with air."""
        size = super().sizeHint(option, index)
        wide = option.fontMetrics.horizontalAdvance(index.data() or "") + 2 * PADDING
        height = option.fontMetrics.height() + PADDING
        return QSize(wide if index.column() else size.width(), height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a cell."""
        super().paint(painter, option, index)
        painter.save()
        if index.column():
            self._paint_number(painter, option, index)
        elif group := index.data(_GROUP):
            self._paint_group(painter, option, index.data(), group)
        painter.restore()

    def _paint_number(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.setPen(_color(option, quiet=index.column() == _SUGGESTED))
        place = QRect(option.rect).adjusted(0, 0, -PADDING, 0)
        sides = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, sides, index.data() or "")

    def _paint_group(
        self, painter: QPainter, option: QStyleOptionViewItem, name: str, group: str
    ) -> None:
        used = option.fontMetrics.horizontalAdvance(name) + _GAP
        place = QRect(option.rect).adjusted(used, 0, -4, 0)
        if place.width() >= _LEAST_GROUP:
            painter.setPen(_color(option, quiet=True))
            text = f"· {group}"
            text = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)


def _color(option: QStyleOptionViewItem, *, quiet: bool) -> QColor:
    roles = QPalette.ColorRole
    if option.state & QStyle.StateFlag.State_Selected:
        return option.palette.color(roles.HighlightedText)
    return option.palette.color(roles.PlaceholderText if quiet else roles.Text)


def _item(card: "LabelCard") -> QTreeWidgetItem:
    label = card.label
    counts = [number(n) if n else "" for n in (card.tagged, card.suggested)]
    item = QTreeWidgetItem([label.name, *counts])
    item.setData(0, _ID, label.id)
    item.setData(0, _GROUP, label.group)
    if label.group:
        tip = tr("A photo has one label of “{group}” at most", group=label.group)
        item.setToolTip(0, tip)
        item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, tip)
    return item
