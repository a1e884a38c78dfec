"""The process that trains, as the library starts, hears, pauses and ends it."""

import sys
import threading
from pathlib import Path

import psutil
import pytest

from photoapp.errors import TrainingError
from photoapp.events import Event, TrainingProgress
from photoapp.library.training_process import discard, sweep, train
from tests.trainer.job.counting_job import EPOCHS
from tests.trainer.job.runs import command, make_run, running, weights
from trainer.job.holding import check_idle
from trainer.job.messages import Ended
from trainer.job.order import PHOTOS, Photo, read_photos, write_lines
from trainer.job.state import RunState, read_state, write_state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_run(tmp_path / "training" / "run")


def _fitted(events: list[Event]) -> list[TrainingProgress]:
    told = [e for e in events if isinstance(e, TrainingProgress) and e.epoch]
    return list({e.epoch: e for e in told}.values())  # what is left is told between epochs too


def test_a_run_is_paused_and_resumed_and_tells_how_it_goes(folder: Path, tmp_path: Path) -> None:
    write_lines(folder / PHOTOS, [*read_photos(folder)[:-1], Photo("/nowhere/x.jpg", ["last"])])
    events: list[Event] = []
    stop = threading.Event()

    def listener(event: Event) -> None:
        events.append(event)
        if isinstance(event, TrainingProgress) and event.epoch == 2:
            stop.set()

    state = train(folder, tmp_path / "log", listener, stop, command(folder, "hold=2"))
    assert (state.state, state.stage) == ("paused", "fitting")
    state = train(folder, tmp_path / "log", events.append, command=command(folder))
    assert state.state == "done"
    assert [e.epoch for e in _fitted(events)] == list(range(1, EPOCHS + 1))
    last = _fitted(events)[-1]
    assert (last.run, last.part, last.parts, last.score) == ("run", 1, 1, EPOCHS / 10)
    assert {e.stage for e in events if isinstance(e, TrainingProgress)} == {
        "reading",
        "fitting",
        "judging",
        "writing",
    }
    assert weights(folder)


def test_a_process_that_dies_leaves_a_paused_run_and_a_sentence(
    folder: Path, tmp_path: Path
) -> None:
    def kill(event: Event) -> None:
        if isinstance(event, TrainingProgress) and event.epoch == 1:
            pid = read_state(folder).pid
            assert pid
            psutil.Process(pid).kill()

    state = train(folder, tmp_path / "log", kill, command=command(folder, "hold=1"))
    assert state.state == "paused"
    assert str(tmp_path / "log") in state.sentence
    assert read_state(folder) == state


def test_a_process_that_never_began_has_failed(folder: Path, tmp_path: Path) -> None:
    broken = [sys.executable, "-c", "raise SystemExit('no such thing')"]
    state = train(folder, tmp_path / "log", command=broken)
    assert state.state == "failed"
    assert "no such thing" in (tmp_path / "log").read_text()


def test_a_process_that_dies_before_its_last_word_leaves_what_it_had_come_to(
    folder: Path, tmp_path: Path
) -> None:
    came = RunState("refused", "It is no better.")
    write_state(folder, came)
    dies = [sys.executable, "-c", "import os; os._exit(9)"]
    assert train(folder, tmp_path / "log", command=dies) == came == read_state(folder)


def test_what_cannot_be_started_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="nowhere"):
        train(folder, tmp_path / "log", command=[str(tmp_path / "nowhere")])


def test_a_fault_of_the_listener_pauses_the_run(folder: Path, tmp_path: Path) -> None:
    def listener(event: Event) -> None:
        if isinstance(event, TrainingProgress) and event.epoch == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(folder, tmp_path / "log", listener, command=command(folder, "hold=1"))
    assert read_state(folder).state == "paused"


def test_a_run_of_another_process_is_left_alone_until_it_is_discarded(
    folder: Path, tmp_path: Path
) -> None:
    with running(folder, "hold=1") as other:
        other.until_epoch(1)
        with pytest.raises(TrainingError, match="running already"):
            train(folder, tmp_path / "log", command=command(folder))
        assert read_state(folder).pid == other.process.pid
        discard(folder)
        assert other.to_the_end() == Ended("paused")
    assert list(folder.parent.glob("[!.]*")) == []
    discard(folder)


def test_one_run_of_a_home_goes_on_at_a_time(folder: Path, tmp_path: Path) -> None:
    second = make_run(folder.with_name("second"))
    check_idle(folder.parent)
    with running(folder, "hold=1") as other:
        other.until_epoch(1)
        with pytest.raises(TrainingError, match="The training run is running"):
            check_idle(folder.parent)
        with pytest.raises(
            TrainingError,
            match=r"photoapp-train --home \S+ pause run or photoapp-train .* discard run\.",
        ):
            train(second, tmp_path / "log", command=command(second))
        assert read_state(second).state == "new"
        other.process.kill()
        other.process.wait()
    check_idle(folder.parent)
    assert train(second, tmp_path / "log", command=command(second)).finished


def test_what_a_kill_left_of_a_discarded_run_goes_later(folder: Path) -> None:
    folder.rename(folder.parent / ".discarded-run")
    sweep(folder.parent)
    assert list(folder.parent.iterdir()) == []


def test_photoapp_itself_is_that_process(folder: Path, tmp_path: Path) -> None:
    (folder / PHOTOS).write_bytes(b"")
    state = train(folder, tmp_path / "log")
    assert state.state == "failed"
    assert "caption" in state.sentence
