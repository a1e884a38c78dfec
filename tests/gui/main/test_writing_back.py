"""When what was said is written into files, told by a library that only counts."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.main.writing_back import WritingBack


class Acting(QObject):
    changed = Signal(object)
    said = Signal(str)


class Others(QObject):
    ended = Signal(object)
    changed = Signal(object)


class WriteBack:
    def __init__(self) -> None:
        self.due, self.runs = True, 0

    def is_due(self) -> bool:
        return self.due

    def run(self, *, stop: threading.Event) -> SimpleNamespace:
        self.runs += 1
        return SimpleNamespace(written=2)


@pytest.fixture
def acting(qapp: object) -> Acting:
    return Acting()


def background_of(session: object, acting: Acting, tasks: Tasks) -> SimpleNamespace:
    others = Others()
    return SimpleNamespace(
        session=session,
        acting=acting,
        tasks=tasks,
        indexing=SimpleNamespace(run=others),
        settings=others,
    )


@pytest.mark.parametrize("signal", ["ended", "changed"])
def test_what_waits_from_before_is_written_after_folders_were_looked_at_or_it_is_switched_on(
    qtbot: QtBot, acting: Acting, signal: str
) -> None:
    write_back, tasks = WriteBack(), Tasks("write-test", 1)
    session = SimpleNamespace(is_open=True, library=SimpleNamespace(write_back=write_back))
    background = background_of(session, acting, tasks)
    writing = WritingBack(background, rest_milliseconds=1)
    try:
        with qtbot.waitSignal(writing._run.ended):
            getattr(background.settings, signal).emit(None)
        assert write_back.runs == 1
    finally:
        writing.stop()
        tasks.stop()
        assert tasks.wait(5)


@pytest.mark.parametrize("due", [True, False])
def test_what_was_said_is_written_once_after_a_rest_where_that_is_switched_on(
    qtbot: QtBot, acting: Acting, due: bool
) -> None:
    write_back, tasks = WriteBack(), Tasks("write-test", 1)
    write_back.due = due
    session = SimpleNamespace(is_open=True, library=SimpleNamespace(write_back=write_back))
    background = background_of(session, acting, tasks)
    writing = WritingBack(background, rest_milliseconds=1)
    reports: list[object] = []
    writing.wrote.connect(reports.append)
    try:
        for _ in range(3):
            acting.changed.emit(None)
        with qtbot.waitSignal(writing._run.ended):
            pass
        assert (write_back.runs, len(reports)) == ((1, 1) if due else (0, 0))
    finally:
        writing.stop()
        tasks.stop()
        assert tasks.wait(5)
