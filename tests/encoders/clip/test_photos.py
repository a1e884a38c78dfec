"""An open_clip model's photos, from a bundle on the disk."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from photoapp.encoders.clip.photos import ClipPhotos
from photoapp.encoders.precision import Running
from photoapp.encoders.protocol import ImageEncoder
from photoapp.errors import ModelError

from .tiny_images import TinyImages, tiny_images


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyImages:
    return tiny_images("vit", tmp_path_factory.mktemp("bundle"))


def test_vectors_are_open_clips_normalised(tiny: TinyImages) -> None:
    encoder: ImageEncoder = ClipPhotos(tiny.card, tiny.folder, precision="float32")
    photos = tiny.photos()
    expected = tiny.encode_image(photos)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(encoder.encode_images(photos), expected, atol=1e-5)
    features = encoder.image_features(photos)
    assert features.shape == (3, encoder.feature_dim)
    np.testing.assert_allclose(encoder.project_features(features), expected, atol=1e-5)


def test_it_is_what_its_card_says(tiny: TinyImages) -> None:
    encoder = ClipPhotos(tiny.card, tiny.folder)
    assert encoder.model_id == "tiny-vit"
    assert (encoder.dim, encoder.feature_dim, encoder.logit_scale) == (24, 96, 10.0)
    assert encoder.things() is None
    assert encoder.preprocess(Image.new("RGB", (300, 200))).shape == (64, 64, 3)


def test_how_it_runs_is_told(tiny: TinyImages) -> None:
    asked = ClipPhotos(tiny.card, tiny.folder, "cpu", "bfloat16")
    assert asked.running == Running("cpu", "bfloat16", "asked for")
    assert ClipPhotos(tiny.card, tiny.folder, "cpu", "auto").running.reason
    exact = ClipPhotos(tiny.card, tiny.folder, "cpu", "float32").encode_images(tiny.photos())
    assert 0.999 < (exact * asked.encode_images(tiny.photos())).sum(1).min() < 1


def test_what_a_card_gets_wrong_is_told(tiny: TinyImages) -> None:
    replace = msgspec.structs.replace
    with pytest.raises(ModelError, match="lacks its part open_clip"):
        ClipPhotos(replace(tiny.card, open_clip=None), tiny.folder)
    with pytest.raises(ModelError, match=r"features of 97 and vectors of 24.* give 96 and 24"):
        ClipPhotos(replace(tiny.card, feature_dim=97), tiny.folder)
    with pytest.raises(ModelError, match="no weights for: image"):
        ClipPhotos(replace(tiny.card, weights={}), tiny.folder)


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    tiny = tiny_images("vit", tmp_path)
    content = bytearray(tiny.weights.read_bytes())
    content[-1] ^= 1
    tiny.weights.write_bytes(content)
    with pytest.raises(ModelError, match="altered"):
        ClipPhotos(tiny.card, tiny.folder)
