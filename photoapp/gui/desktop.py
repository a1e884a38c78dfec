"""What the desktop does with photos: opens them, shows them in its file manager, pastes them.

Linux has no one way of all this: D-Bus where a file manager answers, else the folder is opened.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from photoapp.gui.open_with import start

_MANAGER = "org.freedesktop.FileManager1"
# A file manager marks these; with thousands it would be busy for minutes.
_MOST_SHOWN = 100


def open_files(paths: Sequence[Path]) -> list[Path]:
    """Open each file with its usual program, and return those for which there is none."""
    return [path for path in paths if not QDesktopServices.openUrl(_url(path))]


def reveal(paths: Sequence[Path]) -> None:
    """Show files, of one folder mostly, in the system's file manager; of very many the first."""
    if not paths:
        return
    paths = paths[:_MOST_SHOWN]
    if sys.platform == "win32":
        start(["explorer.exe", "/select,", str(paths[0])])
    elif sys.platform == "darwin":
        start(["/usr/bin/open", "-R", *map(str, paths)])
    else:
        _ask_file_manager(paths)


def copy_photos(paths: Sequence[Path], image: QImage | None = None) -> None:
    """Put photos on the clipboard, as files; one of them also as a picture, for other programs."""
    data = QMimeData()
    urls = [_url(path) for path in paths]
    data.setUrls(urls)
    data.setText("\n".join(str(path) for path in paths))
    # What file managers of GNOME and its like paste.
    encoded = [bytes(url.toEncoded().data()) for url in urls]
    data.setData("x-special/gnome-copied-files", b"\n".join([b"copy", *encoded]))
    if image is not None and len(paths) == 1:
        data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)


def _ask_file_manager(paths: Sequence[Path]) -> None:
    from PySide6.QtDBus import (  # noqa: PLC0415 - not on every system
        QDBusConnection,
        QDBusMessage,
        QDBusPendingCallWatcher,
    )

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        _open_folder(paths)
        return
    path = "/org/freedesktop/FileManager1"
    call = QDBusMessage.createMethodCall(_MANAGER, path, _MANAGER, "ShowItems")
    call.setArguments(
        [[_url(path).toString(QUrl.ComponentFormattingOption.FullyEncoded) for path in paths], ""]
    )
    watcher = QDBusPendingCallWatcher(bus.asyncCall(call), QGuiApplication.instance())

    def answered() -> None:
        if watcher.isError():
            _open_folder(paths)
        watcher.deleteLater()

    watcher.finished.connect(answered)


def _open_folder(paths: Sequence[Path]) -> None:
    QDesktopServices.openUrl(_url(paths[0].parent))


def _url(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))
