"""Which photos must be learned together or not at all."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image

from photoapp.encoders import Floats, load_encoder
from tests.photos import sample, sample_names
from trainer.job.order import Photo
from trainer.splits import photo_groups, text_key

DIM = 64


def photo(number: int, **known: Any) -> Photo:
    return Photo(**({"path": f"/photos/{number}.jpg", "captions": [f"photo {number}"]} | known))


def apart(photos: int) -> Floats:
    """Features of photos that have nothing in common: their cosines are all but 0."""
    return np.eye(photos, DIM, dtype=np.float32)


def like(features: Floats, row: int, other: int, cosine: float) -> Floats:
    """Return features where one photo has about that cosine to another."""
    made = features.copy()
    made[row] = cosine * features[other] + (1 - cosine**2) ** 0.5 * features[row]
    return made


def joined(photos: Sequence[Photo], features: Floats) -> bool:
    """Tell whether the first two are a group; the others must each be alone."""
    groups = photo_groups(photos, features)
    assert len(set(groups[2:].tolist())) == len(photos) - 2
    assert not set(groups[2:].tolist()) & set(groups[:2].tolist())
    return bool(groups[0] == groups[1])


@pytest.mark.parametrize(
    ("cosine", "seconds", "expected"),
    [
        (0.9, None, True),  # a near-duplicate, whenever it was taken
        (0.7, None, False),
        (0.7, 1800, True),  # alike, and of one event
        (0.7, 7200, False),
        (0.4, 1800, False),
        (0.4, 3, True),  # a burst
        (0.0, 3, False),  # the camera was turned to something else
    ],
)
def test_photos_that_show_the_same_are_one_group(
    cosine: float, seconds: float | None, expected: bool
) -> None:
    times = [1e9, None if seconds is None else 1e9 + seconds] + [None] * 38
    photos = [photo(i, taken=time) for i, time in enumerate(times)]
    assert joined(photos, like(apart(40), 0, 1, cosine)) is expected


def test_a_date_that_stands_for_a_time_makes_no_burst() -> None:
    features = like(apart(40), 0, 1, 0.4)
    assert not joined([photo(i, taken=1e9) for i in range(40)], features)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"captions": ["A dog, on the sofa."]}, True),
        ({"captions": ["something else", "a DOG on the sofa"]}, True),
        ({"captions": ["a dog on a sofa"]}, False),
        ({"captions": ["?!"]}, False),
        ({"content": "c0"}, True),
        ({"keywords": ["dog", "sofa"]}, False),
    ],
)
def test_equal_captions_and_contents_join_and_keywords_do_not(
    own: dict[str, Any], expected: bool
) -> None:
    captions = ["a dog on the sofa", "!!"]
    first = photo(0, captions=captions, keywords=["dog", "sofa"], content="c0")
    assert joined([first, photo(1, **own), photo(2), photo(3)], apart(4)) is expected


def test_a_chain_is_one_group() -> None:
    captions = [["a", "b"], ["x"], ["b", "c"], ["y"], ["c", "d"], ["d"]]
    photos = [photo(i, captions=own) for i, own in enumerate(captions)]
    assert photo_groups(photos, apart(6)).tolist() == [0, 1, 0, 3, 0, 0]


def test_groups_are_those_that_a_search_through_the_pairs_finds() -> None:
    random = np.random.default_rng(3)
    captions = [[f"text {t}" for t in random.integers(130, size=2)] for _ in range(150)]
    groups = photo_groups([photo(i, captions=c) for i, c in enumerate(captions)], _random(150))
    expected = list(range(150))
    for _ in range(150):
        for i, own in enumerate(captions):
            expected[i] = min(expected[j] for j in range(150) if set(own) & set(captions[j]))
        if groups.tolist() == expected:
            break
    assert groups.tolist() == expected
    assert 1 < len(set(expected)) < 145


def test_photos_whose_features_are_unknown_are_like_none() -> None:
    features = like(apart(40), 0, 1, 0.99)
    features[2:4] = np.nan
    groups = photo_groups([photo(i) for i in range(40)], features)
    assert groups.tolist() == [0, 0, *range(2, 40)]


def test_what_photos_of_one_place_have_in_common_counts_against_the_library() -> None:
    alike = apart(6) + 2 * np.eye(1, DIM, DIM - 1, dtype=np.float32)
    photos = [photo(i, taken=1e9 + 60 * i) for i in range(6)]
    assert len(set(photo_groups(photos, alike).tolist())) == 6
    others = np.random.default_rng(0).normal(size=(200, DIM)).astype(np.float32)
    assert len(set(photo_groups(photos, alike, others).tolist())) == 1


def test_no_photos_have_no_groups() -> None:
    assert photo_groups([], np.zeros((0, DIM), np.float32)).tolist() == []


def test_text_keys_know_all_scripts() -> None:
    assert text_key("Ein „Hund“, AUF der Straße!") == text_key("ein hund auf der strasse")
    assert text_key("海边的狗。") == "海边的狗"


@pytest.mark.long
def test_the_starter_knows_a_photo_again_that_was_cropped_or_saved_anew() -> None:
    encoder = load_encoder("starter")
    pictures = [Image.open(sample(name)).convert("RGB") for name in sample_names()]
    for picture in pictures:
        picture.thumbnail((encoder.decode_edge, encoder.decode_edge))
    width, height = pictures[0].size
    cropped = pictures[0].crop((width // 10, 0, width, height * 9 // 10))
    mirrored = pictures[1].transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    shown = [*pictures, cropped, mirrored]
    features = encoder.image_features(np.stack([encoder.preprocess(p) for p in shown]))
    groups = photo_groups([photo(i) for i in range(len(shown))], features)
    assert groups.tolist() == [*range(len(pictures)), 0, 1]


def _random(photos: int) -> Floats:
    return np.random.default_rng(0).normal(size=(photos, 512)).astype(np.float32)
