"""Telling through the system that long work has ended, to those who have gone elsewhere."""

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QProcess, QStandardPaths
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from photoapp.gui.language import tr_n
from photoapp.gui.theme import application_icon

_LONG_SECONDS = 60.0


class Notify(Protocol):
    """Shows a sentence outside of the window."""

    def __call__(self, title: str, text: str) -> None:
        """Show it; where nothing can be shown, do nothing."""


class Notifications(QObject):
    """Says that long work has ended, if the window is not what the user looks at.

    Args:
        window: whose work it is.
        notify: how it is told; else as the system does.
        clock: seconds that never run backwards.

    """

    def __init__(
        self,
        window: QWidget,
        notify: Notify | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._notify = notify or system_notify(self)
        self._clock = clock
        self._begun_at = clock()

    def work_began(self) -> None:
        """Note that a run begins now."""
        self._begun_at = self._clock()

    def indexing_ended(self, added: int) -> None:
        """Say that indexing has ended, if that took long and anything came of it."""
        if added:
            self.say_ended(
                tr_n(
                    "Indexing has ended: 1 photo added",
                    "Indexing has ended: {n} photos added",
                    added,
                )
            )

    def say_ended(self, sentence: str) -> None:
        """Say in a sentence what has ended, if it took long and nobody is looking."""
        if self._clock() - self._begun_at >= _LONG_SECONDS and not self._window.isActiveWindow():
            self._notify("photoapp", sentence)


def system_notify(parent: QObject) -> Notify:
    """Return what shows sentences as this system does."""
    if sys.platform == "linux" and (program := QStandardPaths.findExecutable("notify-send")):
        return partial(_by_program, program)
    return _TrayNotify(parent)


def _by_program(program: str, title: str, text: str) -> None:
    """Let the desktop show it, and wait for nothing; where no desktop listens it is lost.

    Qt's own way needs an icon beside the clock, which GNOME has no place for.
    """
    QProcess.startDetached(program, ["--app-name=photoapp", "--icon=photoapp", "--", title, text])


class _TrayNotify(QObject):
    """Shows sentences from an icon beside the clock, which is there only meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None

    def __call__(self, title: str, text: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(application_icon(), self)
            self._icon.messageClicked.connect(self._icon.hide)
        self._icon.show()
        self._icon.showMessage(title, text, application_icon())
