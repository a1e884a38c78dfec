"""Going from photo to photo by itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK_AGAIN_MILLISECONDS = 100


class Slideshow(QObject):
    """Says when the next photo is due: after an interval, and once that photo is there.

    Args:
        is_ready: whether the next photo could be shown at once.

    Signals:
        due: the next photo is to be shown.
        changed: it was started, paused, or stopped.

    """

    due = Signal()
    changed = Signal()

    def __init__(self, is_ready: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_ready = is_ready
        self.interval = 5.0
        self.running = False
        self.paused = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin with the photo that is shown."""
        self.running, self.paused = True, False
        self.begin_interval()
        self.changed.emit()

    def stop(self) -> None:
        """Stay at the photo that is shown."""
        self._timer.stop()
        if self.running:
            self.running = self.paused = False
            self.changed.emit()

    def pause_or_go_on(self) -> None:
        """Wait until this is called again."""
        self.paused = not self.paused
        self._timer.stop()
        self.begin_interval()
        self.changed.emit()

    def begin_interval(self) -> None:
        """Give the photo that is shown its whole time."""
        if self.running and not self.paused:
            self._timer.start(round(self.interval * 1000))

    def _look(self) -> None:
        if self._is_ready():
            self.due.emit()
        else:
            self._timer.start(_LOOK_AGAIN_MILLISECONDS)
