"""What is decided changes what is thought of photos like it, and nothing else does."""

import numpy as np
import pytest
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.tagging import scoring
from photoapp.tagging.learning import Classifier, Taught, fit
from photoapp.tagging.scoring import NO, OPEN, YES, Decided, compete, exclusively, score
from photoapp.tagging.space import directions

from .made_up import MadeUp, made_up

_DOG, _CAT = 0, 1


@pytest.fixture(scope="module")
def photos() -> MadeUp:
    return made_up(240)


def _chances(photos: MadeUp, decided: Decided) -> NDArray[np.float32]:
    return compete(score(photos.places, photos.guesses, decided).logits)


def test_what_shows_the_same_helps_words_along(
    photos: MadeUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "_MANY", 3)  # as in a group that shares out the library
    shown = photos.truth[:, None] == np.arange(3)
    by_words = (compete(photos.guesses) > 0.5) != shown
    seen = (_chances(photos, photos.undecided()) > 0.5) != shown
    assert seen.sum() < 0.5 * by_words.sum()


@pytest.mark.parametrize(("answer", "shows", "direction"), [(YES, 5, 1), (NO, _DOG, -1)])
@pytest.mark.parametrize("labels", [1, 3])
def test_a_decided_photo_pulls_its_like_along(
    photos: MadeUp, answer: np.int8, shows: int, direction: int, labels: int
) -> None:
    places, guesses = photos.places, photos.guesses[:, :labels]
    decided = np.full(guesses.shape, OPEN)
    before = score(places, guesses, decided).logits
    like = np.flatnonzero(photos.truth == shows)
    decided[like[:3], _DOG] = answer
    moved = direction * (score(places, guesses, decided).logits - before)[:, _DOG]
    assert moved[like[3:]].mean() > 0.25
    assert moved[like[3:]].mean() > 2 * abs(moved[photos.truth == 4].mean())


def test_of_a_group_a_photo_has_one_label_at_most(photos: MadeUp) -> None:
    decided = photos.undecided()
    decided[0, _DOG] = decided[1, _CAT] = YES
    decided[2, _DOG] = NO
    known = exclusively(decided)
    assert known[:3].tolist() == [[1, 0, 0], [0, 1, 0], [0, -1, -1]]
    assert decided[0].tolist() == [1, -1, -1]  # what people said is left alone
    chances = _chances(photos, decided)
    assert (chances.sum(1) < 1).all()
    assert ((chances > 0.5).sum(1) <= 1).all()
    both = photos.undecided()
    both[0, :2] = YES  # a person may say so nevertheless
    assert exclusively(both)[0].tolist() == [1, 1, 0]


def test_what_is_ruled_out_competes_no_more() -> None:
    logits = np.array([[3, 1], [3, 1]], dtype=np.float32)
    alone = compete(logits[:, 1:])[0, 0]
    chances = compete(logits, np.array([[NO, OPEN], [OPEN, OPEN]]))
    assert chances[0].tolist() == [0, alone]
    assert chances[1, 1] < alone / 2


def test_a_label_of_no_group_keeps_its_own_chance() -> None:
    logits = np.array([[-2.0], [0.0], [40.0]], dtype=np.float32)
    assert compete(logits)[:, 0] == pytest.approx(1 / (1 + np.exp(-logits[:, 0])), abs=1e-6)
    even = np.zeros((1, 3), dtype=np.float32)
    assert compete(even).tolist() == [[0.25, 0.25, 0.25]]


def test_the_same_decisions_give_the_same_scores(photos: MadeUp) -> None:
    decided = photos.undecided()
    decided[photos.truth == _DOG, _DOG] = YES
    decided[:4, _CAT] = NO
    first = score(photos.places, photos.guesses, decided)
    again = score(photos.places, photos.guesses, decided)
    assert np.array_equal(first.logits, again.logits)
    warm = score(photos.places, photos.guesses, decided, first.learnt)
    assert warm.logits == pytest.approx(first.logits, abs=0.05)
    assert [found is None for found in first.learnt] == [False, False, True]


def test_what_was_decided_is_told_as_if_it_had_not_been(photos: MadeUp) -> None:
    decided = photos.undecided()
    wrong, right = np.flatnonzero(photos.truth == 5)[0], np.flatnonzero(photos.truth == _DOG)[0]
    decided[[wrong, right], _DOG] = YES
    scores = score(photos.places, photos.guesses, decided)
    assert np.isnan(scores.left_out).sum() == scores.left_out.size - 2
    left_out = scores.left_out[[wrong, right], _DOG]
    assert (left_out < scores.logits[[wrong, right], _DOG]).all()
    assert left_out[0] < 0 < left_out[1]


def test_all_photos_decided_leave_nothing_to_guess(photos: MadeUp) -> None:
    decided = (photos.truth[:, None] == np.arange(3)).astype(np.int8)
    chances = _chances(photos, decided)
    assert (chances[decided == YES] > 0.5).mean() > 0.95
    assert (chances[decided == NO] < 0.5).mean() > 0.95


def test_of_very_many_decisions_some_stand_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photos = made_up(1200)
    decided = photos.undecided()
    decided[:900, _DOG] = (photos.truth == _DOG)[:900]
    by_all = score(photos.places, photos.guesses, decided)
    monkeypatch.setattr(scoring, "_MOST_TAUGHT", 60)
    by_some = score(photos.places, photos.guesses, decided)
    differ = compete(by_some.logits) - compete(by_all.logits)
    assert 0 < np.abs(differ[:, _DOG]).mean() < 0.03
    assert np.array_equal(np.isnan(by_some.left_out), decided == OPEN)


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("labels", [1, 3])
@pytest.mark.parametrize("answer", [OPEN, YES, NO])
def test_hardly_any_photos_are_scored_too(count: int, labels: int, answer: np.int8) -> None:
    photos = made_up(count, labels)
    decided = photos.undecided()
    decided[:1, 0] = answer
    scores = score(photos.places, photos.guesses, decided)
    assert scores.logits.shape == scores.left_out.shape == (count, labels)
    assert np.isfinite(scores.logits).all()


def test_a_label_that_no_photo_shows_is_of_none() -> None:
    photos = made_up(200)
    chance = np.random.default_rng(1)
    guesses = (-6 + 0.5 * chance.standard_normal((200, 1))).astype(np.float32)
    chances = compete(score(photos.places, guesses, np.full((200, 1), OPEN)).logits)
    assert chances.max() < 0.1


def test_a_classifier_learns_of_rivals_and_of_what_is_undecided(
    photos: MadeUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[Taught] = []

    def noted(taught: Taught, start: Floats | None, **known: bool) -> Classifier:
        learnt.append(taught)
        return fit(taught, start)

    monkeypatch.setattr(scoring, "fit", noted)
    decided = photos.undecided()
    dogs = np.flatnonzero(photos.truth == _DOG)[:2]
    cats = np.flatnonzero(photos.truth == _CAT)[:3]
    decided[dogs, _DOG] = decided[cats, _CAT] = YES
    score(photos.places, photos.guesses, decided)
    of_dogs = learnt[0]
    assert of_dogs.own == 2
    assert of_dogs.answers[:5].tolist() == [1, 1, 0, 0, 0]
    assert (of_dogs.weights[:5] == 1).all()
    assert (of_dogs.weights[5:] < 1).all()
    assert np.array_equal(of_dogs.inputs[2:5], directions(photos.places[cats]))
    assert len(of_dogs.answers) == len(photos.truth)  # each once
