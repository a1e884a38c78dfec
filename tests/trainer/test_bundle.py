"""A model written is a model that loads."""

import hashlib
from pathlib import Path

import msgspec
import numpy as np
import pytest
from safetensors.numpy import load_file

from photoapp.encoders import model_card
from photoapp.encoders.model_card import read_model_card
from photoapp.encoders.projection import Projection, load_projection
from photoapp.errors import ModelError, TrainingError
from trainer import bundle
from trainer.bundle import write_bundle
from trainer.files import replace_file


def _projection(seed: int = 0) -> Projection:
    random = np.random.default_rng(seed)
    shapes = ((6, 5), (6,), (4, 6), (4,), ())
    return Projection(*(np.float32(random.normal(size=shape)) for shape in shapes))


def test_card_and_weights_are_read_back(tmp_path: Path) -> None:
    projection = _projection()
    card = write_bundle(
        tmp_path, model_card("starter"), "test", {"projection": projection.tensors()}
    )
    assert read_model_card(tmp_path) == card
    file = card.weights["projection"]
    content = (tmp_path / file.file).read_bytes()
    assert hashlib.sha256(content).hexdigest() == file.sha256
    loaded = load_projection(tmp_path / file.file)
    for name, tensor in projection.tensors().items():
        np.testing.assert_allclose(loaded.tensors()[name], tensor, atol=2e-3)
    assert {t.dtype for t in load_file(tmp_path / file.file).values()} == {np.dtype(np.float16)}


def test_the_id_changes_with_the_weights_only(tmp_path: Path) -> None:
    card = model_card("starter")
    parts = [{"projection": _projection(seed).tensors()} for seed in (0, 0, 1)]
    ids = [write_bundle(tmp_path, card, "test", part).id for part in parts]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0].startswith("test-")
    renamed = msgspec.structs.replace(card, id="elsewhere")
    assert write_bundle(tmp_path, renamed, "test", parts[2]).id == ids[2]


def test_neither_temporary_files_nor_old_weights_are_left(tmp_path: Path) -> None:
    for seed in (0, 1):
        parts = {"projection": _projection(seed).tensors()}
        card = write_bundle(tmp_path, model_card("starter"), "test", parts)
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {"model.json", card.weights["projection"].file}


def test_killed_before_the_card_is_written_the_old_model_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [{"projection": _projection(seed).tensors()} for seed in (0, 1)]
    old = write_bundle(tmp_path, model_card("starter"), "test", parts[0])

    def dies(path: Path, content: bytes) -> None:
        if path.name == "model.json":
            raise KeyboardInterrupt
        replace_file(path, content)

    monkeypatch.setattr(bundle, "replace_file", dies)
    with pytest.raises(KeyboardInterrupt):
        write_bundle(tmp_path, model_card("starter"), "test", parts[1])
    assert read_model_card(tmp_path) == old
    file = old.weights["projection"]
    assert hashlib.sha256((tmp_path / file.file).read_bytes()).hexdigest() == file.sha256


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TrainingError, match=r"file.*can't be written"):
        write_bundle(tmp_path / "file" / "model", model_card("starter"), "test", {})


def test_other_tensors_are_no_projection(tmp_path: Path) -> None:
    parts = {"projection": {"other": np.ones(3, np.float32)}}
    card = write_bundle(tmp_path, model_card("starter"), "test", parts)
    with pytest.raises(ModelError, match=r"projection-\w+\.safetensors are not those"):
        load_projection(tmp_path / card.weights["projection"].file)
