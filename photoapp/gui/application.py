"""The window's application, which hears what macOS asks for."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from photoapp.paths import absolute


class Application(QApplication):
    """Tells of files and folders that are opened with photoapp while it runs, and on its start.

    On macOS these come as events, on other systems as arguments.

    Signals:
        asked: a file or folder is to be opened; carries its absolute path.

    """

    asked = Signal(Path)

    def event(self, event: QEvent) -> bool:
        """Tell of a file that is to be opened; called for the application's own events only."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.asked.emit(absolute(Path(event.file())))
            return True
        return super().event(event)
