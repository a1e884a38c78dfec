"""Labels in several wordings."""

import numpy as np

from photoapp.encoders import BARE, TEMPLATES, encode_labels, load_text_encoder


def test_bare_labels_are_encoded_as_they_stand() -> None:
    encode = load_text_encoder("starter").encode_texts
    labels = ["dog", "a {} of cats"]
    np.testing.assert_allclose(encode_labels(encode, labels, BARE), encode(labels), atol=1e-6)


def test_a_label_is_the_mean_of_all_that_is_said_of_it() -> None:
    said: list[str] = []

    def encode(texts: list[str]) -> np.ndarray:
        said.extend(texts)
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)

    vectors = encode_labels(encode, ["dog", "sunset {}"], ("{}", "my {}"))
    assert said == ["dog", "sunset {}", "my dog", "my sunset {}"]
    means = np.array([[(3 + 6) / 2, 1], [(9 + 12) / 2, 1]])
    np.testing.assert_allclose(
        vectors, means / np.linalg.norm(means, axis=1, keepdims=True), rtol=1e-6
    )


def test_every_template_has_a_place_for_the_label() -> None:
    assert all(template.count("{}") == 1 for template in TEMPLATES)
    assert len(set(TEMPLATES)) == len(TEMPLATES)
