"""How sure it is that names find their photos, and how much."""

from dataclasses import replace

import numpy as np
import pytest

from tests.trainer.gate.worlds import knows, named
from trainer.gate.naming import compare_names, has_lost
from trainer.gate.verdict import Comparison


def compared(names: int, photos: int, before: float = 0.0, after: float = 9.0) -> Comparison:
    parts = [named(photos, knows(before), knows(after), name=f"name {i}") for i in range(names)]
    found = compare_names(parts)
    assert found is not None
    return found


def test_intervals_are_those_of_so_many_names_however_many_photos_they_have() -> None:
    few, photos, many = compared(2, 2), compared(2, 5), compared(20, 2)
    assert few.summary.after.value == 1
    # By the score, of two of two: 0.342 to 1.
    assert few.summary.after.low == pytest.approx(0.342, abs=1e-3)
    assert photos.summary.after == few.summary.after
    assert (many.queries, many.photos) == (20, 40)
    assert few.summary.gain.low < 0.2
    assert many.summary.gain.low > 0.7
    assert compared(1, 5).summary.gain.low < 0
    assert compare_names([]) is None


def test_one_name_can_be_proved_by_its_photos() -> None:
    assert compared(1, 4).doubt < 0.01
    assert compared(1, 4, after=0.0).doubt > 0.05
    # What was found before has gained nothing.
    assert compared(1, 4, before=9.0).doubt == 1
    assert compared(1, 2, before=9.0).summary.gain.value == 0


def test_names_that_were_tried_and_not_kept_count_as_well() -> None:
    parts = [named(4, knows(0.0), knows(9.0))]
    kept, tried = compare_names(parts, 1), compare_names(parts, 50)
    assert kept is not None
    assert tried is not None
    assert tried.doubt == pytest.approx(50 * kept.doubt)
    assert replace(tried, doubt=kept.doubt) == kept


def test_luck_proves_few_names() -> None:
    doubts = [_of_noise(seed) for seed in range(100)]
    assert np.mean(np.array(doubts) <= 0.05) <= 0.08


def test_a_name_that_is_lost_on_all_its_photos_has_lost() -> None:
    assert has_lost(compared(1, 8, before=9.0, after=-1.0))
    assert not has_lost(compared(1, 8, after=0.0))


def _of_noise(seed: int) -> float:
    """Return the doubt of three names whose photos came where luck put them."""
    parts = [named(3, knows(0), knows(0), name=f"{seed} {i}") for i in range(3)]
    other = [named(3, knows(0), knows(0), name=f"{seed} then {i}") for i in range(3)]
    pairs = zip(parts, other, strict=True)
    found = compare_names([replace(p, after=o.after) for p, o in pairs])
    assert found is not None
    return found.doubt
