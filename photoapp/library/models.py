"""Choosing a model: which there are, which is used, and going from one to another."""

import logging
import shutil
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from photoapp.catalog import Catalog, Generation
from photoapp.encoders import (
    InstalledModel,
    readable_models,
)
from photoapp.encoders.bundles.curated import find_curated
from photoapp.errors import ModelError, PhotoappError, UsageError
from photoapp.events import Listener, ModelSwitched, ignore
from photoapp.index.store import forget_index
from photoapp.library.active_models import ActiveModels
from photoapp.library.building import Building, BuildReport
from photoapp.library.instance import Instance
from photoapp.library.model_list import HeldModel, ListedModel, list_models
from photoapp.library.new_models import NewModels
from photoapp.library.pausing import Pausing
from photoapp.library.reprojecting import Reprojecting
from photoapp.library.status import BuildingStatus
from photoapp.media import ThumbnailStore
from photoapp.paths import AppPaths

# What the folder of a model that is being deleted is called: hidden, so that it is no model's.
_REMOVED = ".removed-"
_NO_WAY_BACK = (
    "No other model that is here has answered searches before; choose one with photoapp models use."
)

log = logging.getLogger(__name__)


class Models:
    """The models of a library. Safe to use from several threads.

    Attributes:
        new: brings models into the home.

    """

    def __init__(
        self,
        paths: AppPaths,
        catalog: Catalog,
        active: ActiveModels,
        thumbnails: ThumbnailStore,
        *,
        indexing: threading.Lock,
        instance: Instance,
        pausing: Pausing,
    ) -> None:
        self._paths = paths
        self._catalog = catalog
        self._active = active
        self._thumbnails = thumbnails
        self._indexing = indexing
        self._instance = instance
        self._pausing = pausing
        self._building = threading.Lock()
        self._reprojecting = Reprojecting(catalog, paths.models)
        self.new = NewModels(paths)

    def list(self) -> list[ListedModel]:
        """Return all models there are to choose from, the serving one first."""
        return list_models(self.held())

    def info(self, name: str) -> ListedModel:
        """Return what there is to know of a model.

        Raises:
            ModelError: it is neither here nor a curated one.

        """
        for model in self.list():
            if name in (model.name, model.id, model.curated and model.curated.name):
                return model
        self._refuse(name)
        raise UsageError(f"{name} is not one of the library's models.")

    def held(self) -> Sequence[HeldModel]:
        """Return the models that are here or have vectors here, the serving one first."""
        self._active.serving()  # so that one does, in a new library too
        generations = {g.model: g for g in self._catalog.generations.all()}
        installed = {model.card.id: model for model in readable_models(self._paths.models)}
        names = [*generations, *(name for name in installed if name not in generations)]
        return [HeldModel(name, installed.get(name), generations.get(name)) for name in names]

    def building(self) -> BuildingStatus | None:
        """Return how far the library is on its way to another model, None when it is not."""
        number = self._catalog.generations.building()
        for generation in self._catalog.generations.all():
            if generation.model_id == number:
                left = self._catalog.generations.behind(number)
                return BuildingStatus(generation.model, generation.vectors, left)
        return None

    def use(self, name: str, *, at_once: bool = False, later: bool = False) -> BuildReport | None:
        """Let a model take over: at once if it can find all that the present one can.

        Else, unless ``at_once``, or if it is to be ``later``, it is noted as the one that is to:
        ``build`` embeds what is missing, and None is returned. Asking for the model that serves
        gives up the change.

        Raises:
            ModelError: there is no such model.

        """
        card = self._installed(name).card
        self._active.serving()
        number = self._active.number_of(card)
        self._catalog.generations.build(number)
        behind = self._catalog.generations.behind(number)
        serves = self._catalog.generations.serving() == number
        if not serves and (later or (behind and not at_once)):
            return None
        self._catalog.generations.serve(number)
        return BuildReport(card.id, 0, 0, behind, 0.0, switched=True, stopped=False)

    def build(
        self, listener: Listener = ignore, stop: threading.Event | None = None
    ) -> BuildReport | None:
        """Go on towards the model that is to take over; None when there is none.

        Searches are answered by the present model until the new one can find every photo that
        it can; then the new one answers. A run that was stopped or killed is taken up by the next.

        Raises:
            HomeBusyError: another photoapp is at work in this home.
            ModelError: one of the models can't be loaded.
            WorkerUnavailableError: a worker keeps dying.

        """
        stop = stop or threading.Event()
        with self._instance.hold("models use"), self._building:
            new = self._active.building()
            if new is None:
                return None
            building = Building(
                self._catalog,
                self._active,
                self._thumbnails,
                listener,
                stop,
                self._indexing,
                self._pausing,
                lambda model: self._reprojecting.into(model, listener, stop),
            )
            return building.run(new)

    def fill_in(self, stop: threading.Event) -> int:
        """Make what vectors the serving model lacks and features of another one are enough for.

        After a switch that did not wait, say. Return how many were made; where it can't be done
        photos are looked at again.
        """
        try:
            return self._reprojecting.into(self._active.serving(), stop=stop)
        except PhotoappError as error:
            log.warning("Vectors are not made of features: %s", error)
            return 0

    def go_back(
        self, listener: Listener = ignore, stop: threading.Event | None = None
    ) -> BuildReport:
        """Let the model answer again that did before the present one, at once.

        What only the present one has seen is filled in first where that needs no photos; what is
        ``left`` is found again after the next indexing.

        Raises:
            HomeBusyError: another photoapp is at work in this home.
            ModelError: no other model has answered here, or the one that did can't be loaded.
            WorkerUnavailableError: the process that projects has died.

        """
        stop = stop or threading.Event()
        begun = time.monotonic()
        with self._instance.hold("models use"):  # a change that is being made gives itself up
            self._active.serving()
            if (model := self._active.before()) is None:
                raise ModelError(_NO_WAY_BACK)
            made = self._reprojecting.into(model, listener, stop)
            model.searcher.settle()
            left = self._catalog.generations.behind(model.number)
            if not stop.is_set():
                self._catalog.generations.go_back(model.number)
                listener(ModelSwitched(model.card.id))
            seconds = time.monotonic() - begun
            switched = not stop.is_set()
            report = BuildReport(model.card.id, 0, 0, left, seconds, switched, stop.is_set())
            return replace(report, projected=made)

    def is_shipped(self, name: str) -> bool:
        """Return whether a model comes with photoapp, so that its files stay."""
        installed = self._held(name).installed
        return installed is not None and installed.shipped

    def remove(self, name: str) -> int:
        """Delete a model and its vectors, and return how many vectors that were.

        One that comes with photoapp stays, and only its vectors go.

        Raises:
            ModelError: there is no such model.
            UsageError: it answers searches, or is to take over.

        """
        held = self._held(name)
        if held.generation:
            self._free(held.generation)
        if held.installed and not held.installed.shipped:
            self._delete(held.installed.folder)
        return held.generation.vectors if held.generation else 0

    def _free(self, generation: Generation) -> None:
        if not self._catalog.generations.free(generation.model_id):
            message = (
                f"{generation.model} answers searches or is to take over; "
                "use another model before removing it."
            )
            raise UsageError(message)
        self._active.forget(generation.model_id)
        forget_index(self._paths.indexes, generation.model)

    def _delete(self, folder: Path) -> None:
        """Delete a model's folder; a kill leaves it whole, or hidden and deleted the next time."""
        try:
            folder.rename(folder.with_name(f"{_REMOVED}{folder.name}"))
        except OSError as error:
            message = (
                f"The model's folder {folder} can't be deleted ({error.strerror}); "
                "close other photoapps and try again."
            )
            raise ModelError(message) from error
        for removed in folder.parent.glob(f"{_REMOVED}*"):
            shutil.rmtree(removed, ignore_errors=True)

    def _installed(self, name: str) -> InstalledModel:
        for model in readable_models(self._paths.models):
            if name in (model.name, model.card.id):
                return model
        self._refuse(name)
        message = f"{name} is a folder outside the library; import its weights to use the model."
        raise UsageError(message)

    def _refuse(self, name: str) -> None:
        """Say why there is no such model, if that can be said."""
        if curated := find_curated(name):
            fetch = f"photoapp models download {curated.id}"
            raise ModelError(f"{name} is not here yet; fetch it first: {fetch}")
        here = ", ".join(model.name for model in readable_models(self._paths.models))
        if not (Path(name) / "model.json").is_file():
            message = f"There is no model {name!r} here; there is {here}. See: photoapp models list"
            raise ModelError(message)

    def _held(self, name: str) -> HeldModel:
        for held in self.held():
            if name in (held.id, held.installed and held.installed.name):
                return held
        self._refuse(name)
        raise UsageError(f"{name} is not one of the library's models.")
