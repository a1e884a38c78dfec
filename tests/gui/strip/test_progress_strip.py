"""The strip says what is going on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from photoapp.events import BuildProgress, IndexProgress, ScanProgress
from photoapp.gui.strip.progress_strip import ProgressStrip
from photoapp.gui.strip.progress_texts import duration


@pytest.fixture
def strip(qtbot: QtBot) -> ProgressStrip:
    strip = ProgressStrip(QAction("Pause", checkable=True))
    qtbot.addWidget(strip)
    strip.show()
    return strip


def test_a_run_from_beginning_to_end(strip: ProgressStrip) -> None:
    assert not strip.busy
    strip.show_progress(ScanProgress(1234))
    assert "1,234 found" in strip.text.text()
    strip.show_progress(IndexProgress(2000, 400, 90, 10, 31.6, 47.0))
    assert strip.text.text() == "500 of 2,000 photos  ·  32 a second  ·  47 s left"
    assert (strip.bar.value(), strip.bar.maximum()) == (500, 2000)
    assert strip.pause.isVisible()
    strip.end("Up to date")
    assert (strip.busy, strip.pause.isVisible()) == (False, False)


def test_the_way_to_another_model(strip: ProgressStrip) -> None:
    strip.show_progress(BuildProgress("ViT-B-32", 5, 10, 0.0, None))
    assert strip.text.text() == "Getting ready for ViT-B-32: 5 of 10 photos"


def test_why_work_is_paused_stands_before_what_it_is(strip: ProgressStrip) -> None:
    strip.say("500 of 2,000 photos")
    strip.show_paused("Paused: on battery")
    assert strip.text.text() == "Paused: on battery  ·  500 of 2,000 photos"
    assert strip.pause.isVisible()
    strip.show_paused("")
    assert strip.text.text() == "500 of 2,000 photos"


def test_failures_are_counted_and_can_be_asked_for(qtbot: QtBot, strip: ProgressStrip) -> None:
    strip.show_failures(0)
    assert not strip.failures.isVisible()
    strip.show_failures(12)
    assert strip.failures.text() == "12 failed…"
    with qtbot.waitSignal(strip.failures_asked):
        qtbot.mouseClick(strip.failures, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (59.4, "59 s"), (60, "1 min"), (3599, "1 h 0 min"), (7260, "2 h 1 min")],
)
def test_time_spans(seconds: float, text: str) -> None:
    assert duration(seconds) == text
