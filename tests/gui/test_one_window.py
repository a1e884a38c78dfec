"""A photoapp that comes second hands on what it is to open to the window of its home."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photoapp.gui.handing_over import MOST_BYTES, hand_over, window_name
from photoapp.gui.one_window import OneWindow, bring_to_front
from photoapp.paths import app_paths

# A process hands over while this one's window is not held up by waiting for it.
_SECOND = """
import sys
from pathlib import Path
from photoapp.gui.handing_over import hand_over
names = sys.argv[2:] if sys.argv[2:] != ["many"] else ["/photos/" + "ö" * 200] * 3000
print(hand_over(sys.argv[1], [Path(name) for name in names]))
"""
# A window that hears of nothing: it is killed, or busy with something else.
_DEAF = """
import sys
from PySide6.QtCore import QCoreApplication
from photoapp.gui.one_window import OneWindow
app = QCoreApplication([])
window = OneWindow(sys.argv[1])
print("listening", flush=True)
sys.stdin.read()
"""
_WINDOW = """
import sys
import photoapp.gui.app as app

def opened(self, paths):
    print("asked", *paths, self.window.isVisible(), flush=True)
    self.window.close()

app.Controller.open = opened
app.Controller._opened = lambda self: print("opened", flush=True)
from photoapp.__main__ import main
sys.argv = ["photoapp", *sys.argv[1:]]
main()
"""


@pytest.fixture
def name(tmp_path: Path) -> Iterator[str]:
    name = window_name(app_paths(tmp_path))
    yield name
    QLocalServer.removeServer(name)  # a window that was killed leaves its socket


@pytest.fixture
def window(qapp: object, name: str) -> Iterator[OneWindow]:
    window = OneWindow(name)
    yield window
    window.close()


def _heard(qtbot: QtBot, window: OneWindow, name: str, *words: str) -> list[Path]:
    """Return the paths that the window hears of from a second process, which ends content."""
    command = [sys.executable, "-c", _SECOND, name, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as second:
        with qtbot.waitSignal(window.asked, timeout=30_000) as asked:
            pass
        assert second.stdout is not None
        assert second.stdout.read() == "True\n"
    paths: list[Path] = asked.args[0]
    return paths


@contextlib.contextmanager
def _deaf(name: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _DEAF, name]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "listening\n"
        yield process
        process.kill()


def _place(name: str) -> Path:
    """Return the socket's file."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    return Path(socket.fullServerName())


def _answer(qtbot: QtBot, name: str, message: bytes) -> bytes:
    """Return what the window answers somebody until it hangs up."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    assert socket.waitForConnected(5000)
    socket.write(message)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    return socket.readAll().data()


@pytest.mark.parametrize(
    "names", [[], ["/photos/größe 1.jpg", "/photos"], ["/photos/\udcff.jpg"]], ids=ascii
)
def test_paths_are_handed_to_the_window(
    qtbot: QtBot, window: OneWindow, name: str, names: list[str]
) -> None:
    assert _heard(qtbot, window, name, *names) == [Path(one) for one in names]


def test_as_many_as_a_shell_passes_are_handed_over(
    qtbot: QtBot, window: OneWindow, name: str
) -> None:
    assert _heard(qtbot, window, name, "many") == [Path("/photos/" + "ö" * 200)] * 3000


def test_another_home_is_another_window(window: OneWindow, tmp_path: Path, name: str) -> None:
    other = window_name(app_paths(tmp_path / "other"))
    assert other != name
    assert not hand_over(other, [])


def test_a_home_is_one_however_it_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    assert window_name(app_paths(tmp_path / "link")) == name


def test_a_window_that_is_closed_takes_nothing(window: OneWindow, name: str) -> None:
    window.close()
    assert not hand_over(name, [])


def test_what_a_killed_window_left_is_in_nobodys_way(qtbot: QtBot, name: str) -> None:
    with _deaf(name) as process:
        pass
    assert process.returncode != 0
    assert _place(name).exists()
    assert not hand_over(name, [])
    window = OneWindow(name)
    assert _heard(qtbot, window, name) == []
    window.close()


def test_a_window_that_does_not_answer_counts_as_none_and_keeps_its_place(
    qapp: object, name: str
) -> None:
    with _deaf(name) as process:
        place = _place(name)
        before = place.stat().st_ino
        assert not hand_over(name, [Path("/photos")])
        second = OneWindow(name)
        assert not second._server.isListening()
        second.close()
        assert place.stat().st_ino == before
        assert process.poll() is None


def test_what_nobody_waits_for_any_more_is_not_opened(
    qtbot: QtBot, window: OneWindow, name: str
) -> None:
    heard: list[object] = []
    window.asked.connect(heard.append)
    assert not hand_over(name, [Path("/gone")])  # this thread can't answer itself
    assert _heard(qtbot, window, name, "/there") == [Path("/there")]
    assert heard == [[Path("/there")]]


@pytest.mark.parametrize(
    "message",
    [
        b"\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"open": "/photos"}\n',
        b"[1]\n",
        json.dumps(["photos/a.jpg"]).encode() + b"\n",
        json.dumps(["/photos\0/a.jpg"]).encode() + b"\n",
        b'["/photos"]',  # it never ends
        b"a" * (MOST_BYTES + 1),
    ],
    ids=lambda message: ascii(message[:20]),
)
def test_what_is_no_message_is_ignored(
    qtbot: QtBot, window: OneWindow, name: str, message: bytes
) -> None:
    heard: list[object] = []
    window.asked.connect(heard.append)
    assert _answer(qtbot, name, message) == b""
    assert heard == []


@pytest.mark.skipif(os.name == "nt", reason="pipes are no files there")
def test_only_the_user_may_connect(window: OneWindow) -> None:
    assert Path(window._server.fullServerName()).stat().st_mode & 0o077 == 0


def test_a_window_in_the_task_bar_comes_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowState(Qt.WindowState.WindowMaximized | Qt.WindowState.WindowMinimized)
    bring_to_front(window)
    assert window.windowState() == Qt.WindowState.WindowMaximized


def test_a_second_photoapp_opens_its_photo_in_the_first(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WINDOW, "--home", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        try:
            assert first.stdout.readline() == "opened\n"
            for words in ([], ["open", str(tmp_path / "a.jpg")]):
                second = subprocess.run([*command, *words], capture_output=True, check=False)
                assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
            assert first.stdout.read() == f"asked {tmp_path / 'a.jpg'} True\n"
            assert first.wait(30) == 0
        finally:
            first.kill()
