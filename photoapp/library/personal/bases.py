"""Which model is personalised: never one that is personal already, but what that was made of."""

from collections.abc import Sequence
from pathlib import Path

from photoapp.encoders import InstalledModel, ModelCard, find_model, readable_models
from photoapp.errors import ModelError, TrainingError


def base_id(card: ModelCard) -> str | None:
    """Return the id of the model that a personalised one was made of, None for any other."""
    return card.personal.base if card.personal else None


def find_base(models: Path, name: str | None, serving: ModelCard) -> InstalledModel:
    """Return the model to be personalised: the one that is named, or what serves, or its base.

    Raises:
        ModelError: there is no model of that name.
        TrainingError: the model that a personalised one was made of is not here any more.

    """
    here = readable_models(models)
    chosen = _named(here, name, models) if name else _by_id(here, serving.id)
    if chosen is None:
        raise ModelError(f"The model {serving.id} is not here any more; choose one with --model.")
    parent = base_id(chosen.card)
    if parent is None:
        return chosen
    if base := _by_id(here, parent):
        return base
    raise TrainingError(
        f"The model {parent}, of which {chosen.name} was made, is not here any more; get it again "
        "with photoapp models, or choose another model to personalise."
    )


def _named(here: Sequence[InstalledModel], name: str, models: Path) -> InstalledModel | None:
    folder = find_model(name, models)
    return next((model for model in here if model.folder == folder), None)


def _by_id(here: Sequence[InstalledModel], model_id: str) -> InstalledModel | None:
    return next((model for model in here if model.card.id == model_id), None)
