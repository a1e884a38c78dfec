"""The window: where everything is, and nothing of what happens."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.commands import Commands
from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.info.info_panel import InfoPanel
from photoapp.gui.main.command_list import all_commands
from photoapp.gui.main.menus import fill_menu_bar
from photoapp.gui.pages.messages import MessagePage
from photoapp.gui.search_bar.search_bar import SearchBar
from photoapp.gui.sidebar.sidebar import Sidebar
from photoapp.gui.strip.progress_strip import ProgressStrip
from photoapp.gui.strip.size_slider import SizeSlider

if TYPE_CHECKING:
    from photoapp.gui.viewer.photo_viewer import PhotoViewer

_SIZE = QSize(1280, 820)
_WIDTHS = (230, 780, 270)
_LEAST_WIDTHS = (150, 420, 200)
# What can be done before the library is there.
_ALWAYS = frozenset(["quit", "full-screen", "guide", "licences"])


# Where the keyboard is not on photos, Space presses buttons and Delete deletes albums and keywords.
_ON_PHOTOS = ("toggle-view", "trash")


class MainWindow(QMainWindow):
    """Sidebar, photos below the search bar, information; progress below; or one photo, large.

    Signals:
        paths_dropped: files or folders were dropped on the window; carries their paths.
        activated: the user has come back to the window.
        closing: the window is about to go.

    """

    paths_dropped = Signal(list)
    activated = Signal()
    closing = Signal()

    def __init__(self, grid: PhotoGrid) -> None:
        super().__init__()
        self.grid = grid
        self.commands = Commands(all_commands(), self)
        self.sidebar = Sidebar(self)
        self.search = SearchBar(self)
        self.info = InfoPanel(self)
        self.message = MessagePage(self)
        self.progress = ProgressStrip(self.commands["pause"], self)
        self.size_slider = SizeSlider(grid, self)
        self.viewer: PhotoViewer | None = None
        self._was_full = False  # before a slideshow began
        self._tools, self._bare = True, False
        self._without_photos: set[QWidget] = set()
        self._lay_out()
        self._connect()

    @property
    def page(self) -> QWidget:
        """What is shown below the search bar."""
        return self._below.currentWidget()

    def show_page(self, page: QWidget, *, photos: bool = True) -> None:
        """Show the grid or another page below the search bar.

        Where no ``photos`` can be chosen on it, it has the room of the information, too.
        """
        if self._below.indexOf(page) < 0:
            self._below.addWidget(page)
        (self._without_photos.discard if photos else self._without_photos.add)(page)
        self._below.setCurrentWidget(page)
        self._fit_tools()

    @property
    def viewing(self) -> bool:
        """Whether one photo is shown large."""
        return self.viewer is not None and self._pages.currentWidget() is self.viewer

    def show_viewer(self, viewer: "PhotoViewer") -> None:
        """Show one photo large, in place of everything but the information."""
        if self.viewer is None:
            self.viewer = viewer
            self._pages.addWidget(viewer)
            viewer.addActions([self.commands[command_id] for command_id in _ON_PHOTOS])
        self._pages.setCurrentWidget(viewer)
        self._fit_tools()

    def show_browser(self) -> None:
        """Show the search bar and what is below it."""
        self._pages.setCurrentWidget(self._browser)
        self._fit_tools()

    def show_tools(self, shown: bool) -> None:
        """Show what works on photos, unless there are none yet at all."""
        self._tools = shown
        self.search.setVisible(shown)
        self._fit_tools()

    def show_subject(self, text: str) -> None:
        """Say in the title what the window shows; nothing in particular if empty."""
        self.setWindowTitle(f"{text} - photoapp" if text else "photoapp")

    def add_to_strip(self, widget: QWidget) -> None:
        """Put something into the strip below, beside what is said of progress."""
        self._right.insertWidget(0, widget)

    def enable(self, enabled: bool) -> None:
        """Allow what needs an open library."""
        for command_id in self.commands:
            self.commands[command_id].setEnabled(enabled or command_id in _ALWAYS)
        for part in (self.search, self.sidebar):
            part.setEnabled(enabled)
        self.setAcceptDrops(enabled)

    def show_bare(self, bare: bool) -> None:
        """Show nothing but the photo, on all of the screen; or the window as it was."""
        if bare:
            self._was_full = self.isFullScreen()
        self.menuBar().setVisible(not bare)
        self.statusBar().setVisible(not bare)
        self._bare = bare
        self._fit_tools()
        if self.viewer is not None:  # what the panel would say is written on the photo
            self.viewer.show_info(bare and self.commands["info"].isChecked())
        self.show_full_screen(bare or self._was_full)

    def show_full_screen(self, on: bool) -> None:
        """Fill the screen, or leave it to others too."""
        state = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | state if on else self.windowState() & ~state)

    def restore(self, settings: QSettings) -> None:
        """Take the place, size and arrangement of last time, or what the screen has room for."""
        if not self.restoreGeometry(_bytes(settings, "window/geometry")):
            self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.9))
        if not self._outer.restoreState(_bytes(settings, "columns/info")):
            self._outer.setSizes([_WIDTHS[0] + _WIDTHS[1], _WIDTHS[2]])
        if not self._browser.restoreState(_bytes(settings, "columns/sidebar")):
            self._browser.setSizes(list(_WIDTHS[:2]))
        for command_id, usual in (("sidebar", True), ("info", True), ("names", False)):
            self.commands[command_id].setChecked(usual)  # else what is off would not be hidden
            self.commands[command_id].setChecked(
                settings.value(f"window/{command_id}", usual, bool)
            )
        self.grid.set_edge(settings.value("window/edge", self.grid.edge, int))
        if (keys := settings.value("window/open")) is not None:
            self.sidebar.set_open_keys(str(keys).split("\n"))

    def save(self, settings: QSettings) -> None:
        """Remember place, size and arrangement."""
        settings.setValue("window/geometry", self.saveGeometry())
        settings.setValue("columns/info", self._outer.saveState())
        settings.setValue("columns/sidebar", self._browser.saveState())
        for command_id in ("sidebar", "info", "names"):
            settings.setValue(f"window/{command_id}", self.commands[command_id].isChecked())
        settings.setValue("window/edge", self.grid.edge)
        settings.setValue("window/open", "\n".join(self.sidebar.open_keys()))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Tell that the window goes."""
        self.closing.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the system where it makes the window fill the screen, or not."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.commands["full-screen"].setChecked(self.isFullScreen())
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome what may be folders or photos; what they are is found out in the background."""
        if event.source() is None and _local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand on what was dropped."""
        event.acceptProposedAction()
        self.paths_dropped.emit(_local_paths(event.mimeData()))

    def _lay_out(self) -> None:
        self.setWindowTitle("photoapp")
        self.setMinimumSize(QSize(775, 440))
        self._below = QStackedWidget(self)
        for page in (self.message, self.grid):
            self._below.addWidget(page)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.search)
        column.addWidget(self._below, 1)
        for part, least in zip((self.sidebar, middle, self.info), _LEAST_WIDTHS, strict=True):
            part.setMinimumWidth(least)
        self._browser = _split(self.sidebar, middle, stretched=1)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._browser)
        self._outer = _split(self._pages, self.info, stretched=0)
        self.setCentralWidget(self._outer)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.progress, 1)
        right = QWidget(bar)
        self._right = QHBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(12)
        self._right.addWidget(self.size_slider)
        bar.addPermanentWidget(right)
        bar.setContentsMargins(0, 0, 12, 0)
        fill_menu_bar(self.menuBar(), self.commands)

    def _connect(self) -> None:
        for command_id in _ON_PHOTOS:
            self.commands[command_id].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.grid.addAction(self.commands[command_id])
        self.commands["sidebar"].toggled.connect(self._show_side)
        self.commands["info"].toggled.connect(self._fit_tools)
        self.commands["names"].toggled.connect(self.grid.show_names)
        self.commands["full-screen"].toggled.connect(self.show_full_screen)
        self.commands["quit"].triggered.connect(self.close)

    def _fit_tools(self) -> None:
        """Show what is of use on the page that is shown."""
        photos = self.page not in self._without_photos
        self.search.show_results(photos)
        self.size_slider.setVisible(photos and self._tools and not self.viewing)
        wanted = self.commands["info"].isChecked() and (photos or self.viewing)
        self.info.setVisible(wanted and self._tools and not self._bare)

    def _show_side(self, shown: bool) -> None:
        self.sidebar.setVisible(shown)
        if self.viewer is not None:
            self.viewer.show_filmstrip(shown)


def _split(first: QWidget, second: QWidget, stretched: int) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    for part in (first, second):
        splitter.addWidget(part)
    splitter.setChildrenCollapsible(False)
    splitter.setStretchFactor(stretched, 1)
    splitter.setHandleWidth(1)
    return splitter


def _bytes(settings: QSettings, key: str) -> QByteArray:
    return settings.value(key, QByteArray(), QByteArray)


def _local_paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
