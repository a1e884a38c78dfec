"""A run that was stopped comes to the same model, and needs nothing but its own folder then."""

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders import load_encoder, load_image_encoder, load_text_encoder
from photoapp.encoders.model_card import read_model_card
from trainer.job.stopping import Stopped
from trainer.methods import Point

from .conftest import Done
from .world import personalise


class Stopping:
    """Asks to stop in the middle of the epoch that comes after ``epochs``, by all heads."""

    def __init__(self, epochs: int) -> None:
        self.told: list[Point] = []
        self._epochs = epochs
        self._steps = 0

    def rest(self) -> None:
        self._steps += len(self.told) == self._epochs
        if self._steps == 3:
            raise Stopped


def test_stopped_in_its_second_head_it_comes_to_the_same_model(
    base: Path, plain: Done, tmp_path: Path
) -> None:
    """That stands alone, and the one that it came of is as it was."""
    own_base, work = Path(shutil.copytree(base, tmp_path / "base")), tmp_path / "work"
    stopping = Stopping(epochs=3)
    with pytest.raises(Stopped):
        personalise(own_base, plain.data, work, stopping.told.append, stopping.rest)
    assert not (work / "model").exists()
    told: list[Point] = []
    resumed = personalise(own_base, plain.data, work, told.append)
    assert [(p.part, p.epoch) for p in told] == [(p.part, p.epoch) for p in plain.told[3:]]
    assert read_model_card(resumed.bundle) == read_model_card(plain.fitted.bundle)
    assert _contents(own_base) == _contents(base)

    shutil.rmtree(own_base)
    name, features = str(resumed.bundle), plain.data.features
    expected = plain.fitted.library_after.images[: len(features)]
    for encoder in (load_encoder(name), load_image_encoder(name)):
        np.testing.assert_allclose(encoder.project_features(features), expected, atol=2e-3)
    assert load_text_encoder(name).encode_texts(["a boat"]).shape == (1, expected.shape[1])


def _contents(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.iterdir() if path.name != "checked.json")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
