"""What is asked about captions in dialogs: files and folders."""

from PySide6.QtWidgets import QFileDialog, QWidget

from photoapp.gui.language import tr


class Dialogs:
    """Asks for files, while the window waits."""

    def file_to_read(self, parent: QWidget) -> str:
        """Return a file of captions, empty for none."""
        kinds = tr("Captions") + " (*.csv *.jsonl *.json *.txt)"
        return QFileDialog.getOpenFileName(parent, tr("Import Captions"), filter=kinds)[0]

    def folder_to_read(self, parent: QWidget) -> str:
        """Return a folder with captions beside photos, empty for none."""
        return QFileDialog.getExistingDirectory(parent, tr("Import Captions of a Folder"))

    def file_to_write(self, parent: QWidget) -> str:
        """Return where to write captions to, empty for nowhere."""
        kinds = ("CSV (*.csv)", tr("JSON lines") + " (*.jsonl)")
        dialog = QFileDialog(parent, tr("Export Captions"), tr("Captions"), ";;".join(kinds))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix("jsonl" if "jsonl" in kind else "csv")
        )
        path = dialog.selectedFiles()[0] if dialog.exec() else ""
        dialog.deleteLater()
        return path
