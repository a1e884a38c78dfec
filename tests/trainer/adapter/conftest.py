from dataclasses import dataclass
from pathlib import Path

import pytest

from trainer.job.data import TrainingData
from trainer.methods import Fitted, Point

from .world import make_model, personalise, user_photos


@dataclass(frozen=True)
class Done:
    """A run that went through: for reading only."""

    data: TrainingData
    fitted: Fitted
    told: list[Point]


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model's bundle with a replay: for reading only."""
    return make_model(tmp_path_factory.mktemp("adapter"))


@pytest.fixture(scope="session")
def plain(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """What comes of captions alone."""
    return _done(base, user_photos(), tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="session")
def with_pets(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """What comes of captions and of photos of two pets."""
    return _done(base, user_photos(pets=True), tmp_path_factory.mktemp("pets"))


def _done(base: Path, data: TrainingData, work: Path) -> Done:
    told: list[Point] = []
    return Done(data, personalise(base, data, work, told.append), told)
