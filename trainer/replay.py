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
from photoapp.encoders.model_card import ModelCard, WeightFile
from photoapp.encoders.weights import load_checked
from trainer.bundle import write_weights

_FEATURES, _CAPTIONS, _HELD_OUT = "features", "captions", "held_out"


@dataclass(frozen=True)
class Replay:
    """Photos by their features, (n, feature_dim), each with its captions.

    ``held_out`` (n,) are those that the model did not learn from: they say what it can do.
    """

    features: Floats
    captions: Sequence[Sequence[str]]
    held_out: NDArray[np.bool_]


def write_replay(folder: Path, replay: Replay) -> WeightFile:
    """Write a replay beside a model, for its card's ``replay``.

    Raises:
        TrainingError: it can't be written there.

    """
    captions = np.frombuffer(msgspec.json.encode(replay.captions), np.uint8)
    tensors: dict[str, NDArray[Any]] = {
        _FEATURES: replay.features.astype(np.float16),
        _CAPTIONS: captions,
        _HELD_OUT: replay.held_out,
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
    captions = msgspec.json.decode(found[_CAPTIONS].tobytes(), type=list[list[str]])
    return Replay(found[_FEATURES].astype(np.float32), captions, found[_HELD_OUT])
