"""Trials tell what examples teach, and how right suggestions are after answers."""

import numpy as np
import pytest

from photoapp.tagging import scoring, trial
from photoapp.tagging.review import review_order
from photoapp.tagging.space import Places
from photoapp.tagging.trial import right_after_examples, suggested_after_answers

from .made_up import MadeUp, made_up


@pytest.fixture(scope="module")
def photos() -> MadeUp:
    """Photos that all show a label."""
    whole = made_up(480, noise=1.8)
    shown = whole.truth < 3
    guesses = 0.4 * whole.guesses[shown]
    return MadeUp(whole.features[shown], whole.places[shown], guesses, whole.truth[shown])


def test_examples_teach_and_are_not_measured(photos: MadeUp) -> None:
    mistaken = photos.guesses[:, [0, 2, 1]]
    seen = photos.places, mistaken, photos.truth
    none, some = (right_after_examples(*seen, examples=examples, seed=0) for examples in (0, 8))
    assert not np.isnan(none).any()
    assert np.isnan(some).sum() == 3 * 8
    assert set(some[~np.isnan(some)].tolist()) <= {0, 1}
    assert np.nanmean(some) > none.mean() + 0.2
    again = right_after_examples(*seen, examples=8, seed=0)
    assert np.array_equal(some, again, equal_nan=True)
    assert not np.array_equal(some, right_after_examples(*seen, examples=8, seed=1), equal_nan=True)


def test_a_label_with_fewer_photos_gives_all_as_examples(photos: MadeUp) -> None:
    right = right_after_examples(photos.places, photos.guesses, photos.truth, examples=1000, seed=0)
    assert np.isnan(right).all()


def test_more_precision_finds_fewer_photos(photos: MadeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "_MANY", 3)  # as in a group that shares out the library
    seen = photos.places, photos.guesses, photos.truth
    strict, lax = (
        suggested_after_answers(*seen, answers=6, precision=asked, seed=0) for asked in (0.97, 0.7)
    )
    assert np.nanmean(strict.found) < np.nanmean(lax.found)
    assert np.nanmean(strict.right) >= np.nanmean(lax.right)


def test_answers_are_of_one_half_and_the_other_is_measured(
    photos: MadeUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Places] = []
    review = review_order

    def order(chances: np.ndarray, places: Places, limit: int) -> np.ndarray:
        asked.append(places)
        return review(chances, places, limit)

    monkeypatch.setattr(trial, "review_order", order)
    found = suggested_after_answers(
        photos.places, photos.guesses, photos.truth, answers=5, precision=0.9, seed=2
    )
    assert len(asked) == 3 * 2  # of each label, in two sittings
    assert max(len(places) for places in asked) == len(photos.truth) // 2
    assert found.right.shape == found.found.shape == (3,)


def test_what_is_never_suggested_has_no_share_of_right_ones(photos: MadeUp) -> None:
    nothing = np.full_like(photos.guesses, -9)
    told = suggested_after_answers(
        photos.places, nothing, photos.truth, answers=0, precision=0.999, seed=0
    )
    assert np.isnan(told.right).all()
    assert (told.found == 0).all()


def test_photos_kept_aside_are_measured_and_others_learnt_from(photos: MadeUp) -> None:
    seen = photos.places, photos.guesses, photos.truth
    learnt = np.random.default_rng(2).random(len(photos.truth)) < 0.5
    right = right_after_examples(*seen, examples=5, seed=0, learnt=learnt)
    assert np.array_equal(np.isnan(right), learnt)
    lax = suggested_after_answers(*seen, answers=6, precision=0.7, seed=0, learnt=learnt)
    again = suggested_after_answers(*seen, answers=6, precision=0.7, seed=1, learnt=learnt)
    assert np.array_equal(lax.found, again.found, equal_nan=True)  # nothing is left to chance
