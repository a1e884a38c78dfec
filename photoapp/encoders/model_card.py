"""``model.json``: what a model is, and the hashes its weights must have."""

from pathlib import Path
from typing import Any, Literal

import msgspec

from photoapp.errors import ModelError


class WeightFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of weights: in the model's own folder, or in an installed package."""

    file: str
    sha256: str
    package: str | None = None


class Preprocessing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a photo becomes what an image tower takes, in the terms of open_clip's own transform.

    ``size`` is (height, width) in pixels; ``mean`` and ``std`` are of values from 0 to 1.
    """

    size: tuple[int, int]
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    interpolation: Literal["bicubic", "bilinear"] = "bicubic"
    resize_mode: Literal["shortest", "longest", "squash"] = "shortest"
    fill_color: int = 0


class Tokenizing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a text becomes tokens: ``clean`` names open_clip's way to tidy it first."""

    kind: Literal["clip", "hf"]
    context_length: int
    clean: Literal["lower", "whitespace", "canonicalize"]
    pad_id: int = 0


class OpenClip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What only models of open_clip's architectures have.

    ``config`` is open_clip's own description of the architecture, so that a bundle outlives
    changes of its tables. ``words_by`` is what the text tower runs on: numpy where that was found
    to give torch's vectors when the bundle was made. ``logit_bias`` is for models trained with a
    sigmoid.
    """

    config: dict[str, Any]
    preprocessing: Preprocessing
    tokenizing: Tokenizing
    words_by: Literal["numpy", "torch"]
    logit_bias: float | None = None


class Personalised(msgspec.Struct, frozen=True):
    """How a model came of another one and a user's captions.

    ``base`` is the id of the model that was personalised, ``fingerprint`` tells the photos and
    captions from others, ``settings`` are those of the run. ``names`` are the particular things
    that it knows, in the order of its weights; ``longer`` is how many numbers more than the base's
    its vectors have for them.
    """

    base: str
    run: str
    made_at: float
    method: str
    photos: int
    captions: int
    fingerprint: str
    settings: dict[str, Any] = {}
    names: tuple[str, ...] = ()
    longer: int = 0


class ModelCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The facts of a model, as ``model.json`` in its folder states them.

    ``dim`` is the length of a vector and ``feature_dim`` that of the backbone's feature;
    ``input_size`` is the longer edge, in pixels, of what the image tower takes; ``source`` says
    where the weights came from. ``replay`` is no weight: what the model was made from, as features,
    for whoever personalises it (docs/training.md).
    """

    id: str
    architecture: str
    dim: int
    feature_dim: int
    input_size: int
    logit_scale: float
    licence: str
    parent: str | None
    weights: dict[str, WeightFile]
    source: str = ""
    open_clip: OpenClip | None = None
    personal: Personalised | None = None
    replay: WeightFile | None = None


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


def id_or_name(folder: Path) -> str:
    """Return a model's id, or its folder's name where it has gone."""
    try:
        return read_model_card(folder).id
    except ModelError:
        return folder.name
