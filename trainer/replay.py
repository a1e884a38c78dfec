"""What a model was made from, kept beside it as features: against forgetting, and to measure that.

No photo can be made of features, so those of photos that may not be passed on can be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.model_card import ModelCard, WeightFile
from photoapp.encoders.weights import load_checked
from trainer.bundle import write_weights

# As bytes, each row of features with a factor of its own: half the room, and hardly an error.
_LEVELS = 127


@dataclass(frozen=True)
class Replay:
    """Photos by their features, (n, feature_dim), with their captions.

    ``texts`` are all captions, ``vectors`` (t, dim) theirs, and ``captions`` says of each photo
    which are its own. ``held_out`` (n,) are the photos that the model did not learn from: they say
    what it can do.
    """

    features: Floats
    texts: Sequence[str]
    vectors: Floats
    captions: Sequence[NDArray[np.int64]]
    held_out: NDArray[np.bool_]


def write_replay(folder: Path, replay: Replay) -> WeightFile:
    """Write a replay beside a model, for its card's ``replay``.

    Raises:
        TrainingError: it can't be written there.

    """
    most = np.maximum(np.abs(replay.features).max(1, keepdims=True), 1e-6)
    said = {"texts": list(replay.texts), "captions": [rows.tolist() for rows in replay.captions]}
    tensors: dict[str, NDArray[Any]] = {
        "features": np.rint(replay.features / most * _LEVELS).astype(np.int8),
        "factors": (most / _LEVELS).astype(np.float32),
        "vectors": replay.vectors.astype(np.float16),
        "said": np.frombuffer(msgspec.json.encode(said), np.uint8),
        "held_out": replay.held_out,
    }
    return write_weights(folder, "replay", tensors)


def read_replay(folder: Path, card: ModelCard) -> Replay | None:
    """Read what a model was made from; None where that does not come along.

    Raises:
        ModelError: it is missing or altered.

    """
    from safetensors.numpy import load_file

    if card.replay is None:
        return None
    found = load_checked([card.replay], folder, load_file)
    said = msgspec.json.decode(found["said"].tobytes(), type=_Said)
    return Replay(
        found["features"].astype(np.float32) * found["factors"],
        said.texts,
        normalise(found["vectors"].astype(np.float32)),
        [np.array(rows, dtype=np.int64) for rows in said.captions],
        found["held_out"],
    )


def captions_of(replay: Replay, rows: Sequence[int]) -> list[list[str]]:
    """Return the captions of some photos."""
    return [[replay.texts[text] for text in replay.captions[row]] for row in rows]


class _Said(msgspec.Struct, frozen=True):
    texts: list[str]
    captions: list[list[int]]
