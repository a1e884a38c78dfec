"""Names in texts, and photos that look like what is named."""

import numpy as np
import pytest

from photoapp.encoders import Floats
from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.personal.names import Names
from photoapp.encoders.personal.words import read_words

FEATURE_DIM, DIM = 24, 16
RANDOM = np.random.default_rng(0)
AXES = np.linalg.qr(RANDOM.normal(size=(FEATURE_DIM, 3)))[0].T.astype(np.float32)
NAMES = Names(
    ["Max", "Max Junior", "T.J.", "Oma Käthe"],
    normalise(RANDOM.normal(size=(4, 3)).astype(np.float32)),
    np.zeros(FEATURE_DIM, np.float32),
    AXES,
)
_LEARNED: dict[str, Floats] = {}


def _encode(texts: object) -> Floats:
    """Each text has a vector that only depends on itself."""
    for text in texts:  # type: ignore[attr-defined]
        _LEARNED.setdefault(text, RANDOM.normal(size=(1, DIM)).astype(np.float32))
    return normalise(np.concatenate([_LEARNED[text] for text in texts]))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        ("max", ["Max"], ""),
        ("MAX in the snow", ["Max"], "in the snow"),
        ("Max Junior in the snow", ["Max Junior"], "in the snow"),
        ("max  junior and Max in the snow", ["Max Junior", "Max"], "and in the snow"),
        ("Max's bike", ["Max"], "bike"),
        ("Max\u2019s bike", ["Max"], "bike"),
        ("a photo of Max", ["Max"], ""),
        ("(max)", ["Max"], ""),
        ("oma käthe im Garten", ["Oma Käthe"], "im Garten"),
        ("OMA KÄTHE", ["Oma Käthe"], ""),
        ("T.J. asleep", ["T.J."], "asleep"),
        ("maximum of a curve", [], "maximum of a curve"),
        ("climax", [], "climax"),
        ("max_1", [], "max_1"),
        ("TxJx asleep", [], "TxJx asleep"),
    ],
)
def test_names_are_found_as_whole_words_the_longest_first(
    text: str, said: list[str], left: str
) -> None:
    rows, rest = NAMES.found(text)
    assert [NAMES.names[row] for row in rows] == said
    assert rest == left


def _photos(*looks: int) -> Floats:
    """Features of photos that look like the things named, or like none of them (-1)."""
    shown = [NAMES.looks[row] @ AXES if row >= 0 else _STRANGE for row in looks]
    return np.stack(shown).astype(np.float32)


_STRANGE = normalise(-NAMES.looks.sum(0, keepdims=True))[0] @ AXES


def test_a_name_finds_what_looks_like_it_whatever_else_a_photo_shows() -> None:
    images = NAMES.images(_photos(0, 1, 2, -1), _encode(["a", "b", "c", "max"]))
    scores = read_words(_encode, ["max", "Max Junior", "t.j."], NAMES) @ images.T
    assert scores.argmax(1).tolist() == [0, 1, 2]


def test_words_beside_a_name_choose_among_its_photos() -> None:
    images = NAMES.images(_photos(0, 0, -1), _encode(["at the sea", "in the snow", "in the snow"]))
    scores = read_words(_encode, ["max in the snow", "Max at the sea"], NAMES) @ images.T
    assert np.argsort(-scores, axis=1)[:, :2].tolist() == [[1, 0], [0, 1]]


def test_words_without_names_rank_photos_as_before() -> None:
    start = _encode([f"photo {n}" for n in range(40)])
    images = NAMES.images(RANDOM.normal(size=(40, FEATURE_DIM)).astype(np.float32), start)
    texts = ["a dog", "snow on mountains", "maximum"]
    before, after = _encode(texts) @ start.T, read_words(_encode, texts, NAMES) @ images.T
    assert np.argsort(after, axis=1).tolist() == np.argsort(before, axis=1).tolist()


def test_all_vectors_are_of_length_one() -> None:
    images = NAMES.images(_photos(0, -1), _encode(["a", "b"]))
    texts = read_words(_encode, ["max", "max in the snow", "snow", "Max and T.J.", ""], NAMES)
    assert images.shape[1] == texts.shape[1] == DIM + NAMES.length
    for vectors in (images, texts):
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
