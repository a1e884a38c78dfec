"""The starter trained for real, on a few photos: with the real towers, and into a real model."""

from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders import installed, loading
from photoapp.encoders.model_card import read_model_card
from photoapp.errors import TrainingError
from photoapp.evaluation import CaptionedPhoto
from tests.photos import sample, sample_names
from trainer import starter
from trainer.head import HeadShape
from trainer.recipe import EpochReport, Recipe
from trainer.starter import Listener, StarterRecipe, StarterReport, train_starter

TINY = StarterRecipe(2, HeadShape(hidden=16), Recipe(epochs=2, batch=4))
CAPTIONS = {name: f"a photo of a {Path(name).stem}" for name in sample_names()}


def _photos() -> list[CaptionedPhoto]:
    splits = ["train", "train", "train", "val"] * 2
    return [
        CaptionedPhoto(sample(name), (caption,), split)
        for (name, caption), split in zip(CAPTIONS.items(), splits, strict=True)
    ]


@pytest.fixture
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter, "NEEDED", {"train": 6, "val": 2})


@pytest.mark.long
@pytest.mark.usefixtures("few_are_enough")
@pytest.mark.filterwarnings("ignore")  # open_clip's own imports
def test_what_is_trained_loads_and_training_again_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _train(tmp_path, "one")
    monkeypatch.setattr(installed, "installed_models", lambda _home: {"new": tmp_path / "one"})
    encoder = loading.load_encoder("new")
    assert encoder.model_id == first.model == read_model_card(tmp_path / "one").id
    assert first.after.photos == 2
    vectors = encoder.project_features(np.ones((3, encoder.feature_dim), np.float32))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    # Killed within the second head, and gone on with: the same weights as never killed.
    def kill(head: int, report: EpochReport) -> None:
        if (head, report.epoch) == (1, 2):
            raise KeyboardInterrupt

    for checkpoint in (tmp_path / "work").glob("*.checkpoint"):
        checkpoint.unlink()
    with pytest.raises(KeyboardInterrupt):
        _train(tmp_path, "two", Listener(trained=kill))
    assert not list((tmp_path / "two").iterdir())
    assert _train(tmp_path, "two") == first


def _train(base: Path, name: str, listener: Listener | None = None) -> StarterReport:
    return train_starter(_photos(), base / name, base / "work", listener, TINY)


def test_too_few_photos_are_refused_with_the_number_needed(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"6 usable photos.*'train'.*at least 200"):
        train_starter(_photos(), tmp_path / "model", tmp_path / "work")
    assert not (tmp_path / "model").exists()


@pytest.mark.usefixtures("few_are_enough")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.long
def test_photos_that_cannot_be_read_do_not_count(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo")
    photos = _photos()
    photos[0] = CaptionedPhoto(broken, ("a dog",), "train")
    told: list[str] = []
    listener = Listener(failed=lambda path, reason: told.append(path.name))
    with pytest.raises(TrainingError, match="5 usable photos"):
        train_starter(photos, tmp_path / "model", tmp_path / "work", listener, TINY)
    assert told == ["broken.jpg"]


@pytest.mark.usefixtures("few_are_enough")
@pytest.mark.filterwarnings("ignore")
def test_if_no_photo_can_be_read_that_is_said(tmp_path: Path) -> None:
    photos = []
    for number, photo in enumerate(_photos()):
        broken = tmp_path / f"{number}.jpg"
        broken.write_bytes(b"no photo %d" % number)
        photos.append(CaptionedPhoto(broken, photo.captions, photo.split))
    with pytest.raises(TrainingError, match="None of the photos can be read"):
        train_starter(photos, tmp_path / "model", tmp_path / "work", None, TINY)


@pytest.mark.usefixtures("few_are_enough")
def test_a_folder_that_cannot_be_written_is_told_before_training(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TrainingError, match="can't be written"):
        train_starter(_photos(), tmp_path / "file" / "model", tmp_path / "work", None, TINY)
