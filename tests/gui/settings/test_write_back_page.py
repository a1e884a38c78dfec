"""What waits to be written is told, written at a click, and taken back after a question."""

import threading

from pytestqt.qtbot import QtBot

from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.settings.source import SettingsSource
from photoapp.gui.settings.write_back_page import WriteBackPage
from photoapp.library.write_back import Reason, WriteBackReport, WriteBackStatus


class _WriteBack:
    def __init__(self) -> None:
        self.pending, self.undoable = 3, 0

    def status(self) -> WriteBackStatus:
        reasons = (Reason("a.nef can't be written.", 1, 0.0),) if self.pending else ()
        return WriteBackStatus("files", self.pending, reasons, self.undoable)

    def run(self, *, stop: threading.Event, refused: object) -> WriteBackReport:
        if stop.is_set():
            return WriteBackReport(0, self.pending)
        self.pending, self.undoable = 1, 2
        return WriteBackReport(2, 1)

    def undo_last(self) -> int:
        self.undoable = 0
        return 2


class _Library:
    def __init__(self) -> None:
        self.write_back = _WriteBack()


def test_it_is_written_and_taken_back(qtbot: QtBot) -> None:
    tasks, library = Tasks("settings", 1), _Library()
    asked: list[str] = []

    def agree(_parent: object, text: str, _yes: str, then: object) -> None:
        asked.append(text)
        then()  # type: ignore[operator]

    page = WriteBackPage(SettingsSource(lambda: library, tasks), agree)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: "3 photos" in page.state.text())
    assert page.reasons.text() == "a.nef can't be written."
    assert (page.write.isEnabled(), page.undo.isEnabled()) == (True, False)
    page.write.click()
    qtbot.waitUntil(page.undo.isEnabled)
    assert page.outcome.text() == "2 photos were written."
    assert "1 photo " in page.state.text()
    page.undo.click()
    qtbot.waitUntil(lambda: page.outcome.text() == "2 photos are as before.")
    assert "stays here" in asked[0]
    page.stop()  # the program ends
    page._write()
    qtbot.waitUntil(lambda: page.outcome.text() == "0 photos were written.")
    tasks.stop()
    assert tasks.wait(10)
