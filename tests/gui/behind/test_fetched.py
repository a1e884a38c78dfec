"""Answers to the last question only, and again while the library changes."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from photoapp.errors import UsageError
from photoapp.gui.behind.fetched import Fetched
from photoapp.gui.behind.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks("library", 2)
    yield tasks
    tasks.stop()
    assert tasks.wait(5)


def test_an_answer_to_an_older_question_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    fetched, may_end = Fetched("answers", tasks), threading.Event()
    answers: list[str] = []
    fetched.changed.connect(lambda answer, _: answers.append(answer))

    def slow() -> str:
        may_end.wait(20)
        return "old"

    fetched.ask(slow)
    with qtbot.waitSignal(fetched.changed):
        fetched.ask(lambda: "new")
    may_end.set()
    with qtbot.waitSignal(fetched.changed):
        fetched.ask(lambda: "newest")
    assert answers == ["new", "newest"]


def test_a_refreshed_answer_is_told_from_a_new_one(qtbot: QtBot, tasks: Tasks) -> None:
    fetched = Fetched("answers", tasks)
    with qtbot.waitSignal(fetched.changed) as first:
        fetched.ask(lambda: 1)
    with qtbot.waitSignal(fetched.changed) as second:
        fetched.refresh()
    with qtbot.waitSignal(fetched.changed) as third:
        fetched.ask(lambda: 2)
    assert [signal.args for signal in (first, second, third)] == [[1, False], [1, True], [2, False]]


def test_what_a_user_can_mend_is_said(qtbot: QtBot, tasks: Tasks) -> None:
    def refuse() -> None:
        raise UsageError("Type what to look for.")

    fetched = Fetched("answers", tasks)
    with qtbot.waitSignal(fetched.failed) as failed:
        fetched.ask(refuse)
    assert failed.args == ["Type what to look for."]


def test_of_many_questions_few_are_asked_and_the_last_is_answered(
    qtbot: QtBot, tasks: Tasks
) -> None:
    fetched, may_end = Fetched("answers", tasks, at_once=1), threading.Event()
    asked: list[int] = []

    def work(n: int) -> int:
        asked.append(n)
        may_end.wait(20)
        return n

    for n in range(100):
        fetched.ask(partial(work, n))
    may_end.set()
    with qtbot.waitSignal(fetched.changed) as changed:
        pass
    assert changed.args == [99, False]
    assert asked == [0, 99]


def test_nothing_is_told_after_the_end(qtbot: QtBot, tasks: Tasks) -> None:
    fetched, answers, may_end = Fetched("answers", tasks), list[int](), threading.Event()
    fetched.changed.connect(lambda answer, _: answers.append(answer))
    fetched.ask(lambda: may_end.wait(20) and 1)
    fetched.stop()
    may_end.set()
    other = Fetched("others", tasks)
    for n in range(4):  # both threads come round
        with qtbot.waitSignal(other.changed):
            other.ask(lambda n=n: n)
    assert not answers
