"""Which towers numpy runs, and how little of them it computes."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photoapp.encoders.clip.text_transformer import TextTransformer, unsupported
from photoapp.encoders.tensor_file import read_tensors

from .tiny_models import CONFIGS, HF_CONFIGS, tiny_bundle

pytestmark = pytest.mark.filterwarnings("ignore")  # open_clip's and transformers' own


@pytest.mark.parametrize("name", CONFIGS)
def test_what_numpy_runs_is_known(name: str) -> None:
    reason = unsupported(CONFIGS[name], HF_CONFIGS.get(name))
    assert (reason is None) == (name not in ("custom-blocks", "mt5"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rotary": True}, "rotary"),
        ({"width": "wide"}, "width"),
        ({"block_type": "custom"}, "custom"),
        ({"pool_type": "none"}, "each token"),
        ({"act_kwargs": {"approximate": "sine"}}, "activation"),
        ({"act_kwargs": {"inplace": True}}, "activation"),
        ({"norm_kwargs": {"elementwise_affine": False}}, "normalisation"),
        ({"hf_model_name": "facebook/nllb-200"}, "kind unknown here"),
    ],
)
def test_what_it_cannot_run_is_said(changes: dict[str, Any], reason: str) -> None:
    assert reason in str(unsupported({"text_cfg": {"width": 64} | changes}))


def test_a_quick_activation_takes_no_arguments() -> None:
    text = {"act_kwargs": {"approximate": "tanh"}}
    assert "activation" in str(unsupported({"text_cfg": text, "quick_gelu": True}))


@pytest.mark.parametrize(
    ("text", "hf", "reason"),
    [
        ({"hf_pooler_type": "max_pooler"}, {}, "max_pooler"),
        ({"hf_proj_type": "deep"}, {}, "deep"),
        ({}, {"hidden_act": "relu"}, "relu"),
        ({}, {"position_embedding_type": "relative_key"}, "relative_key"),
        ({}, {"is_decoder": True}, "one direction"),
        ({}, {"num_hidden_layers": "two"}, "num_hidden_layers"),
    ],
)
def test_what_it_cannot_run_of_hugging_face_is_said(
    text: dict[str, Any], hf: dict[str, Any], reason: str
) -> None:
    config = {"text_cfg": CONFIGS["roberta"]["text_cfg"] | text}
    assert reason in str(unsupported(config, HF_CONFIGS["roberta"] | hf))


def test_every_config_of_open_clip_is_read() -> None:
    """A setting that a newer open_clip adds would send all its models to torch."""
    import open_clip

    for path in open_clip.factory._MODEL_CONFIG_PATHS[0].glob("*.json"):
        config = json.loads(path.read_text())
        if "hf_model_name" not in config["text_cfg"]:
            assert unsupported(config) is None, path.name


@pytest.mark.parametrize("name", ["worldwide", "first"])
def test_tokens_after_the_pooled_one_do_not_matter(name: str, tmp_path: Path) -> None:
    tiny_bundle(name, tmp_path)
    tower = TextTransformer(read_tensors(tmp_path / "text.safetensors"), CONFIGS[name])
    short, long = np.array([[0, 5, 6, 2]]), np.array([[0, 5, 6, 2, 1, 7, 1, 1]])
    np.testing.assert_array_equal(tower.encode(short), tower.encode(long))
