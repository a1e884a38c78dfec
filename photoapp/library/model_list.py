"""All models there are to choose from: those that are here, and those worth fetching."""

from collections.abc import Sequence
from dataclasses import dataclass

from photoapp.catalog import Generation
from photoapp.encoders import InstalledModel
from photoapp.encoders.bundles.curated import CuratedModel, curated_models
from photoapp.encoders.model_card import Personalised


@dataclass(frozen=True)
class HeldModel:
    """A model that is here or has vectors here: ``generation`` is None where it has none.

    ``installed`` is None where only its vectors are left.
    """

    id: str
    installed: InstalledModel | None
    generation: Generation | None

    @property
    def name(self) -> str:
        """What it is asked for with."""
        return self.installed.name if self.installed else self.id


@dataclass(frozen=True)
class ListedModel:
    """A model to choose: ``held`` if it is here, ``curated`` if it is one worth knowing."""

    held: HeldModel | None
    curated: CuratedModel | None

    @property
    def name(self) -> str:
        """What it is asked for with."""
        if self.held:
            return self.held.name
        return self.curated.id if self.curated else ""

    @property
    def id(self) -> str:
        """The id that its vectors carry, or, while it is not here, its name."""
        return self.held.id if self.held else self.name

    @property
    def active(self) -> bool:
        """Whether it answers searches."""
        return self.state == "serving"

    @property
    def state(self) -> str:
        """``serving``, ``building``, ``kept``, ``installed`` (not used yet) or ``available``."""
        if self.held is None:
            return "available"
        return self.held.generation.state if self.held.generation else "installed"

    @property
    def architecture(self) -> str:
        """Open_clip's name of its architecture; empty where only its vectors are left."""
        if self.held and self.held.installed:
            return self.held.installed.card.architecture
        return self.curated.architecture if self.curated else ""

    @property
    def personal(self) -> Personalised | None:
        """How it was made of another one and the user's captions, None if it was not."""
        return self.held.installed.card.personal if self.held and self.held.installed else None

    @property
    def licence(self) -> str:
        """What may be done with it, in plain words."""
        if self.curated:
            return self.curated.licence
        installed = self.held.installed if self.held else None
        return installed.card.licence if installed else ""


def list_models(held: Sequence[HeldModel]) -> list[ListedModel]:
    """Return the models that are here, then the curated ones that are not."""
    curated = {model.id: model for model in curated_models()}
    here = [ListedModel(model, curated.pop(model.name, None)) for model in held]
    return here + [ListedModel(None, model) for model in curated.values()]
