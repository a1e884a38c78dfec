"""What an adapter is compared with, where another model serves than the one it corrects."""

from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders import shipped_models
from tests.library.other_models import write_backwards
from trainer.adapter.comparing import Comparing
from trainer.adapter.material import Material
from trainer.job.data import TrainingData
from trainer.job.order import LibraryPhoto, Order, Photo

_STARTER = shipped_models() / "starter"


@pytest.mark.parametrize("personal", [False, True])
def test_before_is_what_serves_unless_that_has_learned_the_photos(
    tmp_path: Path, personal: bool
) -> None:
    write_backwards(tmp_path / "other", own_tower=False, personal=personal)
    order = Order("run", str(_STARTER), 0.0, previous=str(tmp_path / "other"))
    features = np.random.default_rng(0).normal(size=(3, 1280)).astype(np.float32)
    data = TrainingData(
        [Photo("a.jpg", ["a cat"]), Photo("b.jpg", ["a dog"])],
        features[:2],
        np.arange(2),
        [LibraryPhoto("c.jpg")],
        features[2:],
    )
    material = Material.of(order, data, tmp_path, lambda: None)
    comparing, texts = Comparing(material), ["a cat", "the sea"]
    before, seen = comparing.view_before(features, texts), comparing.seen_by(None)
    own = material.encoder.project_features(features)
    assert np.allclose(before.images, own if personal else -own, atol=1e-5)
    assert np.allclose(before.texts, material.words(texts), atol=1e-3)
    assert np.array_equal(seen.vectors(features, None), before.images)
