from pathlib import Path

import pytest

from trainer.job.data import TrainingData

from .world import make_base, make_data, make_photos


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model's bundle: for reading only."""
    return make_base(tmp_path_factory.mktemp("towers"))


@pytest.fixture(scope="session")
def data(base: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainingData:
    """Captioned pictures in a few colours: for reading only."""
    return make_data(base, make_photos(tmp_path_factory.mktemp("colours") / "photos"))
