"""From a model's name, or the folder it lies in, to the model."""

import contextlib
from importlib.resources import files
from pathlib import Path

from photoapp.encoders import starter
from photoapp.encoders.model_card import ModelCard, read_model_card
from photoapp.encoders.protocol import Encoder, ImageEncoder, Preprocessor, TextEncoder
from photoapp.errors import ModelError

DEFAULT_MODEL = "starter"


def shipped_models() -> Path:
    """Return the folder of the models that come with photoapp."""
    return Path(str(files("resources") / "models"))


def installed_models() -> dict[str, Path]:
    """Return the folders of the models that are here, by the name they are asked for with."""
    cards = sorted(shipped_models().glob("*/model.json"))
    return {path.parent.name: path.parent for path in cards}


def model_card(name: str = DEFAULT_MODEL) -> ModelCard:
    """Return what a model is, without loading it.

    Raises:
        ModelError: there is no such model, or its description can't be read.

    """
    return read_model_card(_folder(name))


def load_encoder(name: str = DEFAULT_MODEL, device: str = "cpu") -> Encoder:
    """Load a whole model onto a torch device.

    Raises:
        ModelError: there is no such model, or its files are missing or altered.

    """
    folder = _folder(name)
    return starter.Starter(_readable(folder), folder, device)


def load_image_encoder(name: str = DEFAULT_MODEL, device: str = "cpu") -> ImageEncoder:
    """Load only the half of a model that sees photos, onto a torch device.

    Raises:
        ModelError: there is no such model, or its files are missing or altered.

    """
    folder = _folder(name)
    return starter.StarterPhotos(_readable(folder), folder, device)


def load_text_encoder(name: str = DEFAULT_MODEL) -> TextEncoder:
    """Load only the half of a model that reads words; torch is not needed.

    Raises:
        ModelError: there is no such model, or its files are missing or altered.

    """
    folder = _folder(name)
    return starter.StarterWords(_readable(folder), folder)


def load_preprocessor(name: str = DEFAULT_MODEL) -> Preprocessor:
    """Return the part of a model that prepares photos, at once.

    Raises:
        ModelError: there is no such model.

    """
    _readable(_folder(name))
    return starter.StarterPreprocessor()


def _folder(name: str) -> Path:
    models = installed_models()
    if name in models:
        return models[name]
    with contextlib.suppress(OSError, ValueError):  # a name that no file can have
        if (Path(name) / "model.json").is_file():
            return Path(name)
    there = ", ".join(models)
    message = (
        f"There is no model {name!r} here; there is {there}, or name a folder with a model.json."
    )
    raise ModelError(message)


def _readable(folder: Path) -> ModelCard:
    card = read_model_card(folder)
    if card.architecture != starter.ARCHITECTURE:
        raise ModelError(f"The model in {folder} is of a kind unknown here: {card.architecture}.")
    return card
