"""Chances are brought to hold what they say, and thresholds to what was asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoapp.encoders import Floats
from photoapp.tagging.calibration import (
    Answers,
    Correction,
    corrections,
    reliability,
    threshold,
)

_chances = st.lists(st.floats(0, 1, width=32), max_size=60).map(
    lambda drawn: np.array(drawn, dtype=np.float32)
)
_precisions = st.floats(0.5, 0.999)


def _simulated(count: int, seed: int = 0) -> Answers:
    """Answers to chances that hold: of those of 70 %, 70 % are right."""
    chance = np.random.default_rng(seed)
    chances = chance.beta(0.4, 1.2, count)
    return Answers(chances.astype(np.float32), chance.random(count) < chances)


def _distorted(answers: Answers, factor: float, shift: float) -> Answers:
    logits = np.log(answers.chances / (1 - answers.chances)) * factor + shift
    return Answers((1 / (1 + np.exp(-logits))).astype(np.float32), answers.right)


def _inside(chances: Floats) -> Floats:
    return np.clip(chances, 0.01, 0.99)


@pytest.mark.parametrize("precision", [0.6, 0.8, 0.9, 0.95])
def test_the_precision_asked_for_is_held(precision: float) -> None:
    photos = _simulated(20_000)
    least = threshold(photos.chances, precision)
    assert least is not None
    suggested = photos.chances >= least
    # Three deviations of a share of that many.
    near = 3 * (precision * (1 - precision) / suggested.sum()) ** 0.5
    assert photos.right[suggested].mean() == pytest.approx(precision, abs=near)


@given(_chances, _precisions)
def test_a_threshold_takes_as_many_as_are_right_in_the_mean(
    chances: Floats, precision: float
) -> None:
    least = threshold(chances, precision)
    unlike = [c for c in np.unique(chances).tolist() if c >= 0.25]
    enough = [c for c in unlike if chances[chances >= c].mean(dtype=np.float64) >= precision]
    assert least == (min(enough) if enough else None)


@given(_chances, _precisions, _precisions)
def test_who_asks_for_more_gets_no_more_photos(chances: Floats, one: float, other: float) -> None:
    lax, strict = (threshold(chances, each) for each in sorted((one, other)))
    assert strict is None or (lax is not None and lax <= strict)


def test_nothing_is_hardly_likely_though_many_others_are_sure() -> None:
    chances = np.array([1.0] * 100 + [0.3, 0.2], dtype=np.float32)
    assert threshold(chances, 0.5) == pytest.approx(0.3)
    assert threshold(np.array([0.2] * 9, dtype=np.float32), 0.5) is None
    assert threshold(np.empty(0, dtype=np.float32), 0.5) is None


def test_yes_alone_changes_nothing() -> None:
    sure = np.full(40, 0.6, dtype=np.float32)
    for right in (np.ones(40, bool), np.zeros(40, bool), np.arange(40) < 38):
        of_all, of_each = corrections({1: Answers(sure, right)})
        assert of_all == Correction()
        assert of_each == {}
    assert corrections({}) == (Correction(), {})
    assert Correction()(sure) == pytest.approx(sure)


@pytest.mark.parametrize(("factor", "shift"), [(2.0, 0.0), (1.0, -1.5), (0.6, 1.0)])
def test_many_answers_undo_a_distortion(factor: float, shift: float) -> None:
    photos = _simulated(6000)
    photos = Answers(_inside(photos.chances), photos.right)
    wrong = _distorted(photos, factor, shift)
    of_all, of_each = corrections({7: wrong})
    for correction in (of_all, of_each[7]):
        assert correction(wrong.chances) == pytest.approx(photos.chances, abs=0.04)


def test_a_label_of_its_own_kind_is_told_from_the_others() -> None:
    true = [_simulated(4000, seed) for seed in range(4)]
    true = [Answers(_inside(a.chances), a.right) for a in true]
    answers = {k: _distorted(a, 1, 0) for k, a in enumerate(true[:3])}
    answers[3] = _distorted(true[3], 1, -2)
    of_all, of_each = corrections(answers)
    assert of_each[3].shift > of_all.shift + 1
    chances = np.array([0.2, 0.5, 0.8], dtype=np.float32)
    for k in range(3):
        assert of_each[k](chances) == pytest.approx(chances, abs=0.08)


def test_few_answers_move_chances_a_little() -> None:
    chances = np.full(6, 0.9, dtype=np.float32)
    wrong = Answers(chances, np.array([True] * 3 + [False] * 3))
    of_all, of_each = corrections({1: wrong})
    for correction in (of_all, of_each[1]):
        assert 0.5 < float(correction(chances[:1])[0]) < 0.9


@given(
    st.lists(st.tuples(st.floats(0, 1, width=32), st.booleans()), min_size=1, max_size=40),
    _chances,
)
def test_a_correction_keeps_the_order_whatever_was_answered(
    answered: list[tuple[float, bool]], chances: Floats
) -> None:
    said, right = zip(*answered, strict=True)
    of_all, of_each = corrections({1: Answers(np.array(said, np.float32), np.array(right))})
    for correction in (of_all, *of_each.values()):
        corrected = correction(np.sort(chances))
        assert ((corrected >= 0) & (corrected <= 1)).all()
        assert (np.diff(corrected) >= 0).all()


def test_reliability_tells_what_is_expected_and_what_it_rests_on() -> None:
    chances = np.array([0.95, 0.9, 0.85, 0.4, 0.1], dtype=np.float32)
    answers = Answers(
        np.array([0.15, 0.1, 0.55, 0.92, 0.94, 1.0], dtype=np.float32),
        np.array([False, False, True, True, False, True]),
    )
    told = reliability(chances, 0.89, answers, tagged=3)
    assert (told.asked, told.decisions) == (0.89, 6)
    assert told.threshold == pytest.approx(0.85)
    assert told.expected == pytest.approx(0.9)
    assert told.low is not None
    assert told.high is not None
    assert 0.5 < told.low < 0.9 < told.high <= 1
    assert told.recall == pytest.approx((2.7 + 3) / (3.2 + 3))
    means, shares, counts = zip(*told.points, strict=True)
    assert counts == (2, 1, 3)
    assert shares == pytest.approx((0, 1, 2 / 3))
    assert means == pytest.approx((0.125, 0.55, 2.86 / 3))


def test_answers_narrow_the_interval_and_move_it() -> None:
    chances = np.full(50, 0.9, dtype=np.float32)

    def interval(right: int, wrong: int) -> tuple[float, float]:
        said = np.full(right + wrong, 0.95, dtype=np.float32)
        answers = Answers(said, np.arange(right + wrong) < right)
        told = reliability(chances, 0.8, answers, tagged=0)
        assert told.low is not None
        assert told.high is not None
        return told.low, told.high

    low, high = interval(0, 0)
    more_low, more_high = interval(90, 10)
    assert more_high - more_low < 0.5 * (high - low)
    assert interval(5, 15)[0] < low
    assert low <= 0.9 <= high


def test_where_nothing_is_sure_enough_nothing_is_claimed() -> None:
    unsure = np.array([0.3, 0.2], dtype=np.float32)
    nobody = Answers(np.empty(0, np.float32), np.empty(0, np.bool_))
    told = reliability(unsure, 0.9, nobody, tagged=0)
    assert (told.threshold, told.expected, told.low, told.high) == (None, None, None, None)
    assert (told.recall, told.decisions, told.points) == (None, 0, ())
    assert reliability(unsure, 0.9, nobody, tagged=2).recall == pytest.approx(2 / 2.5)
    empty = np.empty(0, dtype=np.float32)
    assert reliability(empty, 0.9, nobody, tagged=4).recall == 1
