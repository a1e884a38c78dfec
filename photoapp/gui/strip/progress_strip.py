"""How indexing goes, as a strip in the status bar."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from photoapp.events import BuildProgress, IndexProgress, ScanProgress


class ProgressStrip(QWidget):
    """Shows how far a run has come, without being in the way.

    Signals:
        stop_asked: the user wants the run to end.
        failures_asked: the user wants to see which files failed.

    """

    stop_asked = Signal()
    failures_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.bar = QProgressBar(self)
        self.stop = QPushButton("Stop", self)
        self.failures = QPushButton(self)
        self._stopping = False
        self._lay_out()
        self.stop.clicked.connect(self._stop)
        self.failures.clicked.connect(self.failures_asked)

    def begin(self) -> None:
        """Show that a run begins."""
        self._stopping = False
        self.text.setText("Looking for photos…")
        self.bar.setRange(0, 0)
        self.bar.show()
        self.stop.setEnabled(True)
        self.stop.show()

    def show_progress(self, event: ScanProgress | IndexProgress) -> None:
        """Show how far the run has come."""
        if self._stopping:
            return
        if isinstance(event, ScanProgress):
            self.text.setText(f"Looking for photos… {event.found:,} found")
            return
        self.text.setText(describe(event))
        self.bar.setRange(0, event.found if event.done else 0)
        self.bar.setValue(event.done)

    def show_way(self, event: BuildProgress) -> None:
        """Show how far the library has come on its way to another model."""
        if self.bar.isHidden():
            self.begin()
        if not self._stopping:
            self.text.setText(describe_way(event))
            self.bar.setRange(0, event.total)
            self.bar.setValue(event.done)

    def show_failures(self, count: int) -> None:
        """Show how many files failed."""
        self.failures.setText(f"{count:,} failed…")
        self.failures.setVisible(count > 0)

    def show_text(self, text: str) -> None:
        """Show a sentence, in full on hovering where there is no room for it."""
        self.text.setText(text)
        self.text.setToolTip(text)

    def end(self, text: str) -> None:
        """Show that the run is over; ``text`` stays."""
        self.bar.hide()
        self.stop.hide()
        self.show_text(text)

    def _stop(self) -> None:
        self._stopping = True
        self.stop.setEnabled(False)
        self.text.setText("Stopping…")
        self.stop_asked.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        for widget in (self.bar, self.text, self.stop, self.failures):
            row.addWidget(widget)
        row.addStretch(1)
        self.text.setMinimumWidth(1)  # a long sentence must not widen the window
        self.bar.setFixedWidth(220)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Indexing progress")
        self.stop.setAccessibleName("Stop indexing")
        self.failures.setToolTip("Show the files that failed, and why")
        for widget in (self.bar, self.stop, self.failures):
            widget.hide()


def describe(progress: IndexProgress) -> str:
    """Return a run's progress as people say it."""
    return _described(f"{progress.done:,} of {progress.found:,} photos", progress)


def describe_way(progress: BuildProgress) -> str:
    """Return how far the library has come on its way to another model."""
    text = f"Getting ready for {progress.model}: {progress.done:,} of {progress.total:,} photos"
    return _described(text, progress)


def _described(text: str, progress: IndexProgress | BuildProgress) -> str:
    parts = [text]
    if progress.photos_per_second > 0:
        parts.append(f"{progress.photos_per_second:.0f} a second")
    if progress.seconds_left:
        parts.append(f"{duration(progress.seconds_left)} left")
    return "  ·  ".join(parts)


def duration(seconds: float) -> str:
    """Return a time span in its largest unit, or its two largest from an hour on."""
    if seconds < 59.5:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
