"""The menus, made of commands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from photoapp.gui.commands import Commands
from photoapp.gui.language import tr
from photoapp.gui.main.command_list import COLORS, FLAGS, RATINGS

# An empty name is a line between two groups.
_FILE = ("add-folder", "look-again", "pause", "", "export", "", "settings", "", "quit")
_EDIT = (
    "undo", "redo", "", "select-all", "select-none", "copy", "", "find", "similar", "save-search",
    "label-albums", "all-photos", "back", "forward",
)  # fmt: skip
_MARK_LAST = (
    "caption", "keywords", "", "accept", "reject", "review", "", "add-to-album",
    "remove-from-album",
)  # fmt: skip
_ACT = (
    "rotate-left", "rotate-right", "", "open", "reveal", "", "trash",
)  # fmt: skip
_VIEW = (
    "grid", "view", "compare", "slideshow", "", "larger", "smaller", "", "sidebar", "info", "names",
    "pixels", "", "overview", "suggested-albums", "labels", "personalise", "failures", "",
    "full-screen",
)  # fmt: skip


def fill_menu_bar(bar: QMenuBar, commands: Commands) -> None:
    """Put all commands into menus."""
    _fill(bar.addMenu(tr("&File")), commands, _FILE)
    _fill(bar.addMenu(tr("&Edit")), commands, _EDIT)
    fill_photo_menu(bar.addMenu(tr("&Photo")), commands)
    _fill(bar.addMenu(tr("&View")), commands, _VIEW)
    _fill(bar.addMenu(tr("&Help")), commands, ("guide", "keys", "", "licences"))


def photo_menu(parent: QWidget, commands: Commands, labels: QMenu, programs: QMenu) -> QMenu:
    """Return a menu of what can be done with photos.

    ``labels`` lists what they can be labelled with, and ``programs`` what opens them.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for other in (labels, programs):
        other.setParent(menu, other.windowFlags())
    _fill(menu, commands, ("view", "similar", "compare", ""))
    menu.addMenu(labels)
    fill_photo_menu(menu, commands)
    _fill(menu, commands, ("", "copy", "export", ""))
    menu.addMenu(programs)
    return menu


def fill_photo_menu(menu: QMenu, commands: Commands) -> None:
    """Add what can be said of photos, and done with them."""
    _fill(menu.addMenu(tr("&Rating")), commands, RATINGS)
    _fill(menu.addMenu(tr("&Flag")), commands, tuple(FLAGS))
    _fill(menu.addMenu(tr("C&olour")), commands, tuple(COLORS))
    _fill(menu, commands, ("", *_MARK_LAST, "", *_ACT))


def _fill(menu: QMenu, commands: Commands, ids: Sequence[str]) -> None:
    for command_id in ids:
        if command_id:
            menu.addAction(commands[command_id])
        else:
            menu.addSeparator()
