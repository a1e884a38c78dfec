import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from photoapp.gui.behind.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks("test", 2)
    yield tasks
    tasks.stop()
    assert tasks.wait(10)


def test_results_come_back_in_this_thread(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[int] = []

    def done(worked_in: int) -> None:
        threads.extend((worked_in, threading.get_ident()))

    tasks.run(threading.get_ident, done)
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()


def test_errors_come_back_too(qtbot: QtBot, tasks: Tasks) -> None:
    errors: list[Exception] = []
    tasks.run(lambda: 1 / 0, print, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1)
    assert isinstance(errors[0], ZeroDivisionError)


def test_a_stale_answer_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    slow, answers = threading.Event(), []
    tasks.run(lambda: slow.wait(60) and "old", answers.append, series="search")
    tasks.run(lambda: "new", answers.append, series="search")
    qtbot.waitUntil(lambda: answers == ["new"])
    slow.set()
    ended: list[int] = []
    for _ in range(2):  # both threads come round, so the old answer had its chance
        tasks.run(lambda: 1, ended.append)
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert answers == ["new"]


def test_nothing_is_delivered_after_the_end(qtbot: QtBot) -> None:
    tasks, go, answers = Tasks("test", 1), threading.Event(), []
    tasks.run(lambda: go.wait(60), answers.append)
    tasks.stop()
    go.set()
    assert tasks.wait(10)
    done: list[int] = []
    other = Tasks("test", 1)
    other.run(lambda: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])
    other.stop()
    assert other.wait(10)
    assert answers == []


def test_what_was_asked_for_before_the_end_can_be_finished(qtbot: QtBot) -> None:
    tasks, done, answers = Tasks("test", 1), list[int](), list[int]()
    for n in range(50):
        tasks.run(lambda n=n: done.append(n), answers.append)
    assert tasks.finish(10)
    assert done == list(range(50))
    ended: list[int] = []
    other = Tasks("test", 1)
    other.run(lambda: 1, ended.append)
    qtbot.waitUntil(lambda: ended == [1])
    assert other.finish(10)
    assert not answers


def test_what_takes_too_long_is_left(qtbot: QtBot) -> None:
    tasks, go, done = Tasks("test", 1), threading.Event(), list[int]()
    tasks.run(lambda: go.wait(60), print)
    tasks.run(lambda: done.append(1), print)
    assert not tasks.finish(0.01)
    go.set()
    assert tasks.wait(10)
    assert not done
