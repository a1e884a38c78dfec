"""Those photos come first whose answer teaches most."""

import numpy as np
import pytest
from numpy.typing import NDArray

from photoapp.tagging.review import review_order
from photoapp.tagging.space import STEP, Places


def _places(units: NDArray[np.float64]) -> Places:
    lengths = np.linalg.norm(units, axis=1, keepdims=True)
    places: Places = np.rint(units / lengths / STEP).astype(np.int8)
    return places


def _apart(count: int) -> Places:
    return _places(np.eye(count, 64))


def test_the_least_sure_come_first() -> None:
    chances = np.array([0.99, 0.5, 0.03, 0.6, 0.8], dtype=np.float32)
    assert review_order(chances, _apart(5), 10).tolist() == [1, 3, 4, 2, 0]


def test_what_is_hardly_right_is_not_asked() -> None:
    chances = np.array([0.001, 0.9, 0.019, 0.4], dtype=np.float32)
    assert review_order(chances, _apart(4), 10).tolist() == [3, 1]


def test_where_nothing_seems_right_the_likeliest_are_asked() -> None:
    chances = np.array([0.001, 0.004, 0.002, 0.003], dtype=np.float32)
    assert review_order(chances, _apart(4), 3).tolist() == [1, 3, 2]


def test_no_two_of_a_burst_come_before_others() -> None:
    chance = np.random.default_rng(0)
    scenes = chance.standard_normal((6, 64))
    bursts = np.repeat(scenes, 4, axis=0) + 0.05 * chance.standard_normal((24, 64))
    chances = np.linspace(0.5, 0.9, 24, dtype=np.float32)
    order = review_order(chances, _places(bursts), 24)
    assert sorted(order.tolist()) == list(range(24))
    assert (order[:6] // 4).tolist() == [0, 1, 2, 3, 4, 5]
    assert order[6:].tolist() == sorted(order[6:].tolist())


@pytest.mark.parametrize(("photos", "limit"), [(0, 5), (1, 5), (50, 0), (50, 7), (2000, 1000)])
def test_there_are_no_more_than_were_asked_for(photos: int, limit: int) -> None:
    chance = np.random.default_rng(1)
    places = _places(chance.standard_normal((photos, 16)) + 1e-6)
    order = review_order(chance.random(photos).astype(np.float32), places, limit)
    assert len(set(order.tolist())) == len(order) <= limit
    assert len(order) >= min(limit, int(0.9 * photos))
