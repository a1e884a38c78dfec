"""What a run tells, and what of it is kept."""

import io
import threading
from pathlib import Path

from trainer.job.journal import JOURNAL, Journal, read_journal
from trainer.job.messages import Ended, Message, Progress, Said, Warm, decode_line
from trainer.job.state import RunState, read_state
from trainer.job.telling import Logbook, Parent
from trainer.methods import Estimate, Point


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def _heard(pipe: io.BytesIO) -> list[Message]:
    messages = [decode_line(line) for line in pipe.getvalue().splitlines()]
    assert None not in messages
    return [message for message in messages if message]


def test_a_torn_line_costs_itself_only(tmp_path: Path) -> None:
    Journal(tmp_path).write(Said("first"))
    with (tmp_path / JOURNAL).open("ab") as file:
        file.write(b'{"type":"Said","sent')
    Journal(tmp_path).write(Said("second"))
    assert list(read_journal(tmp_path)) == [Said("first"), Said("second")]


def test_a_sentence_is_told_once_however_often_the_run_is_resumed(tmp_path: Path) -> None:
    pipe = io.BytesIO()
    for _ in range(2):
        logbook = Logbook(tmp_path, Parent(pipe, threading.Event()), RunState())
        logbook.say("a.jpg is not there; it was passed over.")
    assert _heard(pipe) == [Said("a.jpg is not there; it was passed over.")]


def test_parts_are_counted_from_one_and_photos_are_not_all_told(tmp_path: Path) -> None:
    pipe, clock = io.BytesIO(), Clock()
    logbook = Logbook(tmp_path, Parent(pipe, threading.Event()), RunState(), clock)
    logbook.begin(50, Estimate(10, 0, 0))
    for done in range(1, 101):
        logbook.reading(done, 100, (100.0 - done) / 2)
    logbook.fitting(Point(1, 5, 3, 8, float("nan"), None, 4.0))
    first, last, point = _heard(pipe)
    assert first == Progress("reading", seconds_left=60)
    assert last == Progress("reading", done=100, total=100, seconds_left=10)
    assert point == Progress("fitting", 11, 40, 2, 5, 3, 8, None, None, 4.0)
    assert list(read_journal(tmp_path)) == [point]
    assert (read_state(tmp_path).stage, read_state(tmp_path).seconds_left) == ("fitting", 4.0)


def test_what_is_left_is_told_between_epochs_and_kept_for_who_goes_on(tmp_path: Path) -> None:
    pipe, clock = io.BytesIO(), Clock()
    logbook = Logbook(tmp_path, Parent(pipe, threading.Event()), RunState(), clock)
    logbook.begin(0, Estimate(100, 0, 0, opening=10, closing=30))
    logbook.stage("fitting")
    logbook.fitting(Point(0, 1, 2, 4, 0.5, None, 60.0))  # twice as slow as was thought
    for _ in range(20):
        clock.now += 1
        logbook.going_on()
    point, *later = [m for m in _heard(pipe) if isinstance(m, Progress) and m.epoch]
    assert point.seconds_left == 60 + 2 * 30
    assert [m.seconds_left for m in later] == [115, 110, 105, 100]
    assert len(list(read_journal(tmp_path))) == 1
    logbook.end("paused")
    assert read_state(tmp_path).seconds_left == 100
    again = Logbook(tmp_path, Parent(pipe, threading.Event()), read_state(tmp_path), clock)
    assert read_state(tmp_path).seconds_left == 100
    again.begin(0, Estimate(500, 0, 0, opening=10, closing=30))
    assert read_state(tmp_path).seconds_left == 10 + 100
    again.end("done")
    assert read_state(tmp_path).seconds_left == 0


def test_a_run_that_is_interrupted_twice_knows_how_far_it_was(tmp_path: Path) -> None:
    pipe, clock = io.BytesIO(), Clock()
    before = RunState("paused", stage="fitting", seconds_left=100)
    first = Logbook(tmp_path, Parent(pipe, threading.Event()), before, clock)
    first.begin(0, Estimate(500, 0, 0, opening=10, closing=30))
    first.reading(1, 2, 0.0)
    first.end("paused")
    assert read_state(tmp_path).stage == "fitting"
    second = Logbook(tmp_path, Parent(pipe, threading.Event()), read_state(tmp_path), clock)
    second.begin(0, Estimate(500, 0, 0, opening=10, closing=30))
    second.stage("fitting")
    assert read_state(tmp_path).seconds_left == 10 + 10 + 100  # loaded again, twice
    assert {m.stage for m in _heard(pipe) if isinstance(m, Progress)} == {"reading", "fitting"}


def test_rests_are_no_work_and_earlier_work_counts(tmp_path: Path) -> None:
    clock = Clock()
    pipe = io.BytesIO()
    logbook = Logbook(tmp_path, Parent(pipe, threading.Event()), RunState(seconds=5), clock)
    clock.now += 2
    logbook.warm(95, True)
    clock.now += 40
    logbook.warm(84, False)
    clock.now += 1
    logbook.end("paused")
    logbook.close()
    state = read_state(tmp_path)
    assert (state.state, state.seconds, state.pid) == ("paused", 8, None)
    assert _heard(pipe) == [Warm(95), Warm(84, False), Ended("paused")]


def test_a_parent_that_has_gone_stops_the_run(tmp_path: Path) -> None:
    stop, pipe = threading.Event(), io.BytesIO()
    pipe.close()
    logbook = Logbook(tmp_path, Parent(pipe, stop), RunState())
    logbook.say("one")
    assert stop.is_set()
    logbook.say("two")
    assert list(read_journal(tmp_path)) == [Said("one"), Said("two")]
