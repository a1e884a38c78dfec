"""Who has gone elsewhere is told that long work has ended."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photoapp.gui import notifications
from photoapp.gui.notifications import Notifications, system_notify


class _Desk:
    """A window, what was told over it, and a clock."""

    def __init__(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, active: bool) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        monkeypatch.setattr(self.window, "isActiveWindow", lambda: active)
        self.told: list[tuple[str, str]] = []
        self.now = 0.0
        self.notifications = Notifications(
            self.window, lambda *said: self.told.append(said), lambda: self.now
        )

    def run(self, seconds: float, added: int) -> None:
        self.notifications.work_began()
        self.now += seconds
        self.notifications.indexing_ended(added)


def test_the_end_of_a_long_run_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = _Desk(qtbot, monkeypatch, active=False)
    desk.run(60, 1234)
    assert desk.told == [("photoapp", "Indexing has ended: 1,234 photos added")]


@pytest.mark.parametrize(
    ("active", "seconds", "added"), [(True, 60, 5), (False, 59, 5), (False, 60, 0)]
)
def test_nobody_is_bothered_without_need(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, active: bool, seconds: float, added: int
) -> None:
    desk = _Desk(qtbot, monkeypatch, active=active)
    desk.run(seconds, added)
    assert desk.told == []


def test_where_nothing_can_be_shown_nothing_happens(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifications.QStandardPaths, "findExecutable", lambda _: "")
    window = QWidget()
    qtbot.addWidget(window)
    system_notify(window)("photoapp", "Indexing has ended")
