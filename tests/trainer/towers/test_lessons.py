"""Which photos are held out, and how an epoch is cut into batches."""

import numpy as np
import pytest

from photoapp.errors import TrainingError
from trainer.job.data import NEVER_LEARNED, TrainingData
from trainer.job.order import Photo
from trainer.towers.lessons import Lessons, batches, distinct_texts, split_rows


def _data(folds: list[int], captioned: int | None = None) -> TrainingData:
    photos = [
        Photo(f"{n}.jpg", [f"photo {n}"] if captioned is None or n < captioned else [], ["key"])
        for n in range(len(folds))
    ]
    features = np.zeros((len(folds), 2), np.float32)
    return TrainingData(photos, features, np.array(folds, dtype=np.int64))


def test_the_smallest_fold_that_is_large_enough_is_held_out() -> None:
    learned, held_out = split_rows(_data([0] * 90 + [1] * 70 + [2] * 20))
    assert [*held_out] == [*range(90, 160)]
    assert not np.intersect1d(learned, held_out).size


def test_of_small_folds_the_largest_is_held_out() -> None:
    _, held_out = split_rows(_data([0, 0, 1, 1, 1, 2]))
    assert [*held_out] == [2, 3, 4]


def test_what_a_file_keeps_out_is_held_out() -> None:
    learned, held_out = split_rows(_data([0, 1, NEVER_LEARNED, 1]))
    assert ([*learned], [*held_out]) == ([0, 1, 3], [2])


def test_nothing_to_judge_by_is_refused() -> None:
    with pytest.raises(TrainingError, match="caption more"):
        split_rows(_data([0, 1, 1, 1], captioned=0))


def test_batches_hold_each_photo_once_in_parts_of_equal_size() -> None:
    data = _data([0] * 25)
    texts, texts_of = distinct_texts(data.photos)
    empty = np.zeros((0, 2), np.float32)
    lessons = Lessons(data.photos, texts, texts_of, empty, ["a cat", "a dog"], empty, 20.0)
    drawn = batches(lessons, 3, size=8, seed=1, prompts=9, of=2)
    assert [len(batch.rows) for batch in drawn] == [8, 8, 8]
    rows = np.concatenate([batch.rows for batch in drawn])
    assert len({*rows}) == 24
    assert all({*batch.prompts} == {0, 1} for batch in drawn)
    fitting = [texts[text] for batch in drawn for text in batch.texts]
    assert all(t in (f"photo {r}", "key") for t, r in zip(fitting, rows, strict=True))
    again = batches(lessons, 3, size=8, seed=1, prompts=9, of=2)
    assert all(np.array_equal(a.rows, b.rows) for a, b in zip(drawn, again, strict=True))


def test_a_text_of_several_photos_is_one() -> None:
    photos = [Photo("a", ["a cat", "a dog"], ["x", "y"]), Photo("b", ["a dog"])]
    assert distinct_texts(photos) == (["a cat", "a dog", "x, y"], [[0, 1, 2], [1]])
