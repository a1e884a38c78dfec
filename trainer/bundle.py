"""Writing a model: ``model.json`` and its safetensors."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats, ModelCard
from photoapp.encoders.model_card import WeightFile
from trainer.files import replace_file

Tensors = Mapping[str, Floats]


def write_bundle(
    folder: Path, card: ModelCard, family: str, parts: Mapping[str, Tensors]
) -> ModelCard:
    """Write weights and card into ``folder`` and return the card, with its id and hashes.

    The weights are kept as float16, in files named by their content. The card goes last and is what
    makes them count: killed at any moment, the folder holds the old model or the new one.

    Args:
        folder: the model's own.
        card: what the model is; parts of it that lie in packages stay as they are.
        family: what its id begins with; the rest tells these weights from all others.
        parts: tensors by name, by part (``projection`` goes to ``projection-….safetensors``).

    """
    weights = card.weights | {
        part: write_weights(folder, part, half(tensors)) for part, tensors in parts.items()
    }
    hashes = "".join(weights[part].sha256 for part in sorted(weights))
    identity = hashlib.sha256(hashes.encode()).hexdigest()[:8]
    card = msgspec.structs.replace(card, id=f"{family}-{identity}", weights=weights)
    text = msgspec.json.format(msgspec.json.encode(card), indent=2) + b"\n"
    replace_file(folder / "model.json", text)
    for part in parts:
        remove_others(folder, part, card.weights[part].file)
    return card


def write_weights(folder: Path, part: str, tensors: Mapping[str, NDArray[Any]]) -> WeightFile:
    """Write tensors into a file named by their content.

    Raises:
        TrainingError: it can't be written there.

    """
    from safetensors.numpy import save

    content = save(dict(tensors))
    sha256 = hashlib.sha256(content).hexdigest()
    file = WeightFile(f"{part}-{sha256[:8]}.safetensors", sha256)
    replace_file(folder / file.file, content)
    return file


def half(tensors: Tensors) -> dict[str, NDArray[np.float16]]:
    """Return tensors as weights are kept."""
    return {name: np.asarray(tensor, np.float16) for name, tensor in tensors.items()}


def remove_others(folder: Path, part: str, current: str) -> None:
    """Delete what a part of an earlier model left behind."""
    for path in folder.glob(f"{part}-????????.safetensors"):
        if path.name != current:
            path.unlink()
