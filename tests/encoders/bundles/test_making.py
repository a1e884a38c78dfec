"""From a checkpoint to a bundle: the same numbers as open_clip's, or a sentence."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from photoapp.encoders import load_encoder, load_text_encoder, model_card
from photoapp.encoders.bundles.describing import describe_config
from photoapp.encoders.bundles.making import BundleOrder, make_bundle
from photoapp.errors import ModelError

from .checkpoints import CONFIG, PREPROCESSING, publish, tiny_model


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return publish(tmp_path_factory.mktemp("published"))


def _order(
    published: tuple[Path, Path], models: Path, checkpoint: Path | None = None
) -> BundleOrder:
    config, weights = published
    source = describe_config("tiny", config)
    return BundleOrder(
        "tiny", source, checkpoint or weights, None, "anything goes", "a test", models
    )


@pytest.fixture(scope="module")
def bundle(published: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(_order(published, tmp_path_factory.mktemp("models")))


def _refusal(order: BundleOrder) -> str:
    with pytest.raises(ModelError) as caught:
        make_bundle(order)
    left = list(order.models.iterdir()) if order.models.exists() else []
    assert left == []
    return str(caught.value)


def test_texts_have_the_vectors_of_open_clip(bundle: Path) -> None:
    from open_clip import SimpleTokenizer

    texts = ["a dog on a beach", "Sunset, 1999!", ""]
    with torch.inference_mode():
        wanted = tiny_model().encode_text(SimpleTokenizer()(texts), normalize=True).numpy()
    assert np.allclose(load_text_encoder(str(bundle)).encode_texts(texts), wanted, atol=1e-5)


def test_photos_have_the_vectors_of_open_clip(bundle: Path) -> None:
    from open_clip.transform import PreprocessCfg, image_transform_v2

    picture = Image.effect_mandelbrot((90, 60), (-2, -1, 1, 1), 50).convert("RGB")
    transform = image_transform_v2(PreprocessCfg(size=48, **PREPROCESSING), is_train=False)
    with torch.inference_mode():
        wanted = tiny_model().encode_image(transform(picture)[None], normalize=True).numpy()
    encoder = load_encoder(str(bundle))
    found = encoder.encode_images(encoder.preprocess(picture)[None])
    assert np.allclose(found, wanted, atol=1e-5)


def test_the_card_says_what_the_model_is(bundle: Path) -> None:
    card = model_card(str(bundle))
    assert card.id.startswith("tiny-")
    assert (card.architecture, card.dim, card.feature_dim, card.input_size) == ("tiny", 32, 64, 48)
    assert card.logit_scale == pytest.approx(1 / 0.07, rel=1e-5)
    assert (card.licence, card.source) == ("anything goes", "a test")
    assert card.open_clip
    assert card.open_clip.config == CONFIG
    assert card.open_clip.words_by == "numpy"
    assert card.weights.keys() == {"image", "text", "tokenizer"}


def test_the_same_weights_make_the_same_model_however_they_were_saved(
    published: tuple[Path, Path], bundle: Path, tmp_path: Path
) -> None:
    tensors = load_file(published[1])
    torch.save({"state_dict": {f"module.{n}": t for n, t in tensors.items()}}, tmp_path / "a.pt")
    again = make_bundle(_order(published, tmp_path / "models", tmp_path / "a.pt"))
    assert model_card(str(again)) == model_card(str(bundle))


def test_a_bundle_that_is_there_is_left_as_it_is(
    published: tuple[Path, Path], bundle: Path
) -> None:
    before = bundle.stat().st_ino
    assert make_bundle(_order(published, bundle.parent)) == bundle
    assert bundle.stat().st_ino == before
    assert [path.name for path in bundle.parent.iterdir()] == ["tiny"]


def test_other_weights_of_one_name_get_a_folder_of_their_own(
    published: tuple[Path, Path], bundle: Path, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    first = make_bundle(_order(published, models))
    _, other = publish(tmp_path / "other", seed=1)
    second = make_bundle(_order(published, models, other))
    assert (first.name, second.name) == ("tiny", model_card(str(second)).id)


def test_weights_of_another_architecture_are_refused_with_what_differs(
    published: tuple[Path, Path], tmp_path: Path
) -> None:
    config = json.loads(published[0].read_text())
    config["model_cfg"]["vision_cfg"]["width"] = 128
    config["model_cfg"]["text_cfg"]["layers"] = 3
    other = tmp_path / "other.json"
    other.write_text(json.dumps(config))
    refusal = _refusal(_order((other, published[1]), tmp_path / "models"))
    assert "visual.class_embedding is 64, not 128; " in refusal
    assert "more" in refusal
    assert published[1].name in refusal


def test_a_missing_tensor_is_named(published: tuple[Path, Path], tmp_path: Path) -> None:
    tensors = load_file(published[1])
    del tensors["ln_final.weight"]
    save_file(tensors, tmp_path / "less.safetensors")
    order = _order(published, tmp_path / "models", tmp_path / "less.safetensors")
    assert "text.ln_final.weight is missing" in _refusal(order)


def test_weights_that_make_no_vectors_are_refused(
    published: tuple[Path, Path], tmp_path: Path
) -> None:
    tensors = load_file(published[1])
    tensors["ln_final.weight"] *= 3e38
    save_file(tensors, tmp_path / "huge.safetensors")
    order = _order(published, tmp_path / "models", tmp_path / "huge.safetensors")
    assert "make no vectors" in _refusal(order)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"model_cfg": {}}', '{"model_cfg": 3}'])
def test_a_config_that_says_too_little_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "open_clip_config.json"
    path.write_text(text)
    with pytest.raises(ModelError, match=str(path)):
        describe_config("tiny", path)
