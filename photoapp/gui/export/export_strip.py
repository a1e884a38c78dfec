"""How an export goes, in the status bar beside whatever else goes on there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from photoapp.gui.icons import icon
from photoapp.gui.language import number, tr

_WIDTH = 120


class ExportStrip(QWidget):
    """Shows how far an export has come, and ends it where somebody wishes; hidden in between.

    Signals:
        cancelled: the user wants no more of it.

    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.bar = QProgressBar(self)
        self.cancel = QToolButton(self)
        self.cancel.clicked.connect(self._cancel)
        self._lay_out()
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many photos are exported."""
        self.text.setText(tr("Exporting {done} of {n} photos", done=number(done), n=number(total)))
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.show()

    def begin(self, total: int) -> None:
        """Show that an export begins."""
        self.cancel.setEnabled(True)
        self.show_progress(0, total)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancelled.emit()

    def _lay_out(self) -> None:
        self.cancel.setIcon(icon("close"))
        self.cancel.setAutoRaise(True)
        self.cancel.setToolTip(tr("End the export; what is exported stays"))
        self.cancel.setAccessibleName(tr("End the export"))
        self.bar.setFixedWidth(_WIDTH)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the export has come"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(8)
        for widget in (self.text, self.bar, self.cancel):
            row.addWidget(widget)
