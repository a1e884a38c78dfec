"""What is drawn for a batch."""

import numpy as np

from trainer.pairs import distinct

from .lessons import world


def test_equal_captions_are_one_text() -> None:
    texts, captions = distinct([("a dog", "a pet"), ("a cat",), ("a dog", "a cat", "a dog")])
    assert texts == ["a dog", "a pet", "a cat"]
    assert [rows.tolist() for rows in captions] == [[0, 1], [2], [0, 2, 0]]


def test_each_photo_is_drawn_with_a_text_and_a_view_of_its_own() -> None:
    pairs = world()[0].pairs
    rows = np.array([3, 0, 5])
    views = set()
    for seed in range(20):
        drawn = pairs.draw(rows, np.random.default_rng(seed))
        for place, row in enumerate(rows):
            assert drawn.text_ids[place] in pairs.captions[row]
            [view] = [v for v in (0, 1) if (drawn.features[place] == pairs.features[row, v]).all()]
            np.testing.assert_array_equal(drawn.start[place], pairs.start[row, view])
            np.testing.assert_array_equal(drawn.texts[place], pairs.texts[drawn.text_ids[place]])
            views.add(view)
    assert views == {0, 1}


def test_joined_draws_share_no_text() -> None:
    lessons, _ = world()
    assert lessons.anchors is not None
    random = np.random.default_rng(0)
    joined = lessons.pairs.draw(np.arange(4), random).joined(
        lessons.anchors.draw(np.arange(4), random)
    )
    assert set(joined.text_ids[:4]).isdisjoint(joined.text_ids[4:])
    assert len(joined.features) == len(joined.start) == len(joined.texts) == 8
