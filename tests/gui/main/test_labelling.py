"""When labels are brought level, told by a library that only counts how often it is asked."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from photoapp.errors import LabelError
from photoapp.events import BuildProgress, CaughtUp, ModelSwitched, PhotosAdded
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.main.labelling import Labelling
from photoapp.library.labels import TagReport


class Acting(QObject):
    changed = Signal(object)
    said = Signal(str)


class Running(QObject):
    told = Signal(object)


class Labels:
    """Stale once anything was decided; settling waits for ``go``."""

    def __init__(self) -> None:
        self.decisions = self.settled = self.asked = 0
        self.go = threading.Event()
        self.go.set()
        self.refusal: Exception | None = None

    def stale(self) -> bool:
        self.asked += 1
        return self.settled < self.decisions

    def settle(self, stop: threading.Event) -> str:
        decisions = self.decisions
        while not (self.go.wait(0.01) or stop.is_set()):
            pass
        if self.refusal is not None:
            raise self.refusal
        self.settled = decisions
        return f"{decisions} decisions"


class Bench:
    """What works behind a window, with everything left out but labels."""

    def __init__(self) -> None:
        self.labels, self.acting = Labels(), Acting()
        self.tasks = Tasks("labels-test", 1)
        self.refreshed = 0
        library = SimpleNamespace(labels=self.labels)
        self.watching, self.models = Running(), Running()
        background = SimpleNamespace(
            watching=SimpleNamespace(run=self.watching),
            models=SimpleNamespace(run=self.models),
            session=SimpleNamespace(is_open=True, library=library),
            acting=self.acting,
            tasks=self.tasks,
        )
        browsing = SimpleNamespace(refresh_soon=self._refresh)
        self.labelling = Labelling(background, browsing)
        self.reports: list[object] = []
        self.works: list[bool] = []
        self.labelling.settled.connect(self.reports.append)
        self.labelling.working.connect(self.works.append)

    def decide(self) -> None:
        self.labels.decisions += 1
        self.acting.changed.emit(None)

    def _refresh(self) -> None:
        self.refreshed += 1


@pytest.fixture
def bench(qapp: object) -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.labelling.stop()
    bench.tasks.stop()
    assert bench.tasks.wait(5)


def test_decisions_that_come_together_are_learned_from_together(bench: Bench, qtbot: QtBot) -> None:
    for _ in range(3):
        bench.decide()
    qtbot.waitUntil(lambda: bool(bench.reports))
    assert bench.reports == ["3 decisions"]
    assert bench.works == [True, False]
    assert bench.refreshed == 1


def test_what_is_decided_meanwhile_is_learned_from_next(bench: Bench, qtbot: QtBot) -> None:
    bench.labels.go.clear()
    bench.decide()
    qtbot.waitUntil(lambda: bench.works == [True])
    bench.decide()
    qtbot.waitUntil(lambda: not bench.labelling._resting.isActive())
    bench.labels.go.set()
    qtbot.waitUntil(lambda: len(bench.reports) == 2)
    assert bench.reports == ["1 decisions", "2 decisions"]


def test_changes_that_concern_no_label_do_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.acting.changed.emit(None)
    qtbot.waitUntil(lambda: bench.labels.asked == 1 and not bench.labelling._run.running)
    assert (bench.reports, bench.works, bench.refreshed) == ([], [], 0)


def test_what_watching_finds_is_tagged_once_all_of_it_is_there(bench: Bench, qtbot: QtBot) -> None:
    bench.labels.decisions += 1  # a photo came
    bench.watching.told.emit(PhotosAdded((1,)))
    assert not bench.labelling._resting.isActive()
    bench.watching.told.emit(CaughtUp(("/photos",), 1, 0, 0.1))
    qtbot.waitUntil(lambda: bool(bench.reports))


def test_another_model_tags_all_photos_anew(bench: Bench, qtbot: QtBot) -> None:
    bench.labels.decisions += 1  # all suggestions are stale
    bench.models.told.emit(BuildProgress("other-1", 1, 2, 9.0, None))
    assert not bench.labelling._resting.isActive()
    bench.models.told.emit(ModelSwitched("other-1"))
    qtbot.waitUntil(lambda: bool(bench.reports))


def test_what_takes_long_is_said_and_what_came_of_it(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    bench.acting.said.connect(said.append)
    bench.labelling._slow.setInterval(0)
    bench.labels.go.clear()
    report = TagReport(labels=1, photos=3, suggested=5, new=2, gone=0, seconds=1.0)
    settle = bench.labels.settle
    monkeypatch.setattr(bench.labels, "settle", lambda stop: settle(stop) and report)
    bench.decide()
    qtbot.waitUntil(lambda: said == ["Tagging photos…"])
    bench.labels.go.set()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == "2 new suggestions"


def test_why_nothing_can_be_learned_is_said(bench: Bench, qtbot: QtBot) -> None:
    bench.labels.refusal = LabelError("The label is gone.")
    with qtbot.waitSignal(bench.acting.said) as said:
        bench.decide()
    assert said.args == ["The label is gone."]
    assert bench.works == [True, False]
    assert bench.reports == []


def test_it_ends_when_the_window_does(bench: Bench, qtbot: QtBot) -> None:
    bench.labels.go.clear()
    bench.decide()
    qtbot.waitUntil(lambda: bench.works == [True])
    bench.decide()
    bench.labelling.stop()
    qtbot.waitUntil(lambda: not bench.labelling._run.running)
    assert bench.labels.settled == 1
