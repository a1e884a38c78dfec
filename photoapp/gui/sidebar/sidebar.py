"""The sidebar: a tree of ways into the library."""

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QWidget,
)

from photoapp.gui.language import tr
from photoapp.gui.sidebar.label_section import suggested_filter
from photoapp.gui.sidebar.line_menu import Doings, fill_menu
from photoapp.gui.sidebar.node import Node, filter_of
from photoapp.gui.sidebar.node_tree import NodeTree
from photoapp.gui.sidebar.sections import sections
from photoapp.gui.sidebar.sidebar_model import PHOTOS_MIME, takes_photos

if TYPE_CHECKING:
    from photoapp.catalog import Album
    from photoapp.library.browsing import Facets


class Sidebar(NodeTree):
    """Shows what there is in the library, and tells what of it is chosen.

    Signals:
        chosen: a PhotoFilter, or the text of an earlier search, and whether it is to be added to
            what is asked now.
        album_wanted: a name for a new album, and the ids of photos to put in it.
        album_renamed: an album's id and its new name.
        album_change_asked: the id of a smart album whose search is to be changed.
        album_deleted: an album's id.
        photos_dropped: an album's id, and ids of photos to put in it.
        keyword_dropped: a keyword, and ids of photos to give it.
        label_dropped: a label's id, and ids of photos that it is right for.
        label_deleted, label_edit_asked, review_asked: a label's id.
        search_forgotten: the text of an earlier search.
        folder_shown: the path of a folder to show in the file manager.
        folder_left: the path of a watched folder that is to be watched no longer.

    """

    chosen = Signal(object, bool)
    album_wanted = Signal(str, list)
    album_renamed = Signal(int, str)
    album_change_asked = Signal(int)
    album_deleted = Signal(int)
    photos_dropped = Signal(int, list)
    keyword_dropped = Signal(str, list)
    label_dropped = Signal(int, list)
    label_deleted = Signal(int)
    label_edit_asked = Signal(int)
    review_asked = Signal(int)
    search_forgotten = Signal(str)
    folder_shown = Signal(str)
    folder_left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facets: Facets | None = None
        self._albums: Sequence[Album] = ()
        self._searches: Sequence[str] = ()
        self._to_name: str | None = None
        self._done = False  # the press has been acted on: its release means nothing
        self.lines.renamed.connect(self.album_renamed)
        self._show()

    def show_facets(self, facets: "Facets") -> None:
        """Show what there is in the library now; what is open stays open."""
        self._facets = facets
        self._show()

    def show_albums(self, albums: Sequence["Album"]) -> None:
        """Show the albums there are; one that was just asked for can be named at once."""
        self._albums = albums
        self._show()
        new = next((album for album in albums if album.name == self._to_name), None)
        if new is not None:
            self._to_name = None
            self._rename(f"album/{new.id}")

    def show_searches(self, texts: Sequence[str]) -> None:
        """Show what was searched for lately, newest first."""
        self._searches = texts
        self._show()

    def rename_album(self) -> None:
        """Let the album under the keyboard be named anew."""
        if self._current().kind in {"album", "smart-album"}:
            self._rename(self._current().key)

    def new_album(self, photo_ids: Sequence[int] = ()) -> None:
        """Ask for an album with a name that is free; it is named once it is there."""
        taken = {album.name.casefold() for album in self._albums}
        name, number = tr("New album"), 2
        while name.casefold() in taken:
            name, number = tr("New album {number}", number=number), number + 1
        self._to_name = name
        self.album_wanted.emit(name, list(photo_ids))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose with Enter or Space, and act on what is under the keyboard."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Enter ends the naming, and no more
        index, node = self.currentIndex(), self._current()
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and index.isValid():
            self._choose(index, add=_adds(event))
        elif key == Qt.Key.Key_F2:
            self.rename_album()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove(node)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open or close at the arrow; anything else waits until the button is let go."""
        index = self.indexAt(event.position().toPoint())
        self._done = index.isValid() and self.is_arrow(index, event)
        if not self._done:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.setExpanded(index, not self.isExpanded(index))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Do no more than the first click did."""
        self._done = True
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose what was clicked; with Ctrl it is added to what is asked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or self._done:
            return
        if index.isValid() and index == self.currentIndex():
            self._choose(index, add=_adds(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Let photos go where they can go; lines open and scroll under them."""
        super().dragMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        fits = index.isValid() and takes_photos(self.lines.node(index))
        if not fits or not event.mimeData().hasFormat(PHOTOS_MIME):
            self.aim("")
            event.ignore()
            return
        self.aim(self.lines.node(index).key)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Aim at nothing any more."""
        super().dragLeaveEvent(event)
        self.aim("")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell which photos were dropped, and on what."""
        self.aim("")
        index = self.indexAt(event.position().toPoint())
        data = event.mimeData()
        if not index.isValid() or not data.hasFormat(PHOTOS_MIME):
            return
        node, ids = self.lines.node(index), json.loads(data.data(PHOTOS_MIME).data())
        if node.kind == "album":
            self.photos_dropped.emit(node.value, ids)
        elif node.kind == "keyword":
            self.keyword_dropped.emit(node.value, ids)
        elif node.kind == "label":
            self.label_dropped.emit(node.value, ids)
        elif node.key == "albums":
            self.new_album(ids)
        event.acceptProposedAction()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Show what can be done with a line, by mouse or by the menu key."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid() and (menu := self.menu_of(index)).actions():
            place = event.pos() if by_mouse else self.visualRect(index).bottomLeft()
            menu.popup(self.viewport().mapToGlobal(place))

    def menu_of(self, index: QModelIndex) -> QMenu:
        """Return the menu of a line; it is empty where nothing can be done."""
        node, menu = self.lines.node(index), QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_watched = self.lines.node(index.parent()).key == "folders"
        doings = Doings(
            add=partial(self._choose, index, add=True),
            new_album=self.new_album,
            change_search=lambda: self.album_change_asked.emit(node.value),
            rename=partial(self._rename, node.key),
            remove=partial(self._remove, node),
            show_folder=lambda: self.folder_shown.emit(node.value),
            leave_folder=lambda: self.folder_left.emit(node.value),
            review=lambda: self.review_asked.emit(node.value),
            show_suggestions=lambda: self.chosen.emit(suggested_filter(node), False),
            edit_label=lambda: self.label_edit_asked.emit(node.value),
        )
        fill_menu(menu, node, is_watched, doings)
        return menu

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a width that most names fit into."""
        return QSize(30 * self.fontMetrics().averageCharWidth(), super().sizeHint().height())

    def _show(self) -> None:
        self.lines.show(sections(self._facets, self._albums, self._searches))

    def _current(self) -> Node:
        return self.lines.node(self.currentIndex())

    def _rename(self, key: str) -> None:
        index = self.lines.find(key)
        if index.isValid():
            self.expand(index.parent())
            self.setCurrentIndex(index)
            self.edit(index)

    def _choose(self, index: QModelIndex, *, add: bool) -> None:
        node = self.lines.node(index)
        if node.kind == "search":
            self.chosen.emit(node.value, add)
        elif node.conditions is None:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.chosen.emit(filter_of(node), add)

    def _remove(self, node: Node) -> None:
        if node.kind in {"album", "smart-album"}:
            self.album_deleted.emit(node.value)
        elif node.kind == "label":
            self.label_deleted.emit(node.value)
        elif node.kind == "search":
            self.search_forgotten.emit(node.value)


def _adds(event: QKeyEvent | QMouseEvent) -> bool:
    """Whether what is chosen is to be added to what is asked already."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
