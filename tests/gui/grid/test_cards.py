import threading
from collections.abc import Callable, Sequence

import pytest
from pytestqt.qtbot import QtBot

from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.grid.cards import Cards
from photoapp.library.browsing import Card


def card(photo_id: int, rating: int = 0) -> Card:
    return Card(photo_id, f"{photo_id}.jpg", rating, "none", "none", offline=False, damaged=False)


class Catalogue:
    """Answers as ``Library.browsing.cards`` does, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.rating = 0
        self.may_answer = threading.Event()
        self.may_answer.set()

    def __call__(self, photo_ids: Sequence[int]) -> dict[int, Card]:
        self.asked.append(list(photo_ids))
        rating = self.rating
        assert self.may_answer.wait(60)
        return {i: card(i, rating) for i in photo_ids if i > 0}


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue()


def rating(cards: Cards, photo_id: int) -> Callable[[], int | None]:
    return lambda: getattr(cards.card(photo_id), "rating", None)


def test_each_card_is_asked_for_once(qtbot: QtBot, tasks: Tasks, catalogue: Catalogue) -> None:
    cards = Cards(catalogue, tasks)
    with qtbot.waitSignal(cards.changed) as changed:
        cards.want([3, 1, -2])
    assert sorted(changed.args[0]) == [-2, 1, 3]
    assert cards.card(3).name == "3.jpg"
    assert cards.card(-2) is None  # it is gone, and not asked for again
    cards.want([1, 3, -2])
    assert catalogue.asked == [[3, 1, -2]]


def test_while_one_batch_is_fetched_only_what_was_wanted_last_waits(
    qtbot: QtBot, tasks: Tasks, catalogue: Catalogue
) -> None:
    cards = Cards(catalogue, tasks)
    catalogue.may_answer.clear()
    for first in (1, 10, 20, 30):
        cards.want([first, first + 1])
    catalogue.may_answer.set()
    qtbot.waitUntil(lambda: cards.card(31) is not None)
    assert catalogue.asked == [[1, 2], [30, 31]]
    assert cards.card(1) is not None  # what had been asked for is not thrown away


def test_what_was_read_before_a_change_is_not_believed(
    qtbot: QtBot, tasks: Tasks, catalogue: Catalogue
) -> None:
    cards = Cards(catalogue, tasks)
    catalogue.may_answer.clear()
    cards.want([1])
    qtbot.waitUntil(lambda: bool(catalogue.asked))
    catalogue.rating = 5
    cards.forget([1])
    cards.want([1])
    catalogue.may_answer.set()
    qtbot.waitUntil(lambda: rating(cards, 1)() == 5)


def test_the_old_card_is_shown_until_the_new_one_comes(
    qtbot: QtBot, tasks: Tasks, catalogue: Catalogue
) -> None:
    cards = Cards(catalogue, tasks)
    cards.want([1])
    qtbot.waitUntil(lambda: rating(cards, 1)() == 0)
    catalogue.rating = 4
    cards.forget()
    assert rating(cards, 1)() == 0
    cards.want([1])
    qtbot.waitUntil(lambda: rating(cards, 1)() == 4)


def test_memory_is_bounded(qtbot: QtBot, tasks: Tasks, catalogue: Catalogue) -> None:
    cards = Cards(catalogue, tasks, limit=100)
    cards.want(range(1, 151))
    qtbot.waitUntil(lambda: cards.card(150) is not None)
    assert cards.card(1) is None
