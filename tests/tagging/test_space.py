"""Photos that show the same thing lie in one direction."""

import numpy as np
import pytest

from photoapp.tagging.space import MOST_AXES, STEP, directions, fit_space

from .made_up import made_up


def test_places_are_unit_vectors_in_small_steps() -> None:
    photos = made_up(120)
    assert photos.places.dtype == np.int8
    lengths = np.linalg.norm(directions(photos.places), axis=1)
    # Each number is off by half a step at most, so by Cauchy and Schwarz the length is too.
    assert np.abs(lengths - 1).max() <= STEP / 2 * photos.places.shape[1] ** 0.5


def test_what_shows_the_same_is_nearer_than_in_the_features() -> None:
    chance = np.random.default_rng(0)
    loud = 20 * chance.standard_normal((300, 2)).astype(np.float32)  # says nothing of what is shown
    photos = made_up(300)
    features = np.concatenate([photos.features, loud], axis=1)
    centred = features - features.mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    same = photos.truth[:, None] == photos.truth
    near = directions(fit_space(features).place(features))

    def told_apart(units: np.ndarray) -> float:
        cosines = units @ units.T
        return float(cosines[same].mean() - cosines[~same].mean())

    assert told_apart(near) > 1.3 * told_apart(centred)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_few_photos_or_none_make_a_space_too(count: int) -> None:
    features = np.random.default_rng(1).standard_normal((count, 6)).astype(np.float32)
    space = fit_space(features)
    assert space.axes.shape == (6, max(1, count - 1))
    assert space.fitted_on == count
    places = space.place(np.ones((3, 6), dtype=np.float32))
    assert places.shape == (3, space.axes.shape[1])
    assert np.isfinite(directions(places)).all()


def test_photos_that_are_all_the_same_have_a_place() -> None:
    space = fit_space(np.ones((10, 4), dtype=np.float32))
    assert np.isfinite(space.axes).all()
    assert space.place(np.ones((1, 4), dtype=np.float32)).tolist() == [[0, 0, 0, 0]]


def test_there_are_no_more_axes_than_are_of_use() -> None:
    features = np.random.default_rng(2).standard_normal((400, 300)).astype(np.float32)
    assert fit_space(features).axes.shape == (300, MOST_AXES)
