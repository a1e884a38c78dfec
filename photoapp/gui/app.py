"""Start-up of the window, and its end."""

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSettings, QSocketNotifier
from PySide6.QtWidgets import QApplication

from photoapp.gui.behind.library_session import opener
from photoapp.gui.main.controller import Controller
from photoapp.paths import AppPaths


def run_window(paths: AppPaths) -> int:
    """Open the window, and return the exit status once it has been closed."""
    # Qt's own dialogs remember things too; they are to do so in this home only.
    scope = QSettings.Scope.UserScope
    for settings_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(settings_format, scope, str(paths.data))
    app = QApplication(sys.argv[:1])
    app.setApplicationName("photoapp")
    app.setDesktopFileName("photoapp")
    controller = Controller(opener(paths), window_settings(paths))
    with _quit_on_signals(app):
        controller.start()
        status = app.exec()
    controller.close()
    return status


def window_settings(paths: AppPaths) -> QSettings:
    """Return where the window keeps its place and size: a file of this home."""
    return QSettings(str(paths.data / "window.ini"), QSettings.Format.IniFormat)


@contextmanager
def _quit_on_signals(app: QApplication) -> Iterator[None]:
    """Close properly on Ctrl-C and on the system's request to end.

    Python handles signals only between two of its own steps, which Qt's event loop may not come
    to; the byte that Python writes to the socket wakes the loop up.
    """
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reading.recv(64))
    before_fd = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: app.quit()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
        signal.set_wakeup_fd(before_fd)
        notifier.setEnabled(False)
        reading.close()
        writing.close()
