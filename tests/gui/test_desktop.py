"""What the desktop is asked to do with photos."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from photoapp.gui import desktop
from photoapp.gui.open_with import Program, open_in, programs_for


class _Opened(QObject):
    """Takes the place of the system's programs."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def opened(qapp: QGuiApplication) -> _Opened:
    handler = _Opened()
    QDesktopServices.setUrlHandler("file", handler, "open")
    yield handler
    QDesktopServices.unsetUrlHandler("file")


def test_files_are_opened_by_their_programs(opened: _Opened, tmp_path: Path) -> None:
    paths = [tmp_path / "a #1 %20.jpg", tmp_path / "é.png"]
    assert desktop.open_files(paths) == []
    assert opened.paths == paths


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these have no D-Bus")
def test_without_a_file_manager_the_folder_is_opened(
    opened: _Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    desktop.reveal([tmp_path / "a.jpg"])
    qtbot.waitUntil(lambda: opened.paths == [tmp_path])


def test_of_very_many_photos_only_the_first_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(desktop.sys, "platform", "darwin")
    monkeypatch.setattr(desktop, "start", lambda command: asked.append(len(command)))
    desktop.reveal([Path(f"/photos/{n}.jpg") for n in range(5000)])
    assert asked == [102]


def test_photos_are_copied_as_files_and_one_as_a_picture(tmp_path: Path, qapp: object) -> None:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    paths = [tmp_path / "a b.jpg", tmp_path / "c.jpg"]
    desktop.copy_photos(paths[:1], image)
    data = QGuiApplication.clipboard().mimeData()
    assert [Path(url.toLocalFile()) for url in data.urls()] == paths[:1]
    assert data.hasImage()
    desktop.copy_photos(paths)
    data = QGuiApplication.clipboard().mimeData()
    assert [Path(url.toLocalFile()) for url in data.urls()] == paths
    assert not data.hasImage()


_VIEWER = """[Desktop Entry]
Type=Application
Name=Viewer
Name[de]=Betrachter
Exec={program} --icon %i "100%%" %F
MimeType=image/jpeg;
"""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these have no desktop entries")
def test_programs_are_those_of_desktop_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    program = tmp_path / "viewer"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/part\nmv {tmp_path}/part {tmp_path}/said\n'
    )
    program.chmod(0o755)
    folder = tmp_path / "applications"
    folder.mkdir()
    (folder / "viewer.desktop").write_text(_VIEWER.format(program=program))
    (folder / "hidden.desktop").write_text(_VIEWER.format(program=program) + "NoDisplay=true\n")
    (folder / "gone.desktop").write_text(_VIEWER.format(program="/nowhere/viewer"))
    cache = "[MIME Cache]\nimage/jpeg=viewer.desktop;hidden.desktop;gone.desktop;lost.desktop;\n"
    (folder / "mimeinfo.cache").write_text(cache)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    [viewer] = programs_for("image/jpeg", ["de_DE", "de"])
    assert viewer.name == "Betrachter"
    assert programs_for("image/png") == []
    open_in(viewer, [Path("/a b.jpg"), Path("/c.jpg")])
    said = tmp_path / "said"
    qtbot.waitUntil(said.exists)
    assert said.read_text().splitlines() == ["--icon", "100%", "/a b.jpg", "/c.jpg"]


def test_a_program_that_takes_one_file_is_started_for_each(tmp_path: Path, qtbot: QtBot) -> None:
    code = "import sys; open(sys.argv[1], 'x')"
    paths = [tmp_path / "a", tmp_path / "b"]
    assert open_in(Program("Python", (sys.executable, "-c", code, "%f", "%i")), paths)
    qtbot.waitUntil(lambda: all(path.exists() for path in paths))
    assert not open_in(Program("Gone", (str(tmp_path / "gone"), "%f")), paths)
