"""Which photoapp this is, and the licences of all that came with it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from photoapp import __version__
from photoapp.errors import LicencesError
from photoapp.gui.language import tr
from photoapp.gui.settings.form import note

_SIZE = QSize(820, 620)


class LicencesDialog(QDialog):
    """Shows the texts of licences, or why there are none; they come after it has opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Licences"))
        self.resize(_SIZE)
        self.heading = QLabel(f"photoapp {__version__}", self)
        self.texts = QPlainTextEdit(self)
        self.problem = note()
        self._lay_out()

    def show_texts(self, texts: str) -> None:
        """Show the licences."""
        self.texts.setPlainText(texts)
        self.texts.show()
        self.problem.hide()

    def show_problem(self, error: Exception) -> None:
        """Say why there are none; any other error is a bug."""
        if not isinstance(error, LicencesError):
            raise error
        self.problem.setText(str(error))
        self.problem.show()
        self.texts.hide()

    def _lay_out(self) -> None:
        font = self.heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        self.heading.setFont(font)
        own = note(
            tr(
                "photoapp's own code is under the MIT licence. Two of the packages that it needs "
                "are under the GNU GPL 3, which holds for an installed photoapp as a whole."
            )
        )
        self.texts.setReadOnly(True)
        self.texts.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.texts.setFrameShape(QFrame.Shape.NoFrame)
        self.texts.setAccessibleName(tr("Licences of what comes along"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for widget in (self.heading, own, self.problem):
            column.addWidget(widget)
        column.addWidget(self.texts, 1)
        column.addWidget(buttons)
        self.problem.hide()
