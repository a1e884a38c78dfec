"""Chances that mean something to people, whatever the model's cosines are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from photoapp.encoders import load_text_encoder, model_card
from photoapp.search.background import Background, prompts
from photoapp.search.relevance import chances, chances_in_library, evidence, never_rising, odds

DIM = 16


def _units(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((count, DIM)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_what_fits_better_than_the_background_is_likely_and_what_does_not_is_not() -> None:
    background, photos = _units(200, 1), _units(50, 2)
    right = chances(evidence(np.ones(50, dtype=np.float32), photos, background))
    usual = chances(evidence(photos @ background[7], photos, background))
    assert right.min() > 0.25
    assert np.median(usual) < 0.05


def test_a_model_whose_cosines_are_all_small_and_high_gives_the_same_chances() -> None:
    background, photos, words = _units(200, 1), _units(50, 2), _units(1, 3)[0]
    cosines = photos @ words
    # An axis that all texts share lifts every cosine with them, and shrinks their differences.
    low = np.sqrt(np.float32(0.19))
    flat_background = np.hstack([low * background, np.full((200, 1), 0.9, dtype=np.float32)])
    flat_photos = np.hstack([low * photos, np.full((50, 1), 0.9, dtype=np.float32)])
    flat = flat_photos @ np.append(low * words, np.float32(0.9))
    expected = evidence(cosines, photos, background)
    assert evidence(flat, flat_photos, flat_background) == pytest.approx(expected, abs=1e-2)


def test_photos_without_any_vector_spoil_nothing() -> None:
    photos = np.zeros((3, DIM), dtype=np.float32)
    found = chances(evidence(np.zeros(3, dtype=np.float32), photos, _units(20, 1)))
    assert np.isfinite(found).all()
    assert np.isfinite(chances_in_library(found, found[:0])).all()


@given(arrays.arrays(np.float32, st.integers(0, 40), elements=st.floats(0, 1, width=32)))
def test_smoothed_chances_never_rise_and_keep_their_mean(values: np.ndarray) -> None:
    smooth = never_rising(values)
    assert smooth.shape == values.shape
    assert (np.diff(smooth) <= 1e-6).all()
    assert smooth.sum() == pytest.approx(values.sum(), abs=1e-3)


def test_what_never_rises_stays() -> None:
    falling = np.array([0.9, 0.5, 0.5, 0.1], dtype=np.float32)
    assert never_rising(falling).tolist() == falling.tolist()


def test_odds_are_those_of_the_chances() -> None:
    assert odds(np.array([0.5, 0.8])) == pytest.approx([0, np.log(4)])


def test_the_shipped_background_is_what_the_starter_makes_of_the_prompts(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    card = model_card()
    shipped = Background(tmp_path_factory.mktemp("indexes"), card.id, card.dim).vectors()
    assert shipped is not None
    assert len(set(prompts())) == len(shipped)
    made = load_text_encoder().encode_texts(prompts()[::60])
    np.testing.assert_allclose(shipped[::60], made, atol=2e-3)
