"""Weights are the ones a model was made with, or they are not used."""

import hashlib
import os
from pathlib import Path

import pytest

from photoapp.encoders.model_card import WeightFile
from photoapp.encoders.weights import load_checked, remember_checked
from photoapp.errors import ModelError

_TEXT = b"some weights"


@pytest.fixture
def weights(tmp_path: Path) -> WeightFile:
    path = tmp_path / "text.safetensors"
    path.write_bytes(_TEXT)
    os.utime(path, ns=(1, 1))
    return WeightFile(path.name, hashlib.sha256(_TEXT).hexdigest())


def _read(path: Path) -> bytes:
    return path.read_bytes()


def test_right_weights_are_loaded(weights: WeightFile, tmp_path: Path) -> None:
    assert load_checked([weights], tmp_path, _read) == _TEXT


def test_altered_weights_are_refused(weights: WeightFile, tmp_path: Path) -> None:
    (tmp_path / weights.file).write_bytes(b"other weight")
    with pytest.raises(ModelError, match="altered or damaged"):
        load_checked([weights], tmp_path, _read)


def test_weights_altered_after_they_were_checked_are_refused(
    weights: WeightFile, tmp_path: Path
) -> None:
    remember_checked([weights], tmp_path)
    assert load_checked([weights], tmp_path, _read) == _TEXT
    (tmp_path / weights.file).write_bytes(b"other weight")
    with pytest.raises(ModelError, match="altered or damaged"):
        load_checked([weights], tmp_path, _read)


def test_what_was_checked_and_looks_the_same_is_not_hashed_again(
    weights: WeightFile, tmp_path: Path
) -> None:
    remember_checked([weights], tmp_path)
    path = tmp_path / weights.file
    path.write_bytes(b"SOME WEIGHTS")  # as long, and as old
    os.utime(path, ns=(1, 1))
    assert load_checked([weights], tmp_path, _read) == b"SOME WEIGHTS"


@pytest.mark.parametrize("stamp", [b"", b"{", b"[]", b'{"text.safetensors": 3}'])
def test_a_damaged_note_only_means_that_they_are_hashed(
    weights: WeightFile, tmp_path: Path, stamp: bytes
) -> None:
    remember_checked([weights], tmp_path)
    (tmp_path / "checked.json").write_bytes(stamp)
    assert load_checked([weights], tmp_path, _read) == _TEXT


def test_wrong_weights_are_not_noted_as_right(weights: WeightFile, tmp_path: Path) -> None:
    (tmp_path / weights.file).write_bytes(b"other weight")
    with pytest.raises(ModelError):
        remember_checked([weights], tmp_path)
    assert not (tmp_path / "checked.json").exists()


def test_missing_weights_are_named(weights: WeightFile, tmp_path: Path) -> None:
    remember_checked([weights], tmp_path)
    (tmp_path / weights.file).unlink()
    with pytest.raises((ModelError, FileNotFoundError)) as caught:
        load_checked([weights], tmp_path, _read)
    assert isinstance(caught.value, ModelError)
    assert weights.file in str(caught.value)
