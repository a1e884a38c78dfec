"""What a label's words tell of photos, compared with others."""

import numpy as np
import pytest

from photoapp.encoders import Floats
from photoapp.encoders.zero_shot import commonplace
from photoapp.tagging.first_guess import first_guess


def _library(background: bool) -> tuple[Floats, Floats | None]:
    """Return cosines of 200 photos with two labels: the first ten show each; and the background.

    The second label is nearer to everything than the first one is to its own photos.
    """
    chance = np.random.default_rng(0)
    photos = chance.standard_normal((200, 32)).astype(np.float32)
    photos[:10, 0] += 6
    photos[:, 1] += 8
    photos[:10, 1] += 5
    photos /= np.linalg.norm(photos, axis=1, keepdims=True)
    said = np.eye(32, dtype=np.float32)[:2]
    prompts = chance.standard_normal((64, 32)).astype(np.float32)
    prompts /= np.linalg.norm(prompts, axis=1, keepdims=True)
    return photos @ said.T, commonplace(photos, prompts) if background else None


@pytest.mark.parametrize("background", [True, False])
def test_photos_that_show_it_are_likelier_than_all_others(background: bool) -> None:
    guesses = first_guess(*_library(background))
    assert guesses.dtype == np.float32
    assert guesses[:10, 0].min() > guesses[10:, 0].max()


@pytest.mark.parametrize("background", [True, False])
def test_a_label_near_to_everything_is_not_everywhere(background: bool) -> None:
    cosines, common = _library(background)
    assert cosines[10:, 1].mean() > cosines[:10, 0].mean()
    assert first_guess(cosines, common)[10:, 1].mean() < -2


def test_a_shift_of_all_cosines_changes_nothing_where_there_is_no_background() -> None:
    cosines, _ = _library(background=False)
    shifted = first_guess(2 * cosines + np.float32(0.1), None)
    assert shifted == pytest.approx(first_guess(cosines, None), abs=1e-3)


@pytest.mark.parametrize("photos", [0, 1])
@pytest.mark.parametrize("background", [True, False])
def test_no_photo_or_one_has_a_guess_too(photos: int, background: bool) -> None:
    cosines, common = _library(background)
    guesses = first_guess(cosines[:photos], None if common is None else common[:photos])
    assert guesses.shape == (photos, 2)
    assert np.isfinite(guesses).all()
