"""The settings: pages at the left, the chosen one at the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.first_run.first_run_page import ChooseFolder, choose_folder
from photoapp.gui.keys.key_bindings import KeyBindings
from photoapp.gui.keys.keys_page import KeysPage
from photoapp.gui.language import tr
from photoapp.gui.settings.backups_page import BackupsPage
from photoapp.gui.settings.folders_page import FoldersPage
from photoapp.gui.settings.ignored_page import IgnoredPage
from photoapp.gui.settings.look_page import LookPage
from photoapp.gui.settings.model_page import ModelPage
from photoapp.gui.settings.source import SettingsSource
from photoapp.gui.settings.work_page import WorkPage
from photoapp.gui.settings.write_back_page import WriteBackPage

_SIZE = QSize(780, 560)
_LIST_WIDTH = 168
_FETCHING = FoldersPage | ModelPage | WriteBackPage | BackupsPage


class SettingsDialog(QDialog):
    """All there is to set. It is not modal, and made once: what it fetches goes on when hidden."""

    def __init__(
        self,
        source: SettingsSource,
        bindings: KeyBindings,
        parent: QWidget | None = None,
        choose: ChooseFolder = choose_folder,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self.folders = FoldersPage(source, choose)
        self.model = ModelPage(source)
        self.work = WorkPage(source)
        self.ignored = IgnoredPage(source)
        self.look = LookPage(source)
        self.write_back = WriteBackPage(source)
        self.backups = BackupsPage(source)
        self.keys = KeysPage(bindings)
        self.problem = QLabel(self)
        self.list = QListWidget(self)
        self._pages = QStackedWidget(self)
        self._add_pages()
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_row)
        source.changed.connect(self._show_settings)
        source.failed.connect(self._show_problem)
        self.list.setCurrentRow(0)

    def show_page(self, page: QWidget) -> None:
        """Show a page, and the dialog before everything else."""
        self.list.setCurrentRow(self._rows.index(page))
        self.show()
        self.activateWindow()

    def stop(self) -> None:
        """End what goes on behind it: the program ends."""
        self.ignored.keep()
        self.model.stop()
        self.write_back.stop()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask for all that may have changed meanwhile."""
        super().showEvent(event)
        if not event.spontaneous():
            self._source.read()
            self._show_row(self.list.currentRow())

    def _add_pages(self) -> None:
        named = (
            (tr("Folders"), self.folders),
            (tr("Model"), self.model),
            (tr("Working"), self.work),
            (tr("Left out"), self.ignored),
            (tr("Look"), self.look),
            (tr("Write-back"), self.write_back),
            (tr("Backups"), self.backups),
            (tr("Keys"), self.keys),
        )
        self._rows: list[QWidget] = [page for _, page in named]
        for name, page in named:
            self.list.addItem(name)
            self._pages.addWidget(_headed(name, page))

    def _show_row(self, row: int) -> None:
        self._pages.setCurrentIndex(row)
        self.problem.hide()
        page = self._rows[row]
        if self.isVisible() and isinstance(page, _FETCHING):
            page.refresh()

    def _show_settings(self, settings: object) -> None:
        for page in (self.work, self.ignored, self.look, self.write_back, self.backups):
            page.show_settings(settings)

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Settings"))
        self.resize(_SIZE)
        self.list.setAccessibleName(tr("Pages of the settings"))
        self.list.setObjectName("settings-pages")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.setForegroundRole(QPalette.ColorRole.BrightText)
        self.problem.hide()
        right = QVBoxLayout()
        right.setContentsMargins(16, 16, 16, 16)
        right.setSpacing(8)
        right.addWidget(self._pages, 1)
        right.addWidget(self.problem)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addLayout(right, 1)


def _headed(name: str, page: QWidget) -> QWidget:
    heading = QLabel(name)
    font = heading.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    heading.setFont(font)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(heading)
    column.addWidget(page, 1)
    return whole
