"""Figures before and after, and how sure they are."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.gate.comparing import compare
from trainer.gate.scoring import Found, Scores


def scores(gains: list[float]) -> Scores:
    """Photos whose recalls rise by these much from a half, each asked for by one caption."""
    after = np.repeat(0.5 + np.array(gains)[:, None], 6, axis=1)
    found = [Found(i, 0, 2, 1) for i in range(len(gains))]
    return Scores(np.arange(len(gains)), np.full_like(after, 0.5), after, 30, found)


def test_figures_are_means_over_all_photos_of_all_parts() -> None:
    first = scores([0.5, 0.0])
    first.after[:, 3:] = 0.5  # photos find their captions no better
    compared = compare("captions", [first, replace(scores([0.25]), gallery=40)], np.arange(3))
    assert (compared.photos, compared.queries, compared.gallery) == (3, 3, 35)
    assert compared.text_to_image[10].after.value == pytest.approx(0.75)
    assert compared.image_to_text[1].gain.value == pytest.approx(0.25 / 3)
    assert compared.summary.gain.value == pytest.approx((0.25 + 0.25 / 3) / 2)


def test_photos_that_stand_and_fall_together_prove_less() -> None:
    gains = [0.5] * 45 + [-0.25] * 15
    alone = compare("captions", [scores(gains)], np.arange(60))
    together = compare("captions", [scores(gains)], np.arange(60) // 5)
    assert alone.summary.gain.value == together.summary.gain.value
    assert alone.summary.gain.low > together.summary.gain.low
    assert alone.doubt < together.doubt


def test_doubt_is_how_often_chance_gains_as_much() -> None:
    groups = np.arange(6)
    assert compare("captions", [scores([0.1] * 6)], groups).doubt == pytest.approx(1 / 64, abs=4e-3)
    mixed = compare("captions", [scores([0.1] * 5 + [-0.1])], groups).doubt
    assert mixed == pytest.approx(7 / 64, abs=0.01)
    assert compare("captions", [scores([0.0] * 6)], groups).doubt == 1


def test_doubt_is_right_on_the_mean_where_nothing_was_gained() -> None:
    random = np.random.default_rng(0)
    doubts = []
    for _ in range(30):
        gains = [float(gain) for gain in random.choice([-0.5, 0.0, 0.5], size=40)]
        doubts.append(compare("captions", [scores(gains)], np.arange(40)).doubt)
    assert 0.4 < np.mean(doubts) < 0.65
    assert min(doubts) > 1e-3


def test_luck_passes_no_more_often_where_photos_of_a_group_share_it() -> None:
    """Ranks without meaning, before and after, that photos of one group have in common."""
    random = np.random.default_rng(3)
    groups, photos = np.arange(120) // 6, np.arange(120)

    def ranks() -> np.ndarray:
        shared, own = random.integers(1, 31, size=20)[groups], random.integers(1, 31, size=120)
        return np.where(random.random(120) < 0.7, shared, own)

    def doubts() -> tuple[float, float]:
        before, after = (ranks()[:, None] <= np.array([1, 5, 10] * 2) for _ in range(2))
        world = Scores(photos, before.astype(float), after.astype(float), 30, [])
        by_group, by_photo = (compare("captions", [world], of).doubt for of in (groups, photos))
        return by_group, by_photo

    together, alone = np.array([doubts() for _ in range(150)]).T
    assert (together <= 0.05).mean() < 0.1
    # Taken for photos of their own they would seem better far too often.
    assert (alone <= 0.05).mean() > 0.12
