from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders import shipped_models
from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.model_card import read_model_card
from photoapp.encoders.personal.correction import Correction
from photoapp.encoders.personal.names import Names
from photoapp.encoders.projection import Projection
from trainer.adapter.writing import write_personal
from trainer.job.data import TrainingData
from trainer.job.order import Order

NAMES = ["Bella", "Quix"]


@pytest.fixture(scope="session")
def starter() -> Path:
    """The folder of the model that is personalised."""
    return shipped_models() / "starter"


@pytest.fixture(scope="session")
def features(starter: Path) -> np.ndarray:
    """Made-up features of photos; the first two are what the names look like."""
    dim = read_model_card(starter).feature_dim
    return np.random.default_rng(1).random((30, dim), np.float32)


@pytest.fixture(scope="session")
def correction(starter: Path, features: np.ndarray) -> Correction:
    """One that nothing was learned for: it turns photos a little, and knows two names."""
    card, random = read_model_card(starter), np.random.default_rng(2)

    def some(*shape: int) -> np.ndarray:
        # As weights are kept: in half precision.
        values: np.ndarray = random.normal(0, 0.05, shape).astype(np.float16).astype(np.float32)
        return values

    photos = Projection(
        some(8, card.feature_dim),
        some(8),
        some(card.dim, 8),
        some(card.dim),
        np.array(2, np.float32),
    )
    centre, axes = features.mean(0), some(5, card.feature_dim)
    blank = Names(NAMES, np.zeros((2, 5), np.float32), centre, axes)
    looks = normalise(blank.looks_of(features[:2]))
    return Correction(photos, None, Names(NAMES, looks, centre, axes))


@pytest.fixture
def bundle(starter: Path, correction: Correction, features: np.ndarray, tmp_path: Path) -> Path:
    """A personalised model of the test's own."""
    data = TrainingData([], features[:0], np.zeros(0, np.int64))
    folder = tmp_path / "models" / "mine"
    write_personal(folder, Order("run", str(starter), 1.0), data, correction)
    return folder
