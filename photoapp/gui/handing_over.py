"""What a photoapp that comes second does: the window of its home is to open what it was given."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer

from photoapp.paths import AppPaths

try:
    from PySide6.QtNetwork import QLocalSocket
except ImportError:  # Kerberos's library, which Qt's network wants, is not on every system
    QLocalSocket = None

# A window that takes longer to answer is treated as not there.
PATIENCE_MILLISECONDS = 500
# More than a shell can pass to a program.
MOST_BYTES = 8 << 20
TAKEN = b"taken\n"


def window_name(paths: AppPaths) -> str:
    """Return the name under which the window of a home is reached, however the home is said."""
    home = os.path.normcase(os.path.realpath(paths.data))
    return f"photoapp-{hashlib.blake2b(os.fsencode(home), digest_size=16).hexdigest()}"


def hand_over(name: str, paths: Sequence[Path]) -> bool:
    """Give absolute paths to the window that is open; return False where none takes them."""
    # Escapes of json's own carry names, too, that are no proper text.
    message = json.dumps([str(path) for path in paths]).encode() + b"\n"
    if QLocalSocket is None or len(message) > MOST_BYTES:
        return False
    socket, deadline = QLocalSocket(), QDeadlineTimer(PATIENCE_MILLISECONDS)
    socket.connectToServer(name)
    taken = b""
    if socket.waitForConnected(PATIENCE_MILLISECONDS) and _is_own(socket):
        socket.write(message)
        while len(taken) < len(TAKEN) and socket.waitForReadyRead(deadline.remainingTime()):
            taken += socket.readAll().data()
    socket.abort()
    return taken == TAKEN


def _is_own(socket: "QLocalSocket") -> bool:
    """Return whether the user has made the socket; anybody may make one in the folder it is in."""
    try:
        return os.name == "nt" or os.stat(socket.fullServerName()).st_uid == os.getuid()  # noqa: PTH116
    except OSError:
        return False
