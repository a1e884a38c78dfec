"""What can be done with a line of the sidebar, as a menu."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu

from photoapp.gui.language import tr
from photoapp.gui.sidebar.node import Node

_ALBUMS = ("album", "smart-album")


@dataclass(frozen=True)
class Doings:
    """What happens when something of the menu is chosen."""

    add: Callable[[], None]
    new_album: Callable[[], None]
    change_search: Callable[[], None]
    rename: Callable[[], None]
    remove: Callable[[], None]
    show_folder: Callable[[], None]
    leave_folder: Callable[[], None]
    review: Callable[[], None]
    show_suggestions: Callable[[], None]
    edit_label: Callable[[], None]


def fill_menu(menu: QMenu, node: Node, is_watched: bool, doings: Doings) -> None:
    """Put into a menu what can be done with a node; ``is_watched`` folders can be left."""
    if node.conditions:
        menu.addAction(tr("Add to the search"), doings.add)
        menu.addSeparator()
    if node.key == "albums" or node.kind in _ALBUMS:
        menu.addAction(tr("New album"), doings.new_album)
    if node.kind == "smart-album":
        menu.addAction(tr("Change the search…"), doings.change_search)
    if node.kind in _ALBUMS:
        menu.addAction(tr("Rename\tF2"), doings.rename)
        menu.addAction(tr("Delete the album\tDel"), doings.remove)
    elif node.kind == "label":
        _fill_label_menu(menu, node, doings)
    elif node.kind == "search":
        menu.addAction(tr("Remove from this list\tDel"), doings.remove)
    elif node.kind == "folder":
        menu.addAction(tr("Show in the file manager"), doings.show_folder)
    if is_watched:
        menu.addAction(tr("Stop watching this folder…"), doings.leave_folder)


def _fill_label_menu(menu: QMenu, node: Node, doings: Doings) -> None:
    menu.addAction(tr("Review suggestions…"), doings.review)
    menu.addAction(tr("Show suggestions"), doings.show_suggestions).setEnabled(node.suggested > 0)
    menu.addSeparator()
    menu.addAction(tr("Edit the label…"), doings.edit_label)
    menu.addAction(tr("Delete the label\tDel"), doings.remove)
