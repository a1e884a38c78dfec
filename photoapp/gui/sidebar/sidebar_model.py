"""The sidebar's lines as a tree model that changes in place."""

from collections.abc import Iterator, Sequence
from itertools import count

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, Qt, Signal

from photoapp.gui.language import number, tr_n
from photoapp.gui.sidebar.node import Node

PHOTOS_MIME = "application/x-photoapp-photos"
_NOWHERE = QModelIndex()
# A view lays all rows out that a model has: more than these wait until they are scrolled to.
_AT_ONCE = 300


class _Item:
    """A node at its place.

    ``children`` are None until somebody looks, and ``rest`` the nodes that are not shown yet;
    ``row`` is where it was last.
    """

    __slots__ = ("above", "children", "id", "node", "rest", "row")

    def __init__(self, item_id: int, node: Node, above: "_Item | None") -> None:
        self.id = item_id
        self.node = node
        self.above = above
        self.children: list[_Item] | None = None
        self.rest: Sequence[Node] = ()
        self.row = 0


class SidebarModel(QAbstractItemModel):
    """A tree of nodes; those that stay keep their place, whatever comes or goes around them.

    Signals:
        renamed: an album's id, and the name that was typed for it.

    """

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._items: dict[int, _Item] = {}
        self._top = self._item(Node("", ""), None)
        self._top.children = []

    def show(self, nodes: Sequence[Node]) -> None:
        """Show these nodes at the top, changing no more than has changed."""
        self._update(self._top, nodes)

    def node(self, index: QModelIndex) -> Node:
        """Return the node of an index."""
        return self._at(index).node

    def indexes(self, above: QModelIndex | None = None) -> Iterator[QModelIndex]:
        """Return all that somebody has looked at yet, from the top down."""
        for item in self._at(above or QModelIndex()).children or ():
            index = self._index(item)
            yield index
            yield from self.indexes(index)

    def find(self, key: str) -> QModelIndex:
        """Return where a key is, if somebody has looked there yet; else an invalid index."""
        found = (index for index in self.indexes() if self.node(index).key == key)
        return next(found, QModelIndex())

    def has_more(self, above: QModelIndex) -> bool:
        """Whether there are more nodes below than are shown."""
        return bool(self._at(above).rest)

    def show_more(self, above: QModelIndex) -> None:
        """Show more of the nodes below."""
        item = self._at(above)
        first, more = len(self._children(item)), item.rest[:_AT_ONCE]
        if more:
            self.beginInsertRows(above, first, first + len(more) - 1)
            item.rest = item.rest[_AT_ONCE:]
            self._append(item, more)
            self.endInsertRows()

    def index(self, row: int, column: int, above: QModelIndex = _NOWHERE) -> QModelIndex:
        """Return the index of a row below another."""
        children = self._children(self._at(above))
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].id)

    def parent(self, index: QModelIndex = _NOWHERE) -> QModelIndex:
        """Return the index above another."""
        above = self._at(index).above
        return QModelIndex() if above is None else self._index(above)

    def rowCount(self, above: QModelIndex = _NOWHERE) -> int:  # noqa: N802
        """Return how many nodes are directly below."""
        return len(self._children(self._at(above)))

    def columnCount(self, _above: QModelIndex = _NOWHERE) -> int:  # noqa: N802
        """Return 1: counts are painted beside the names."""
        return 1

    def hasChildren(self, above: QModelIndex = _NOWHERE) -> bool:  # noqa: N802
        """Whether there are nodes below; none is made to know."""
        item = self._at(above)
        return item is self._top or item.node.children is not None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is shown, said or edited."""
        node = self._at(index).node
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return node.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return node.tip or node.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(node)
        return None

    def setData(  # noqa: N802
        self, index: QModelIndex, value: object, _role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Ask for another name of an album; it is shown once it has it."""
        node, name = self.node(index), str(value).strip()
        if not name or name == node.text:
            return False
        self.renamed.emit(node.value, name)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Albums can be renamed, and photos dropped on fixed ones, labels and keywords."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        node = self._at(index).node
        if node.kind in {"album", "smart-album"}:
            flags |= Qt.ItemFlag.ItemIsEditable
        if takes_photos(node):
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Return the one kind of thing that can be dropped."""
        return [PHOTOS_MIME]

    def canDropMimeData(  # noqa: N802
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, on: QModelIndex
    ) -> bool:
        """Whether photos are what is dropped, and dropped on what takes them."""
        return data.hasFormat(PHOTOS_MIME) and takes_photos(self._at(on).node)

    def _item(self, node: Node, above: _Item | None) -> _Item:
        item = _Item(next(self._numbers), node, above)
        self._items[item.id] = item
        return item

    def _at(self, index: QModelIndex) -> _Item:
        return self._items.get(index.internalId(), self._top) if index.isValid() else self._top

    def _index(self, item: _Item) -> QModelIndex:
        if item.above is None:
            return QModelIndex()
        siblings = item.above.children
        assert siblings is not None
        if item.row >= len(siblings) or siblings[item.row] is not item:
            item.row = siblings.index(item)
        return self.createIndex(item.row, 0, item.id)

    def _children(self, item: _Item) -> list[_Item]:
        if item.children is None:
            nodes = item.node.children() if item.node.children else ()
            item.children, item.rest = [], nodes[_AT_ONCE:]
            self._append(item, nodes[:_AT_ONCE])
        return item.children

    def _append(self, item: _Item, nodes: Sequence[Node]) -> None:
        assert item.children is not None
        for row, node in enumerate(nodes, len(item.children)):
            item.children.append(self._item(node, item))
            item.children[row].row = row

    def _update(self, item: _Item, nodes: Sequence[Node]) -> None:
        assert item.children is not None
        shown = max(_AT_ONCE, len(item.children))
        nodes, item.rest = list(nodes[:shown]), nodes[shown:]
        self._remove(item, {node.key for node in nodes})
        present = {child.node.key for child in item.children}
        for row, node in enumerate(nodes):
            if node.key in present:
                self._move_to(item, row, node.key)
                self._renew(item.children[row], node)
            else:
                self._insert(item, row, node)
            item.children[row].row = row

    def _remove(self, item: _Item, wanted: set[str]) -> None:
        """Remove the children that are not wanted any more, run by run from the end."""
        children = item.children
        assert children is not None
        end = len(children)
        while end:
            first = end
            while first and children[first - 1].node.key not in wanted:
                first -= 1
            if first < end:
                self.beginRemoveRows(self._index(item), first, end - 1)
                for gone in children[first:end]:
                    self._forget(gone)
                del children[first:end]
                self.endRemoveRows()
            end = max(0, first - 1)

    def _insert(self, item: _Item, row: int, node: Node) -> None:
        assert item.children is not None
        self.beginInsertRows(self._index(item), row, row)
        item.children.insert(row, self._item(node, item))
        self.endInsertRows()

    def _move_to(self, item: _Item, row: int, key: str) -> None:
        """Bring a child to a row, if it is further down."""
        children = item.children
        assert children is not None
        if children[row].node.key == key:
            return
        old = next(r for r in range(row + 1, len(children)) if children[r].node.key == key)
        above = self._index(item)
        self.beginMoveRows(above, old, old, above, row)
        children.insert(row, children.pop(old))
        self.endMoveRows()

    def _renew(self, item: _Item, node: Node) -> None:
        before, item.node = item.node, node
        if before != node or (before.children is None) != (node.children is None):
            index = self._index(item)
            self.dataChanged.emit(index, index)
        if item.children is not None:
            self._update(item, node.children() if node.children else ())

    def _forget(self, item: _Item) -> None:
        del self._items[item.id]
        for child in item.children or ():
            self._forget(child)


def takes_photos(node: Node) -> bool:
    """Whether photos can be dropped on a node."""
    return node.kind in {"album", "keyword", "label"} or node.key == "albums"


def _spoken(node: Node) -> str:
    """Return a node and its counts in words."""
    said = [node.text]
    if node.photos is not None:
        said.append(tr_n("1 photo", "{n} photos", node.photos))
    if node.suggested:
        said.append(tr_n("1 more suggested", "{n} more suggested", node.suggested))
    return ", ".join(said)


def count_text(node: Node) -> str:
    """Return what is written at a node's right."""
    return "" if node.photos is None else number(node.photos)
