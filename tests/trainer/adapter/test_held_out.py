"""What is held out never teaches whoever is judged by it."""

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np

from photoapp.encoders.model_card import read_model_card
from photoapp.encoders.personal.correction import load_correction
from trainer.job.data import NEVER_LEARNED, TrainingData
from trainer.methods import Fitted

from .conftest import Done
from .world import CAPTIONS, PETS, PHOTOS, add_replay, personalise, replay, user_photos


def _said_otherwise(data: TrainingData, fold: int) -> TrainingData:
    """The same, but the photos of a fold have each other's captions, and one looks different."""
    rows = np.flatnonzero(data.folds == fold)
    photos, features = list(data.photos), data.features.copy()
    for row in rows:
        text = CAPTIONS[(int(row) + 1) % len(CAPTIONS)]
        photos[row] = msgspec.structs.replace(photos[row], captions=[text])
    features[rows[-1]] *= -1
    return replace(data, photos=photos, features=features)


def _head(fitted: Fitted) -> str:
    return read_model_card(fitted.bundle).weights["correction"].sha256


def test_a_head_sees_no_photo_that_it_is_judged_by(base: Path, plain: Done, tmp_path: Path) -> None:
    other = personalise(base, _said_otherwise(plain.data, fold=0), tmp_path)
    parts = zip(plain.fitted.held_out, other.held_out, strict=True)
    (own, own_other), (its, its_other) = ((a.after.images, b.after.images) for a, b in parts)
    np.testing.assert_allclose(own[:-1], own_other[:-1], atol=1e-5)
    # The head that does learn from them is another.
    assert np.abs(its - its_other).max() > 0.05


def test_what_was_kept_out_everywhere_changes_nothing_in_the_model(
    base: Path, tmp_path: Path
) -> None:
    """Neither photos that a file calls its test, nor what the base was tried on."""
    data = user_photos()
    folds = np.where(data.folds == 1, NEVER_LEARNED, 0)
    kept_out = replace(data, folds=folds)
    first = personalise(base, kept_out, tmp_path / "first", epochs=1)
    assert {row for part in first.held_out for row in part.rows} == set(np.flatnonzero(folds < 0))

    tried_otherwise = Path(shutil.copytree(base, tmp_path / "base"))
    add_replay(tried_otherwise, replay(tried_otherwise, seed=2))
    changed = _said_otherwise(kept_out, NEVER_LEARNED)
    second = personalise(tried_otherwise, changed, tmp_path / "second", epochs=1)
    assert _head(second) == _head(first)
    assert not np.allclose(
        second.general[0].before.images, first.general[0].before.images, atol=1e-3
    )


def test_what_was_kept_out_teaches_no_name(base: Path, tmp_path: Path) -> None:
    data = user_photos(pets=True)
    folds = np.zeros_like(data.folds)
    folds[[-1, -2]] = NEVER_LEARNED
    kept_out = replace(data, folds=folds)
    fitted = personalise(base, kept_out, tmp_path, epochs=1)
    assert {row for part in fitted.names for row in part.rows}.isdisjoint(np.flatnonzero(folds))
    names = load_correction(read_model_card(fitted.bundle), fitted.bundle).names
    assert names is not None
    for pet, looks in enumerate(names.looks):
        own = names.looks_of(data.features[PHOTOS + pet : -2 : len(PETS)]).mean(0)
        np.testing.assert_allclose(looks, own / np.linalg.norm(own), atol=1e-4)
