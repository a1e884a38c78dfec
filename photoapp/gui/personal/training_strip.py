"""A training, in the strip below: how far it is, or that it rests."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from photoapp.gui.language import tr
from photoapp.gui.strip.progress_texts import duration


class TrainingStrip(QWidget):
    """Says how a training stands, wherever one looks in the window; not there without one.

    Signals:
        page_asked: the user wants to see more.
        resume_asked: it is to go on.

    """

    page_asked = Signal()
    resume_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self.resume = QPushButton(self), QPushButton(tr("Resume"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button, asked in ((self.state, self.page_asked), (self.resume, self.resume_asked)):
            button.setFlat(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, asked=asked: asked.emit())
            row.addWidget(button)
        self.state.setToolTip(tr("Show how the model learns your photos"))
        self.show_nothing()

    def show_progress(self, seconds_left: float | None) -> None:
        """Say that it goes on, and for how long, where that is known."""
        text = tr("Personalising…")
        if seconds_left:
            text += "  ·  " + tr("{time} left", time=duration(seconds_left))
        self.state.setText(text)
        self.resume.hide()
        self.show()

    def show_paused(self) -> None:
        """Say that it rests."""
        self.state.setText(tr("Personalising is paused"))
        self.resume.show()
        self.show()

    def show_nothing(self) -> None:
        """Say nothing."""
        self.hide()
