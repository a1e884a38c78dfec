"""A personalised model, from its folder: its base's own vectors, corrected."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from photoapp.encoders import load_encoder, load_image_encoder, load_text_encoder
from photoapp.encoders.feature_family import feature_family
from photoapp.encoders.loading import load_preprocessor
from photoapp.encoders.model_card import read_model_card
from photoapp.encoders.personal.correction import NAMES_PART, Correction
from photoapp.errors import ModelError
from trainer.bundle import write_weights

from .conftest import NAMES


def test_it_is_its_base_corrected(
    starter: Path, bundle: Path, correction: Correction, features: np.ndarray
) -> None:
    base, mine = load_encoder(str(starter)), load_encoder(str(bundle))
    expected = correction.images(features, base.project_features(features))
    np.testing.assert_allclose(mine.project_features(features), expected, atol=1e-5)

    photo = Image.effect_noise((80, 60), 90).convert("RGB")
    pixels = np.stack([mine.preprocess(photo)])
    seen = base.image_features(pixels)
    np.testing.assert_allclose(mine.image_features(pixels), seen, atol=1e-5)
    vectors = mine.encode_images(pixels)
    np.testing.assert_allclose(vectors, mine.project_features(seen), atol=1e-5)
    assert vectors.shape == (1, mine.dim) == (1, base.dim + correction.longer)
    np.testing.assert_array_equal(mine.things(), base.things())
    assert feature_family(read_model_card(bundle)) == feature_family(read_model_card(starter))

    half = load_image_encoder(str(bundle))
    assert (half.model_id, half.dim, half.feature_dim) == (
        mine.model_id,
        mine.dim,
        base.feature_dim,
    )
    np.testing.assert_array_equal(half.project_features(features), mine.project_features(features))
    prepared = load_preprocessor(str(bundle)).preprocess(photo)
    np.testing.assert_array_equal(prepared, pixels[0])


def test_names_are_found_and_other_words_rank_photos_as_without_names(
    starter: Path, bundle: Path, correction: Correction, features: np.ndarray
) -> None:
    mine, base_words = load_text_encoder(str(bundle)), load_text_encoder(str(starter))
    start = load_image_encoder(str(starter)).project_features(features)
    images = correction.images(features, start)
    words = mine.encode_texts([f"a photo of {name.upper()}" for name in NAMES])
    assert (words @ images.T).argmax(1).tolist() == [0, 1]

    assert correction.photos
    texts = ["a dog in the snow", "bellas and quixotic people"]
    nameless = base_words.encode_texts(texts) @ correction.photos.images(features, start).T
    scores = mine.encode_texts(texts) @ images.T
    assert np.argsort(scores, axis=1).tolist() == np.argsort(nameless, axis=1).tolist()


def _damaged(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()  # the base's own files may be the very same
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


@pytest.mark.parametrize("harm", [_damaged, Path.unlink])
@pytest.mark.parametrize("part", ["correction", "names", "projection"])
def test_altered_and_missing_weights_are_refused(
    bundle: Path, part: str, harm: Callable[[Path], None]
) -> None:
    path = bundle / read_model_card(bundle).weights[part].file
    harm(path)
    with pytest.raises(ModelError, match=path.name):
        load_image_encoder(str(bundle))
    if part == "names":
        with pytest.raises(ModelError, match=path.name):
            load_text_encoder(str(bundle))


def test_weights_of_another_kind_are_refused(bundle: Path) -> None:
    card = read_model_card(bundle)
    other = write_weights(bundle, NAMES_PART, {"places": np.zeros(3, np.float32)})
    card = msgspec.structs.replace(card, weights=card.weights | {NAMES_PART: other})
    (bundle / "model.json").write_bytes(msgspec.json.encode(card))
    with pytest.raises(ModelError, match="another kind"):
        load_text_encoder(str(bundle))


def test_words_need_nothing_of_what_corrects_photos(bundle: Path) -> None:
    (bundle / read_model_card(bundle).weights["correction"].file).unlink()
    assert load_text_encoder(str(bundle)).encode_texts(["Quix"]).shape[0] == 1
