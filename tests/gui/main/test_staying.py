"""What stays from one start to the next, and what waits for another photoapp."""

import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from photoapp.gui.app import window_settings
from photoapp.gui.behind import library_session
from photoapp.gui.behind.library_session import opener
from photoapp.gui.main.controller import Controller
from photoapp.gui.settings.settings_dialog import SettingsDialog
from photoapp.gui.strip.failure_dialog import FailureDialog
from photoapp.paths import AppPaths
from tests.gui.main.desk import LONG, Desk

HOLD = """
import sys
from pathlib import Path
from photoapp.library.instance import Instance
from photoapp.paths import app_paths
with Instance(app_paths(Path(sys.argv[1]))).hold("watch"):
    print("held", flush=True)
    sys.stdin.read()
"""


def opened_window(qtbot: QtBot, paths: AppPaths) -> Controller:
    controller = Controller(opener(paths), window_settings(paths))
    controller.start()
    qtbot.waitUntil(lambda: controller.browsing.facets is not None, timeout=LONG)
    return controller


def test_what_is_arranged_stays(qtbot: QtBot, own_home: AppPaths) -> None:
    first = opened_window(qtbot, own_home)
    for command_id in ("sidebar", "info", "names"):
        first.window.commands[command_id].trigger()
    first.window.grid.set_edge(120)
    first.window.sidebar.set_open_keys(["cameras", "status"])
    first.window.search.grouping._choose("year")
    first.bindings.bind("rate-5", ("Ctrl+5",))
    first.close()
    second = opened_window(qtbot, own_home)
    window = second.window
    assert window.sidebar.isHidden()
    assert window.info.isHidden()
    assert not window.commands["sidebar"].isChecked()
    assert window.grid.shape.names
    assert window.grid.edge == window.size_slider.value() == 120
    assert window.sidebar.open_keys() == ["cameras", "status"]
    assert second.browsing.grouping == window.search.grouping.choice == "year"
    assert window.commands.keys("rate-5") == ("Ctrl+5",)
    for command_id in ("sidebar", "info", "names"):
        window.commands[command_id].trigger()
    second.close()


def test_a_window_beside_another_photoapp_works_once_that_has_ended(
    qtbot: QtBot, own_home: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_session, "_ASK_AGAIN_MILLISECONDS", 20)
    home = str(own_home.data.parent)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        controller = opened_window(qtbot, own_home)
        qtbot.waitUntil(lambda: "watch" in controller.window.progress.text.text())
        qtbot.waitUntil(lambda: len(controller.window.grid.photos.photo_ids) == 5)
        with qtbot.waitSignal(controller.background.session.at_work, timeout=LONG):
            assert other.stdin is not None
            other.stdin.close()
    qtbot.waitUntil(lambda: controller.window.progress.text.text() == "Up to date", timeout=LONG)
    controller.close()


def test_settings_keys_and_failures_open(desk: Desk) -> None:
    desk.do("settings")
    dialog = desk.window.findChild(SettingsDialog)
    assert dialog.isVisible()
    desk.wait(lambda: dialog.folders.list.count() == 1)
    desk.do("keys")
    assert dialog.keys.isVisible()
    assert len(desk.window.findChildren(SettingsDialog)) == 1
    dialog.close()
    desk.do("failures")
    failures = desk.window.findChild(FailureDialog)
    assert failures.table.model().index(0, 0).data() == "broken.jpg"
    failures.close()
