"""Long work tells how it goes, in the window's thread, and one goes on at a time."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from photoapp.errors import FolderError
from photoapp.events import Listener, ScanProgress
from photoapp.gui.behind.long_run import LongRun
from photoapp.gui.behind.tasks import Tasks


@pytest.fixture
def run(qtbot: QtBot) -> Iterator[LongRun]:
    tasks = Tasks("library", 2)
    yield LongRun(tasks)
    tasks.stop()
    assert tasks.wait(5)


def test_events_and_the_report_arrive_in_the_windows_thread(qtbot: QtBot, run: LongRun) -> None:
    seen: list[object] = []
    run.told.connect(lambda event: seen.append((event, QThread.currentThread())))

    def work(listener: Listener, _stop: threading.Event) -> str:
        listener(ScanProgress(3))
        return "report"

    with qtbot.waitSignal(run.ended) as ended:
        assert run.start(work)
    assert ended.args == ["report"]
    assert seen == [(ScanProgress(3), QThread.currentThread())]
    assert not run.running


def test_a_second_run_does_not_begin_before_the_first_is_stopped(
    qtbot: QtBot, run: LongRun
) -> None:
    def until_stopped(_listener: Listener, stop: threading.Event) -> bool:
        return stop.wait(20)

    assert run.start(until_stopped)
    assert not run.start(until_stopped)
    with qtbot.waitSignal(run.ended) as ended:
        run.stop()
    assert ended.args == [True]


def test_what_a_user_can_mend_is_said(qtbot: QtBot, run: LongRun) -> None:
    def fail(_listener: Listener, _stop: threading.Event) -> None:
        raise FolderError("There is no folder here.")

    with qtbot.waitSignal(run.failed) as failed, qtbot.waitSignal(run.ended) as ended:
        run.start(fail)
    assert (ended.args, failed.args) == ([None], ["There is no folder here."])
