"""Image towers of every kind of open_clip's, held against its own ``encode_image``."""

from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders.clip import image_network
from photoapp.encoders.clip.image_tower import ImageTower, load_image_tower
from photoapp.errors import ModelError

from .tiny_images import CONFIGS, FEATURE_DIMS, TinyImages, tiny_images


def _load(tiny: TinyImages, precision: str = "float32") -> ImageTower:
    assert tiny.card.open_clip is not None
    return load_image_tower(tiny.card.open_clip, tiny.weights, "cpu", precision)


@pytest.mark.parametrize("name", CONFIGS)
def test_features_and_projection_make_open_clips_vectors(name: str, tmp_path: Path) -> None:
    tiny = tiny_images(name, tmp_path)
    tower, photos = _load(tiny), tiny.photos()
    features = tower.features(photos)
    vectors, expected = tower.project(features), tiny.encode_image(photos)
    assert features.shape == (3, FEATURE_DIMS.get(name, tower.dim))
    assert {features.dtype, vectors.dtype} == {np.dtype(np.float32)}
    np.testing.assert_allclose(vectors, expected, rtol=0, atol=1e-5 * np.abs(expected).max())
    assert np.abs(expected - expected.mean(0)).max() > 1e-2 * np.abs(expected).max()


def test_weights_may_be_stored_in_half(tmp_path: Path) -> None:
    tiny = tiny_images("vit", tmp_path, half=True)
    tower, photos = _load(tiny), tiny.photos()
    vectors = tower.project(tower.features(photos))
    np.testing.assert_allclose(vectors, tiny.encode_image(photos), atol=1e-5)


@pytest.mark.parametrize("name", ["vit", "resnet", "siglip2", "mobileclip", "convnext"])
def test_a_network_is_built_once_and_without_random_weights(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny, build, built = tiny_images(name, tmp_path), image_network._build, []

    def seen(config: dict[str, object]) -> object:
        built.append(build(config))
        return built[-1]

    monkeypatch.setattr(image_network, "_build", seen)
    _load(tiny)
    assert len(built) == 1


@pytest.mark.parametrize("name", ["vit", "quickgelu", "resnet", "siglip2", "mobileclip"])
def test_a_lower_precision_changes_little(name: str, tmp_path: Path) -> None:
    tiny = tiny_images(name, tmp_path)
    tower, photos = _load(tiny), tiny.photos()
    features, rough = tower.features(photos), _load(tiny, "bfloat16").features(photos)
    assert 0 < np.abs(features - rough).max() < 0.05 * np.abs(features).max()
    assert rough.dtype == np.float32


def test_features_that_were_stored_are_projected(tmp_path: Path) -> None:
    tower = _load(tiny_images("vit", tmp_path))
    stored = np.ones((2, tower.feature_dim), dtype=np.float16)
    stored.flags.writeable = False
    assert tower.project(stored).shape == (2, tower.dim)  # type: ignore[arg-type]


def test_other_weights_are_told_by_name(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    tiny = tiny_images("vit", tmp_path)
    tensors = load_file(tiny.weights)
    tensors["extra"] = tensors.pop("proj")
    tensors["ln_pre.bias"] = tensors["ln_pre.bias"][:5].clone()
    save_file(tensors, tiny.weights)
    said = r"image\.safetensors do not fit.*proj is missing; ln_pre\.bias is \(5,\), not \(96,\); "
    with pytest.raises(ModelError, match=said + "extra is not known"):
        _load(tiny)
    for number in range(4):
        del tensors[
            f"transformer.resblocks.0.ln_{1 + number // 2}.{('weight', 'bias')[number % 2]}"
        ]
    save_file(tensors, tiny.weights)
    with pytest.raises(ModelError, match="; and 4 more"):
        _load(tiny)


def test_what_is_no_file_of_weights_is_named(tmp_path: Path) -> None:
    tiny = tiny_images("vit", tmp_path)
    tiny.weights.write_bytes(b"{}")
    with pytest.raises(ModelError, match=r"image\.safetensors can't be read"):
        _load(tiny)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"timm_model_name": "nonesuch"}, "can't build"),
        ({"newer_setting": 1}, "can't build.*newer_setting"),
        ({"timm_model_name": "hf-hub:someone/something"}, "from elsewhere"),
    ],
)
def test_what_open_clip_cannot_build_is_a_clear_error(config: dict[str, object], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        image_network._build_empty({"embed_dim": 8, "vision_cfg": config})
