"""The names that join the starter's towers, and the vectors that are shipped for them."""

import numpy as np
import pytest
from safetensors.numpy import load_file

from photoapp.encoders import installed_models
from photoapp.encoders.model_card import read_model_card
from photoapp.encoders.starter import CLASS_VECTORS
from photoapp.encoders.starter.minilm import MiniLM
from photoapp.encoders.weights import load_checked
from trainer.imagenet_classes import curated_names, mean_of_each, synonyms


def test_each_class_has_its_synonyms_in_the_classifiers_order() -> None:
    names = synonyms()
    assert len(names) == 1000
    assert names[0] == ["tench", "Tinca tinca"]
    assert "golden retriever" in names[207]


@pytest.mark.filterwarnings("ignore")  # open_clip's own imports
def test_the_shipped_vectors_are_those_of_the_plain_names() -> None:
    folder = installed_models()["starter"]
    weights = read_model_card(folder).weights
    tower = load_checked([weights["text"], weights["tokenizer"]], folder, MiniLM)
    shipped = load_file(folder / weights["classes"].file)[CLASS_VECTORS]
    names = curated_names()
    assert len(names) == len(shipped) == 1000
    chosen = list(range(0, 1000, 100))
    rebuilt = tower.encode([names[row] for row in chosen])
    np.testing.assert_allclose(shipped[chosen], rebuilt, atol=1e-3)


def test_means_are_taken_run_by_run() -> None:
    vectors = np.array([[1.0], [3.0], [5.0]], dtype=np.float32)
    np.testing.assert_array_equal(mean_of_each(vectors, [2, 1]), [[2], [5]])
