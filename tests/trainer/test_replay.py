"""What a model was made from: written beside it, and read if it is what was written."""

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from photoapp.encoders import model_card, shipped_models
from photoapp.encoders.model_card import ModelCard
from photoapp.errors import ModelError
from trainer.replay import Replay, captions_of, read_replay, write_replay

TEXTS = ["a dog", "ein Hund läuft", "a cat\non two lines"]
HELD_OUT = np.array([False, True, False])
CAPTIONS = [[0, 1], [], [2]]


def _replay() -> Replay:
    features = np.random.default_rng(1).normal(size=(3, 8)).astype(np.float32)
    captions = [np.array(rows, dtype=np.int64) for rows in CAPTIONS]
    return Replay(features, TEXTS, np.eye(3, 4, dtype=np.float32), captions, HELD_OUT)


def _card(folder: Path, replay: Replay | None) -> ModelCard:
    file = write_replay(folder, replay) if replay else None
    return msgspec.structs.replace(model_card("starter"), replay=file)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    written = _replay()
    read = read_replay(tmp_path, _card(tmp_path, written))
    assert read
    most = np.abs(written.features).max(1, keepdims=True)
    assert (np.abs(read.features - written.features) <= most / 250).all()
    np.testing.assert_array_equal(read.vectors, written.vectors)
    assert read.features.dtype == np.float32
    assert captions_of(read, [0, 1, 2]) == [TEXTS[:2], [], TEXTS[2:]]
    assert read.held_out.tolist() == [False, True, False]


def test_a_model_may_come_without(tmp_path: Path) -> None:
    assert read_replay(tmp_path, _card(tmp_path, None)) is None


def test_another_replay_than_was_written_is_refused(tmp_path: Path) -> None:
    written = _replay()
    card = _card(tmp_path, written)
    other = write_replay(tmp_path, replace(written, held_out=~written.held_out))
    assert card.replay
    (tmp_path / other.file).replace(tmp_path / card.replay.file)
    with pytest.raises(ModelError, match="altered"):
        read_replay(tmp_path, card)
    (tmp_path / card.replay.file).unlink()
    with pytest.raises(ModelError, match="can't be read"):
        read_replay(tmp_path, card)


def test_the_starter_comes_with_photos_that_it_did_not_learn_from() -> None:
    card = model_card("starter")
    replay = read_replay(shipped_models() / "starter", card)
    assert replay
    assert replay.features.shape == (len(replay.captions), card.feature_dim)
    assert all(len(rows) for rows in replay.captions)
    learned = np.flatnonzero(~replay.held_out).tolist()
    texts = {text for row in learned for text in captions_of(replay, [row])[0]}
    held_out = np.flatnonzero(replay.held_out).tolist()
    assert 100 <= len(held_out) < len(learned)
    alike = replay.features[held_out] @ replay.features[learned].T
    sizes = [np.linalg.norm(replay.features[rows], axis=1) for rows in (held_out, learned)]
    assert (alike / np.outer(*sizes)).max() < 0.999
    assert sum(captions_of(replay, [row])[0][0] in texts for row in held_out) < len(held_out) / 20
