"""How the sidebar's tree looks, and what of it is open."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from photoapp.gui.language import tr
from photoapp.gui.sidebar.name_editing import NameEditing, depth_of
from photoapp.gui.sidebar.node import conditions_of, is_asked
from photoapp.gui.sidebar.row_painting import RowState, arrow_area, paint_row
from photoapp.gui.sidebar.sidebar_model import SidebarModel

if TYPE_CHECKING:
    from photoapp.catalog import PhotoFilter

_NOWHERE = QRect(0, -1, 0, 0)
_OPEN_AT_FIRST = ("folders", "albums", "dates")


class NodeTree(QTreeView):
    """Shows nodes, marks those that are asked for, and remembers which are open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = SidebarModel(self)
        self._asked: Mapping[str, object] = {}
        self._open = set(_OPEN_AT_FIRST)
        self._target = ""  # what photos are held over
        self._light = _NOWHERE  # the row under the mouse
        self._wanted: set[str] = set()  # keys below which there is to be more
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._looking.timeout.connect(self._look_below)
        self._lay_out()
        self.lines.rowsInserted.connect(self._open_again)
        self.expanded.connect(self._remember_open)
        self.collapsed.connect(self._remember_closed)

    def show_asked(self, wanted: "PhotoFilter | None") -> None:
        """Mark what is asked of photos now; None marks nothing."""
        self._asked = {"?": True} if wanted is None else conditions_of(wanted)
        self.viewport().update()

    def open_keys(self) -> list[str]:
        """Return what is open, to be remembered."""
        return sorted(self._open)

    def set_open_keys(self, keys: Iterable[str]) -> None:
        """Open what was open, as soon as it is there, and close the rest."""
        self._open = set(keys)
        self.collapseAll()
        self._open = set(keys)
        self._open_again(QModelIndex())

    def drawRow(  # noqa: N802
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Paint a line, all of it."""
        node = self.lines.node(index)
        here = index == self.currentIndex()
        state = RowState(
            depth_of(index),
            asked=is_asked(node, self._asked),
            focused=here and self.hasFocus(),
            hovered=option.rect.top() == self._light.top(),
            target=node.key == self._target,
            open=self.isExpanded(index) if self.lines.hasChildren(index) else None,
        )
        above = index.parent()
        if self.lines.has_more(above) and index.row() == self.lines.rowCount(above) - 1:
            self._wanted.add(self.lines.node(above).key)
            self._looking.start()
        painter.setFont(self.font())
        area = QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
        paint_row(painter, self.palette(), area, node, state)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Light up what is under the mouse."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._light_up(self._row_area(index) if index.isValid() else _NOWHERE)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Put the light out."""
        super().leaveEvent(event)
        self._light_up(_NOWHERE)

    def _lay_out(self) -> None:
        self.setModel(self.lines)
        self.setItemDelegate(NameEditing(self))
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setIndentation(0)  # lines are painted, arrows too, in drawRow
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setAutoExpandDelay(600)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Sidebar"))

    def aim(self, key: str) -> None:
        """Mark what photos are held over; an empty key marks nothing."""
        self._target = key
        self.viewport().update()

    def _open_again(self, above: QModelIndex, first: int = 0, last: int | None = None) -> None:
        """Open what is below, from row to row, as far as it was open."""
        end = self.lines.rowCount(above) if last is None else last + 1
        for row in range(first, end):
            index = self.lines.index(row, 0, above)
            if self.lines.node(index).key in self._open:
                self.setExpanded(index, True)
                self._open_again(index)

    def _look_below(self) -> None:
        """Show more where the end of what is shown has come into sight."""
        wanted, self._wanted = self._wanted, set()
        for key in wanted:
            self.lines.show_more(self.lines.find(key))

    def _remember_open(self, index: QModelIndex) -> None:
        self._open.add(self.lines.node(index).key)
        self._open_again(index)

    def _remember_closed(self, index: QModelIndex) -> None:
        self._open.discard(self.lines.node(index).key)

    def _row_area(self, index: QModelIndex) -> QRect:
        rect = self.visualRect(index)
        return QRect(0, rect.top(), self.viewport().width(), rect.height())

    def is_arrow(self, index: QModelIndex, event: QMouseEvent) -> bool:
        """Whether the mouse is on the arrow that opens a row."""
        area = arrow_area(self._row_area(index), depth_of(index))
        return self.lines.hasChildren(index) and area.contains(event.position().toPoint())

    def _light_up(self, area: QRect) -> None:
        if area != self._light:
            self.viewport().update(self._light)
            self.viewport().update(area)
            self._light = area
