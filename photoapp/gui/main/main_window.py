"""The window: where everything is, and nothing of what happens."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QSettings, QSize, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPalette,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.pages.messages import EmptyPage, MessagePage
from photoapp.gui.search_bar.search_field import SearchField
from photoapp.gui.strip.progress_strip import ProgressStrip
from photoapp.gui.viewer.photo_viewer import PhotoViewer

_GEOMETRY = "window/geometry"
_SIZE = QSize(1120, 760)


class MainWindow(QMainWindow):
    """Search field on top, photos below, progress at the bottom; or one photo, large.

    Signals:
        folder_asked: the user wants to choose a folder.
        folders_dropped: folders were dropped on the window; carries their paths.
        closing: the window is about to go.

    """

    folder_asked = Signal()
    folders_dropped = Signal(list)
    closing = Signal()

    def __init__(self, grid: PhotoGrid, viewer: PhotoViewer) -> None:
        super().__init__()
        self.grid, self.viewer = grid, viewer
        self.search = SearchField(self)
        self.count = QLabel(self)
        self.empty = EmptyPage(self)
        self.message = MessagePage(self)
        self.progress = ProgressStrip(self)
        self.add_folder = self._action("&Add a Folder of Photos…", QKeySequence.StandardKey.Open)
        self.look_again = self._action("&Look for New Photos", QKeySequence.StandardKey.Refresh)
        self.find_action = self._action("&Find", QKeySequence.StandardKey.Find)
        self.quit = self._action("&Quit", QKeySequence.StandardKey.Quit)
        self._lay_out()
        self._connect()

    def show_page(self, page: QWidget) -> None:
        """Show the grid, the empty page or the message below the search field."""
        self._below.setCurrentWidget(page)

    @property
    def page(self) -> QWidget:
        """What is shown below the search field."""
        return self._below.currentWidget()

    @property
    def viewing(self) -> bool:
        """Whether one photo is shown large."""
        return self._pages.currentWidget() is self.viewer

    def show_viewer(self) -> None:
        """Show one photo large, in place of everything else."""
        self._pages.setCurrentWidget(self.viewer)

    def show_browser(self) -> None:
        """Show the search field and what is below it."""
        self._pages.setCurrentWidget(self._browser)

    def enable(self, enabled: bool) -> None:
        """Allow what needs an open library."""
        for action in (self.add_folder, self.look_again, self.find_action):
            action.setEnabled(enabled)
        self.search.setEnabled(enabled)
        self._add.setEnabled(enabled)
        self.setAcceptDrops(enabled)

    def restore(self, settings: QSettings) -> None:
        """Take the place and size of last time, or what the screen has room for."""
        if not self.restoreGeometry(settings.value(_GEOMETRY, b"", bytes)):
            self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.9))

    def save(self, settings: QSettings) -> None:
        """Remember place and size."""
        settings.setValue(_GEOMETRY, self.saveGeometry())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Tell that the window goes."""
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome what may be folders; whether they are is found out in the background."""
        if _local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand on the folders."""
        event.acceptProposedAction()
        self.folders_dropped.emit(_local_paths(event.mimeData()))

    def _action(self, text: str, key: QKeySequence.StandardKey) -> QAction:
        action = QAction(text, self)
        action.setShortcuts(QKeySequence.keyBindings(key))
        return action

    def _lay_out(self) -> None:
        self.setWindowTitle("photoapp")
        self.setMinimumSize(QSize(560, 420))
        self._below = _stack(self, self.message, self.empty, self.grid)
        self._browser = QWidget(self)
        column = QVBoxLayout(self._browser)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top_row())
        column.addWidget(self._below, 1)
        self._pages = _stack(self, self._browser, self.viewer)
        self.setCentralWidget(self._pages)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setStyleSheet("QStatusBar::item { border: none; }")
        self.statusBar().addWidget(self.progress, 1)
        self._fill_menus()

    def _top_row(self) -> QHBoxLayout:
        self._add = QPushButton("Add folder…", self)
        self._add.setMinimumHeight(34)
        self._add.setToolTip("Add a folder of photos")
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.count.setAccessibleName("Number of photos shown")
        row = QHBoxLayout()
        row.setContentsMargins(12, 12, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        row.addWidget(self._add)
        return row

    def _fill_menus(self) -> None:
        file_menu = self.menuBar().addMenu("&File")
        file_menu.addActions([self.add_folder, self.look_again])
        file_menu.addSeparator()
        file_menu.addAction(self.quit)
        self.menuBar().addMenu("&Edit").addAction(self.find_action)

    def _connect(self) -> None:
        self._add.clicked.connect(self.add_folder.trigger)
        self.empty.folder_asked.connect(self.add_folder.trigger)
        self.add_folder.triggered.connect(self.folder_asked)
        self.quit.triggered.connect(self.close)


def _stack(parent: QWidget, *pages: QWidget) -> QStackedWidget:
    stack = QStackedWidget(parent)
    for page in pages:
        stack.addWidget(page)
    return stack


def _local_paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
