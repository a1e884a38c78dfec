"""Places, against the measuring stick's own and by hand."""

import numpy as np
import pytest

from photoapp.evaluation.retrieval import caption_ranks
from trainer.gate.ranks import first_ranks, own_ranks


@pytest.mark.parametrize("broken", [False, True])
def test_places_are_those_of_the_measuring_stick(broken: bool) -> None:
    random = np.random.default_rng(0)
    # Small whole numbers, so that many scores are equal.
    images = random.integers(-2, 3, size=(300, 6)).astype(np.float32)
    queries = random.integers(-2, 3, size=(300, 6)).astype(np.float32)
    if broken:
        images[::3] = np.nan
    captions = [[f"text {i // 3}"] for i in range(300)]
    right = [[3 * (i // 3) + k for k in range(3)] for i in range(300)]
    expected = caption_ranks(images, queries, captions)
    assert first_ranks(queries, images, right).tolist() == expected.tolist()


def test_photos_of_one_name_do_not_stand_before_each_other() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.5, 0.5], dtype=np.float32)
    gallery, query = scores[:, None], np.ones(1, dtype=np.float32)
    assert own_ranks(query, gallery, [0, 2, 3]).tolist() == [1, 2, 3]
    assert own_ranks(query, gallery * np.nan, [0, 2, 3]).tolist() == [3, 3, 3]
