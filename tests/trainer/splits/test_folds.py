"""Folds without leaks."""

from collections.abc import Sequence

import numpy as np
import pytest

from photoapp.encoders import Floats
from photoapp.errors import TrainingError
from trainer.job.data import NEVER_LEARNED
from trainer.job.order import Photo
from trainer.splits import assign_folds, photo_groups


def features(photos: int) -> Floats:
    return np.random.default_rng(0).normal(size=(photos, 256)).astype(np.float32)


def photos(
    captions: Sequence[Sequence[str]], splits: Sequence[str | None] | None = None
) -> list[Photo]:
    return [
        Photo(f"/p/{i}.jpg", list(own), split=splits[i] if splits else None)
        for i, own in enumerate(captions)
    ]


def shared_captions(count: int) -> list[Photo]:
    """Photos of which many share captions, some as many as a dozen."""
    random = np.random.default_rng(1)
    return photos([[f"thing {int(random.exponential(12))}", f"photo {i}"] for i in range(count)])


def test_a_group_is_whole_in_one_fold_and_folds_are_about_equal() -> None:
    given = shared_captions(240)
    folds = assign_folds(given, features(240), seed=0)
    groups = photo_groups(given, features(240))
    assert all(len(set(folds[groups == group])) == 1 for group in set(groups.tolist()))
    assert len(set(groups.tolist())) < 100
    assert np.bincount(folds).tolist() == [48] * 5


@pytest.mark.parametrize(("count", "expected"), [(8, 2), (95, 3), (149, 4), (150, 5), (900, 5)])
def test_few_photos_make_few_folds(count: int, expected: int) -> None:
    given = photos([[f"photo {i}"] for i in range(count)])
    assert set(assign_folds(given, features(count), seed=0)) == set(range(expected))


def test_the_seed_alone_decides() -> None:
    given = shared_captions(60)
    first, again, other = (assign_folds(given, features(60), seed=s) for s in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_what_a_file_keeps_out_is_in_no_fold_and_neither_is_what_shows_the_same() -> None:
    seen = features(40)
    seen[7] = seen[0] + 0.01
    captions = [[f"photo {i}"] for i in range(40)]
    captions[8] = ["photo 0"]  # says the same and shows something else
    splits = ["val", "test", *["train"] * 38]
    told: list[str] = []
    folds = assign_folds(photos(captions, splits), seen, seed=0, tell=told.append)
    assert np.flatnonzero(folds == NEVER_LEARNED).tolist() == [0, 1, 7]
    assert told == [
        "1 of the photos marked as train show the same as photos marked val or test; they are not "
        "learned from."
    ]


def test_photos_of_one_caption_are_refused() -> None:
    given = photos([["my holiday"]] * 30 + [[f"photo {i}"] for i in range(5)])
    with pytest.raises(TrainingError, match="Of 35 captioned photos 30 show the same or share"):
        assign_folds(given, features(35), seed=0)


def test_photos_of_one_event_are_refused() -> None:
    given = [Photo(f"/p/{i}.jpg", [f"photo {i}"], taken=1e9 + 90 * i) for i in range(30)]
    given += photos([[f"other {i}"] for i in range(40, 45)])
    with pytest.raises(TrainingError, match=r"30 are of one event, .* captions of other days\."):
        assign_folds(given, features(35), seed=0)
    half = given[:20] + given[30:]
    assert set(assign_folds(half, features(25), seed=0)) == {0, 1}


def test_names_alone_need_no_captions() -> None:
    seen = np.repeat(features(1), 3, axis=0)
    named = [Photo(f"/p/{i}.jpg", [], keywords=["Shrek"], content="c") for i in range(3)]
    assert len(assign_folds(named, seen, seed=0)) == 3


def test_nothing_to_learn_from_is_refused() -> None:
    with pytest.raises(TrainingError, match="mark others as train"):
        assign_folds(photos([["a"], ["b"]], ["val", "test"]), features(2), seed=0)
    with pytest.raises(TrainingError, match="one captioned photo only"):
        assign_folds(photos([["a"]]), features(1), seed=0)
