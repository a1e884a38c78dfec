"""``model.json``: what a model is, and the hashes its weights must have."""

from pathlib import Path

import msgspec

from photoapp.errors import ModelError


class WeightFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of weights: in the model's own folder, or in an installed package."""

    file: str
    sha256: str
    package: str | None = None


class ModelCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The facts of a model, as ``model.json`` in its folder states them."""

    id: str
    architecture: str
    dim: int
    feature_dim: int
    input_size: int
    logit_scale: float
    licence: str
    parent: str | None
    weights: dict[str, WeightFile]


def parts(card: ModelCard, *names: str) -> list[WeightFile]:
    """Return a model's files of weights by the parts they are.

    Raises:
        ModelError: the card lacks one.

    """
    if missing := [name for name in names if name not in card.weights]:
        raise ModelError(f"The model {card.id} has no weights for: {', '.join(missing)}.")
    return [card.weights[name] for name in names]


def read_model_card(folder: Path) -> ModelCard:
    """Read ``model.json`` in a model's folder.

    Raises:
        ModelError: it is missing or says something that is not understood.

    """
    path = folder / "model.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=ModelCard)
    except OSError as error:
        raise ModelError(f"The model in {folder} can't be read: {error.strerror}.") from error
    except msgspec.MsgspecError as error:
        raise ModelError(f"The model's description {path} is not valid: {error}.") from error
