"""The starter model as a whole, loaded from what is installed."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from benchmarks.timm_lite2 import timm_network
from photoapp.encoders import Encoder, installed_models, load_encoder, load_text_encoder, model_card
from photoapp.encoders import installed as installed_module
from photoapp.errors import ModelError


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("starter")


@pytest.fixture(scope="module")
def pixels(encoder: Encoder) -> np.ndarray:
    pictures = [data.chelsea(), data.coffee(), data.rocket(), data.astronaut()]
    return np.stack([encoder.preprocess(Image.fromarray(picture)) for picture in pictures])


def test_shapes_and_lengths_are_as_promised(encoder: Encoder, pixels: np.ndarray) -> None:
    texts, images = encoder.encode_texts(["a", "b", "c"]), encoder.encode_images(pixels)
    features = encoder.image_features(pixels)
    assert texts.shape == (3, encoder.dim)
    assert images.shape == (4, encoder.dim)
    assert features.shape == (4, encoder.feature_dim)
    assert {texts.dtype, images.dtype, features.dtype} == {np.dtype(np.float32)}
    for vectors in (texts, images):
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(encoder.project_features(features), images, atol=1e-5)


def test_its_card_says_what_it_is(encoder: Encoder) -> None:
    card = model_card("starter")
    assert (card.id, card.dim, card.feature_dim) == (
        encoder.model_id,
        encoder.dim,
        encoder.feature_dim,
    )
    assert pixels_edge(encoder) == card.input_size


def pixels_edge(encoder: Encoder) -> int:
    return int(encoder.preprocess(Image.new("RGB", (40, 20))).shape[1])


def test_pictures_answer_to_their_names(encoder: Encoder, pixels: np.ndarray) -> None:
    words = encoder.encode_texts(["a cat", "a cup of coffee", "a rocket", "an astronaut"])
    assert (words @ encoder.encode_images(pixels).T).argmax(1).tolist() == [0, 1, 2, 3]


def test_the_text_half_alone_equals_the_whole(encoder: Encoder) -> None:
    alone = load_text_encoder("starter")
    assert alone.model_id == encoder.model_id
    np.testing.assert_array_equal(alone.encode_texts(["dog"]), encoder.encode_texts(["dog"]))


@pytest.mark.filterwarnings("ignore")
def test_features_are_timms_averaged_over_both_looks(encoder: Encoder, pixels: np.ndarray) -> None:
    plain = timm_network()
    import torch

    with torch.inference_mode():
        looks = torch.tensor(pixels.reshape(-1, *pixels.shape[2:]))
        batch = (looks.permute(0, 3, 1, 2).float() - 127) / 128
        features = plain.global_pool(plain.forward_features(batch)).numpy()
    expected = features.reshape(len(pixels), 2, -1).mean(1)
    np.testing.assert_allclose(encoder.image_features(pixels), expected, atol=1e-4)


def test_the_second_look_is_the_middle_of_the_first(encoder: Encoder) -> None:
    gradient = np.linspace(0, 255, 800, dtype=np.uint8)[None, :, None].repeat(600, 0).repeat(3, 2)
    whole, middle = encoder.preprocess(Image.fromarray(gradient)).astype(int)
    np.testing.assert_allclose(whole[130, [0, 130, 259], 0], [0, 128, 255], atol=2)
    np.testing.assert_allclose(middle[130, [0, 130, 259], 0], [32, 128, 223], atol=2)


@pytest.mark.parametrize("size", [(1, 1), (2, 3000), (5, 1)])
def test_photos_of_any_shape_are_prepared(encoder: Encoder, size: tuple[int, int]) -> None:
    assert encoder.preprocess(Image.new("RGB", size)).shape == (2, 260, 260, 3)


def test_the_background_is_a_thousand_different_things(encoder: Encoder) -> None:
    background = encoder.project_features(encoder.things())
    assert background is not None
    assert background.shape == (1000, encoder.dim)
    dog = encoder.encode_texts(["a golden retriever"])[0]
    assert (background @ dog).argmax() == 207


def test_an_unknown_model_is_a_clear_error() -> None:
    with pytest.raises(ModelError, match=r"'nonesuch'.*starter"):
        load_encoder("nonesuch")


def test_a_model_can_be_named_by_its_folder(encoder: Encoder, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(installed_models()["starter"], folder)
    assert load_text_encoder(str(folder)).model_id == encoder.model_id
    for name in (str(tmp_path), "x" * 5000, "a\0b"):
        with pytest.raises(ModelError, match="no model"):
            load_text_encoder(name)


def _copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "starter"
    shutil.copytree(installed_models()["starter"], folder)
    monkeypatch.setattr(installed_module, "installed_models", lambda _home: {"starter": folder})
    return folder


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [classes] = _copied(tmp_path, monkeypatch).glob("classes*.safetensors")
    content = bytearray(classes.read_bytes())
    content[-1] ^= 1
    classes.write_bytes(content)
    with pytest.raises(ModelError, match=r"classes.*\.safetensors have been altered"):
        load_text_encoder("starter")


def test_missing_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [classes] = _copied(tmp_path, monkeypatch).glob("classes*.safetensors")
    classes.unlink()
    with pytest.raises(ModelError, match=r"classes.*\.safetensors can't be read"):
        load_text_encoder("starter")


@pytest.mark.parametrize("part", ["image", "text"])
def test_another_file_in_place_of_a_tower_is_refused(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _copied(tmp_path, monkeypatch)
    card = json.loads((folder / "model.json").read_text())
    card["weights"][part]["sha256"] = "0" * 64
    (folder / "model.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="altered or damaged; install the package"):
        load_encoder("starter")


def test_a_part_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _copied(tmp_path, monkeypatch)
    card = json.loads((folder / "model.json").read_text())
    del card["weights"]["projection"]
    (folder / "model.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="no weights for: projection"):
        load_encoder("starter")


def test_a_broken_description_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (_copied(tmp_path, monkeypatch) / "model.json").write_text('{"id": 3}')
    with pytest.raises(ModelError, match=r"model\.json is not valid"):
        load_encoder("starter")
