"""The measuring stick, measured: small cases worked out by hand."""

import numpy as np

from photoapp.evaluation import score_labels, score_retrieval
from photoapp.evaluation.bootstrap import mean_with_interval
from photoapp.evaluation.retrieval import caption_ranks


def test_ranks_count_from_one_and_shared_captions_count_as_hits() -> None:
    images = np.eye(4, dtype=np.float32)
    queries = np.array(
        [[1, 0, 0, 0], [0.9, 0.5, 0, 0], [0, 0.9, 0.2, 0.3], [0, 0.9, 0, 0.1]], dtype=np.float32
    )
    captions = [["a"], ["b"], ["c"], ["d", "b"]]
    assert caption_ranks(images, queries, captions).tolist() == [1, 2, 3, 2]
    captions[1].append("d")  # photo 1 is now a right answer for "d", and stands first
    assert caption_ranks(images, queries, captions).tolist() == [1, 2, 3, 1]


def test_a_model_that_cannot_tell_photos_apart_finds_none() -> None:
    queries, captions = np.eye(3, dtype=np.float32), [["a"], ["b"], ["c"]]
    for value in (1.0, np.nan):
        images = np.full((3, 3), value, dtype=np.float32)
        assert caption_ranks(images, queries, captions).tolist() == [3, 3, 3]


def test_recall_and_median_follow_from_the_ranks() -> None:
    images = np.eye(4, dtype=np.float32)
    scores = score_retrieval(images, np.roll(images, 1, axis=1), [["a"], ["b"], ["c"], ["d"]])
    assert scores.recall[1].value == 0
    assert scores.recall[5].value == 1
    assert scores.photos == 4


def test_labels_are_scored_by_photo_and_by_label() -> None:
    labels = np.eye(2, dtype=np.float32)
    images = np.array([[1, 0], [0.9, 0.1], [0.6, 0.5], [0, 1]], dtype=np.float32)
    truth = np.array([0, 0, 1, 1])
    scores = score_labels(images, labels, truth)
    assert scores.top1.value == 0.75
    assert scores.precision_at_10.value == 1.0  # the first two for each label are right
    worse = score_labels(images[[0, 2, 1, 3]], labels, truth)
    assert worse.precision_at_10.value == 0.5


def test_a_label_that_is_near_to_everything_wins_less_often_once_calibrated() -> None:
    labels = np.array([[1, 0], [0.8, 0.6]], dtype=np.float32)
    images = np.array([[0.9, 0.436], [0.2, 0.98]], dtype=np.float32)
    truth = np.array([0, 1])
    background = np.array([[0.1, 0.99], [0.3, 0.95], [-0.1, 0.99]], dtype=np.float32)
    assert score_labels(images, labels, truth).top1.value == 0.5
    assert score_labels(images, labels, truth, background).top1.value == 1.0


def test_intervals_hold_the_mean_and_shrink_with_more_photos() -> None:
    few, many = (mean_with_interval(np.arange(n) % 2 == 0) for n in (20, 2000))
    assert few.low < 0.5 < few.high
    assert many.high - many.low < few.high - few.low
    assert mean_with_interval(np.ones(5)).low == 1
