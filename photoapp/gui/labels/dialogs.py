"""What is asked about labels in dialogs: names, and files."""

from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from photoapp.gui.language import tr


class Dialogs:
    """Asks for names and files, while the window waits."""

    def name(self, parent: QWidget) -> str:
        """Return the name of a new label, empty if there is to be none."""
        title, text = tr("New label"), tr("What is to be seen in the photos, in a word or two:")
        name, chosen = QInputDialog.getText(parent, title, text)
        return " ".join(name.split()) if chosen else ""

    def list_to_read(self, parent: QWidget) -> str:
        """Return the file of a list of labels, empty for none."""
        lists = tr("Lists of labels") + " (*.txt *.csv *.yaml *.yml)"
        return QFileDialog.getOpenFileName(parent, tr("Import Labels"), filter=lists)[0]

    def list_to_write(self, parent: QWidget) -> str:
        """Return where to write the labels to, empty for nowhere."""
        kinds = (tr("Text") + " (*.txt)", "CSV (*.csv)", "YAML (*.yaml)")
        dialog = QFileDialog(parent, tr("Export Labels"), tr("Labels"), ";;".join(kinds))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_suffix(kind)))
        path = dialog.selectedFiles()[0] if dialog.exec() else ""
        dialog.deleteLater()
        return path

    def pictures(self, parent: QWidget) -> list[str]:
        """Return the files of pictures."""
        return list(QFileDialog.getOpenFileNames(parent, tr("Pictures as Examples"))[0])


def _suffix(kind: str) -> str:
    """Return what the names of a kind of files end in: txt of "Text (*.txt)"."""
    return kind.rpartition(".")[2].rstrip(")")
