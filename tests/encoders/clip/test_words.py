"""Words become the vectors that open_clip gives them."""

import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest

from photoapp.encoders.clip.words import ClipWords
from photoapp.errors import ModelError

from .tiny_models import CONFIGS, DIM, TinyBundle, tiny_bundle, weight_file

pytestmark = pytest.mark.filterwarnings("ignore")  # open_clip's and transformers' own

TEXTS = [
    "a dog",
    "two red dogs at the beach, in the sunset",
    "",
    "the cat " * 60,
    "Naïve  CAFÉ <pad> a",
]


def theirs(bundle: TinyBundle, texts: list[str]) -> np.ndarray:
    import torch

    with torch.no_grad():
        return bundle.model.encode_text(bundle.tokenizer(texts), normalize=True).numpy()


@pytest.mark.parametrize("name", CONFIGS)
def test_vectors_are_those_of_open_clip(name: str, tmp_path: Path) -> None:
    bundle = tiny_bundle(name, tmp_path)
    words = ClipWords(bundle.card, tmp_path)
    vectors = words.encode_texts(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, theirs(bundle, TEXTS), atol=2e-6)


@pytest.mark.parametrize("name", ["clip", "roberta"])
def test_half_precision_weights_will_do(name: str, tmp_path: Path) -> None:
    bundle = tiny_bundle(name, tmp_path, half=True)
    vectors = ClipWords(bundle.card, tmp_path).encode_texts(TEXTS)
    np.testing.assert_allclose(vectors, theirs(bundle, TEXTS), atol=2e-6)


@pytest.mark.parametrize("name", ["clip", "coca", "xlm-roberta"])
def test_a_text_has_the_same_vector_alone_and_among_others(name: str, tmp_path: Path) -> None:
    words = ClipWords(tiny_bundle(name, tmp_path).card, tmp_path)
    many = [text for text in TEXTS for _ in range(30)]  # more than a batch, of mixed lengths
    alone = np.concatenate([words.encode_texts([text]) for text in TEXTS])
    np.testing.assert_allclose(words.encode_texts(many), np.repeat(alone, 30, 0), atol=2e-6)


def test_no_texts_give_no_vectors(tmp_path: Path) -> None:
    words = ClipWords(tiny_bundle("clip", tmp_path).card, tmp_path)
    assert words.encode_texts([]).shape == (0, DIM)
    assert (words.model_id, words.dim) == ("tiny-clip", DIM)


@pytest.mark.parametrize("name", ["clip", "xlm-roberta"])
def test_nothing_heavy_is_imported(name: str, tmp_path: Path) -> None:
    tiny_bundle(name, tmp_path)
    script = """
import sys
from pathlib import Path
from photoapp.encoders.clip.words import ClipWords
from photoapp.encoders.model_card import read_model_card
folder = Path(sys.argv[1])
print(ClipWords(read_model_card(folder), folder).encode_texts(["a dog", "naïve café"]).shape)
print(*sys.modules)
"""
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    shape, modules = done.stdout.splitlines()
    assert shape == f"(2, {DIM})"
    heavy = {"torch", "open_clip", "transformers", "timm", "huggingface_hub", "scipy"}
    assert heavy.isdisjoint(modules.split())


def test_weights_of_another_tower_are_refused(tmp_path: Path) -> None:
    bundle = tiny_bundle("first", tmp_path)
    for words_by in ("numpy", "torch"):
        said = msgspec.structs.replace(bundle.card.open_clip, words_by=words_by)
        said.config["text_cfg"] = said.config["text_cfg"] | {"layers": 3}
        card = msgspec.structs.replace(bundle.card, open_clip=said)
        with pytest.raises(ModelError, match=r"text\.safetensors"):
            ClipWords(card, tmp_path)


def test_what_numpy_cannot_run_is_refused(tmp_path: Path) -> None:
    bundle = tiny_bundle("custom-blocks", tmp_path)
    said = msgspec.structs.replace(bundle.card.open_clip, words_by="numpy")
    with pytest.raises(ModelError, match="custom kind"):
        ClipWords(msgspec.structs.replace(bundle.card, open_clip=said), tmp_path)


def test_a_broken_tokenizer_or_config_is_named(tmp_path: Path) -> None:
    bundle = tiny_bundle("roberta", tmp_path)
    for part in ("tokenizer", "text_config"):
        path = tmp_path / bundle.card.weights[part].file
        whole = path.read_bytes()
        path.write_bytes(b"[")
        weights = bundle.card.weights | {part: weight_file(path)}
        with pytest.raises(ModelError, match=path.name):
            ClipWords(msgspec.structs.replace(bundle.card, weights=weights), tmp_path)
        path.write_bytes(whole)


def test_a_card_of_another_architecture_is_refused(tmp_path: Path) -> None:
    card = msgspec.structs.replace(tiny_bundle("first", tmp_path).card, open_clip=None)
    with pytest.raises(ModelError, match="tiny-first"):
        ClipWords(card, tmp_path)
