"""Which models are here: those that come with photoapp, and those of the user's home."""

import contextlib
import logging
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from photoapp.encoders.model_card import ModelCard, read_model_card
from photoapp.errors import ModelError

DEFAULT_MODEL = "starter"
# What a folder is called while a process, whose number follows, makes a bundle in it: hidden.
INCOMING = ".incoming-"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class InstalledModel:
    """A model that is here; ``name`` is what it is asked for with, its folder's name."""

    name: str
    folder: Path
    card: ModelCard
    shipped: bool

    @property
    def byte_size(self) -> int:
        """The size of its own files, in bytes."""
        return sum(file.stat().st_size for file in self.folder.iterdir() if file.is_file())


def shipped_models() -> Path:
    """Return the folder of the models that come with photoapp."""
    return Path(str(files("resources") / "models"))


def installed_models(home: Path | None = None) -> dict[str, Path]:
    """Return the folders of the models that are here, by the name they are asked for with.

    ``home`` is the folder of the models that the user added.
    """
    folders = [shipped_models(), *([home] if home else [])]
    cards = [path for folder in folders for path in sorted(folder.glob("[!.]*/model.json"))]
    return {path.parent.name: path.parent for path in reversed(cards)}


def readable_models(home: Path | None = None) -> list[InstalledModel]:
    """Return the models whose description can be read, the shipped ones first."""
    found = []
    for name, folder in reversed(installed_models(home).items()):
        try:
            card = read_model_card(folder)
        except ModelError as error:
            log.warning("a model is passed over: %s", error)
        else:
            found.append(InstalledModel(name, folder, card, folder.parent == shipped_models()))
    return found


def find_model(name: str = DEFAULT_MODEL, home: Path | None = None) -> Path:
    """Return the folder of the model with this name or id, or whose folder this is.

    Raises:
        ModelError: there is none.

    """
    models = installed_models(home)
    if name in models:
        return models[name]
    for model in readable_models(home):
        if model.card.id == name:
            return model.folder
    with contextlib.suppress(OSError, ValueError):  # a name that no file can have
        if (Path(name) / "model.json").is_file():
            return Path(name)
    there = ", ".join(reversed(models))
    message = (
        f"There is no model {name!r} here; there is {there}, or name a folder with a model.json."
    )
    raise ModelError(message)
