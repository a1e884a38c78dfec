"""What is going on, as a strip in the status bar."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from photoapp.events import BuildProgress, IndexProgress, ScanProgress
from photoapp.gui.icons import icon
from photoapp.gui.language import number, tr, tr_n
from photoapp.gui.strip.progress_texts import describe, describe_way


class ProgressStrip(QWidget):
    """Shows how far a run has come, without being in the way.

    Args:
        pause: the command that pauses all work, and goes on with it.

    Signals:
        failures_asked: the user wants to see which files failed.

    """

    failures_asked = Signal()

    def __init__(self, pause: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.bar = QProgressBar(self)
        self.pause = QToolButton(self)
        self.failures = QPushButton(self)
        self._why_paused = ""
        self._said = ""
        pause.setIcon(icon("pause"))
        self.pause.setDefaultAction(pause)
        self.pause.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lay_out()
        self.failures.clicked.connect(self.failures_asked)

    @property
    def busy(self) -> bool:
        """Whether a run is shown."""
        return not self.bar.isHidden()

    def begin(self) -> None:
        """Show that a run begins."""
        self._say(tr("Looking for photos…"))
        self.bar.setRange(0, 0)
        self.bar.show()
        self.pause.show()

    def show_progress(self, event: ScanProgress | IndexProgress | BuildProgress) -> None:
        """Show how far a run has come."""
        if not self.busy:
            self.begin()
        if isinstance(event, ScanProgress):
            self._say(tr("Looking for photos… {n} found", n=number(event.found)))
            return
        total = event.total if isinstance(event, BuildProgress) else event.found
        self._say(describe_way(event) if isinstance(event, BuildProgress) else describe(event))
        self.bar.setRange(0, total if event.done else 0)
        self.bar.setValue(event.done)

    def show_paused(self, why: str) -> None:
        """Show that work is paused, and why; an empty text: it goes on."""
        self._why_paused = why
        self.pause.setVisible(self.busy or bool(why))
        self._say(self._said)

    def show_failures(self, count: int) -> None:
        """Show how many files failed."""
        self.failures.setText(tr_n("1 failed…", "{n} failed…", count))
        self.failures.setVisible(count > 0)

    def end(self, text: str) -> None:
        """Show that the run is over; ``text`` stays."""
        self.bar.hide()
        self.pause.setVisible(bool(self._why_paused))
        self._say(text)

    def say(self, text: str) -> None:
        """Show a sentence, in full on hovering where there is no room for it."""
        self._say(text)

    def _say(self, text: str) -> None:
        self._said = text
        shown = "  ·  ".join(part for part in (self._why_paused, text) if part)
        self.text.setText(shown)
        self.text.setToolTip(shown)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(8)
        for widget in (self.pause, self.bar, self.text, self.failures):
            row.addWidget(widget)
        row.addStretch(1)
        self.text.setTextFormat(Qt.TextFormat.PlainText)  # it names files
        self.text.setMinimumWidth(1)  # a long sentence must not widen the window
        self.bar.setFixedWidth(180)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the work has come"))
        self.pause.setAutoRaise(True)
        self.failures.setFlat(True)
        self.failures.setToolTip(tr("Show the files that failed, and why"))
        for widget in (self.bar, self.pause, self.failures):
            widget.hide()
