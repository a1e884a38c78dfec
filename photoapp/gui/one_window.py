"""One window a home: it hears what photoapps that come later are to open."""

import json
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from photoapp.gui.handing_over import MOST_BYTES, PATIENCE_MILLISECONDS, TAKEN

try:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket
except ImportError:  # as in handing_over.py; then each photoapp opens a window
    QLocalServer = QLocalSocket = None


def bring_to_front(window: QWidget) -> None:
    """Show a window before all others, as far as the system allows that."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


class OneWindow(QObject):
    """Hears from photoapps of the same user that are started while the window is open.

    Signals:
        asked: one was started, and ends; carries the absolute paths that it was to open.

    """

    asked = Signal(list)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if QLocalServer is None:
            return
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connect)
        if _is_free(name):  # else listening would take the place of a window that is just slow
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Hear no more: whoever comes now opens a window of its own."""
        if QLocalServer is None:
            return
        self._server.close()
        for socket in self._server.findChildren(QLocalSocket):
            socket.blockSignals(True)  # one that is deleted while it asks for that brings all down
            socket.abort()

    def _connect(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(MOST_BYTES)
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._read, socket))
            QTimer.singleShot(PATIENCE_MILLISECONDS, socket, socket.abort)
            self._read(socket)

    def _read(self, socket: "QLocalSocket") -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() >= MOST_BYTES:
                socket.abort()
            return
        paths = _paths(socket.readLine())
        if paths is None:
            socket.abort()
            return
        socket.write(TAKEN)
        if socket.flush():  # else nobody waits any more: it has opened a window of its own
            self.asked.emit(paths)


def _paths(line: QByteArray) -> list[Path] | None:
    """Return the paths that a message carries; None where it is none of photoapp's."""
    try:
        names = json.loads(line.data())
    except (ValueError, RecursionError):
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    paths = [Path(name) for name in names]
    usable = all(path.is_absolute() and "\0" not in str(path) for path in paths)
    return paths if usable else None


def _is_free(name: str) -> bool:
    """Return whether nobody listens; what a window that was killed has left is nobody."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    return not socket.waitForConnected(PATIENCE_MILLISECONDS)
