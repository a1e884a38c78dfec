"""Which folders are watched."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from photoapp.gui.first_run.first_run_page import ChooseFolder, choose_folder
from photoapp.gui.icons import icon
from photoapp.gui.language import tr, tr_n
from photoapp.gui.settings.asking import Ask, ask
from photoapp.gui.settings.form import buttons, column, note
from photoapp.gui.settings.source import SettingsSource

if TYPE_CHECKING:
    from photoapp.library import FolderStatus, Library

_PATH = Qt.ItemDataRole.UserRole


class FoldersPage(QWidget):
    """The watched folders, what is known of each, and adding and leaving one."""

    def __init__(
        self,
        source: SettingsSource,
        choose: ChooseFolder = choose_folder,
        ask_first: Ask = ask,
    ) -> None:
        super().__init__()
        self._source = source
        self._choose, self._ask = choose, ask_first
        self.list = QListWidget()
        self.add = QPushButton(tr("&Add a folder…"))
        self.remove = QPushButton(tr("Stop &watching"))
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.list.itemSelectionChanged.connect(self._show_state)
        self._show_state()

    def refresh(self) -> None:
        """Ask for the folders anew."""
        self._source.run(lambda library: library.folder_status(), self._show)

    def _show(self, folders: "list[FolderStatus]") -> None:
        chosen = self._chosen()
        self.list.clear()
        for folder in folders:
            shown = str(folder.path).encode(errors="replace").decode()
            item = QListWidgetItem(icon("offline" if folder.offline else "folder"), "", self.list)
            item.setText(f"{shown}\n{_remarks(folder)}")
            item.setToolTip(shown)
            item.setData(_PATH, folder.path)
            item.setSelected(folder.path == chosen)
        self._show_state()

    def _add(self) -> None:
        if folder := self._choose(self):
            self._source.run(lambda library: library.add_folder(Path(folder)), self._added)

    def _added(self, folder: Path) -> None:
        self._source.folder_added.emit(folder)
        self.refresh()

    def _remove(self) -> None:
        if folder := self._chosen():
            shown = str(folder).encode(errors="replace").decode()
            text = tr("Stop watching “{folder}”? Its files stay where they are.", folder=shown)
            work = partial(_leave, folder=folder)
            self._ask(
                self, text, tr("Stop Watching"), lambda: self._source.run(work, self._removed)
            )

    def _removed(self, folder: Path) -> None:
        self._source.folder_removed.emit(folder)
        self.refresh()

    def _chosen(self) -> Path | None:
        items = self.list.selectedItems()
        return items[0].data(_PATH) if items else None

    def _show_state(self) -> None:
        self.remove.setEnabled(self._chosen() is not None)

    def _lay_out(self) -> None:
        self.list.setAccessibleName(tr("Watched folders"))
        self.list.setObjectName("settings-list")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = column(self)
        layout.addWidget(
            note(
                tr(
                    "Photos below these folders are found, new ones by themselves. "
                    "The files stay where they are, also when a folder is watched no longer."
                )
            )
        )
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons(self.add, self.remove))


def _remarks(folder: "FolderStatus") -> str:
    remarks = [tr_n("1 photo", "{n} photos", folder.files)]
    if folder.offline:
        remarks.append(tr("not there just now"))
    if folder.videos:
        remarks.append(tr_n("1 video left out", "{n} videos left out", folder.videos))
    return "  ·  ".join(remarks)


def _leave(library: "Library", folder: Path) -> Path:
    library.remove_folder(folder)
    return folder
