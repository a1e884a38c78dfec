"""Letting a personalised model answer: its bundle into the home, its vectors beside the others."""

import errno
import os
import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog import Catalog
from photoapp.encoders import InstalledModel, ModelCard, readable_models
from photoapp.encoders.installed import INCOMING
from photoapp.encoders.model_card import read_model_card
from photoapp.encoders.weights import remember_checked
from photoapp.errors import ModelError, TrainingError
from photoapp.events import Listener
from photoapp.library.building import BuildReport
from photoapp.library.models import Models
from photoapp.library.personal.runs import MODEL, Runs
from photoapp.paths import AppPaths

_NAME = "personal-"
# The write-ahead log holds some of what is written once more, and tables have room to spare.
_ROOM_FACTOR = 1.5


@dataclass(frozen=True)
class Activation:
    """What came of letting another model answer, or of going back to one.

    ``name`` is what people call the model, ``photos`` how many its vectors were made for. Where it
    is not ``switched`` the model before goes on answering: ``left`` photos are to be looked at, and
    ``photoapp models use`` goes on with that.
    """

    model: str
    name: str
    photos: int
    seconds: float
    left: int
    switched: bool


class Activating:
    """Brings finished trainings to work."""

    def __init__(self, paths: AppPaths, catalog: Catalog, models: Models, runs: Runs) -> None:
        self._paths = paths
        self._catalog = catalog
        self._models = models
        self._runs = runs

    def model_id(self, run: str) -> str:
        """Return the id of the model that a training made, empty where it has made none."""
        if card := self._own_card(run):
            return card.id
        report = self._runs.finished_report(run)
        return report.model if report else ""

    def bundle(self, run: str) -> Path:
        """Return the folder of the model that a training made, activated or not.

        Raises:
            TrainingError: it has made none, or that was removed.

        """
        if self._own_card(run):
            return self._runs.folder(run) / MODEL
        if installed := self.installed(self.model_id(run)):
            return installed.folder
        state = self._runs.state(run)
        if state.finished:
            message = f"The model that {run} made was removed; train it anew."
        else:
            message = f"{run} has made no model yet: it is {state.state}."
        raise TrainingError(message)

    def installed(self, model_id: str) -> InstalledModel | None:
        """Return the model of an id, if it is among the library's."""
        here = readable_models(self._paths.models) if model_id else []
        return next((model for model in here if model.card.id == model_id), None)

    def run(self, run: str, listener: Listener, stop: threading.Event) -> Activation:
        """Let the model that a training made answer.

        Killed at any moment, the one before it goes on answering, and the same call goes on.

        Raises:
            TrainingError: the training has not finished, the gate refused its model, or there is
                no room for its vectors.
            ModelError: the model's files are altered, or it can't be loaded.
            WorkerUnavailableError: a worker keeps dying.

        """
        begun = time.monotonic()
        self._refuse_unproven(run)
        bundle = self.bundle(run)
        card = read_model_card(bundle)
        self._check_room(card)
        if self.installed(card.id) is None:
            # All of it, for what it was made of may be removed one day.
            remember_checked(list(card.weights.values()), bundle)
            install(bundle, self._paths.models)
        report = self._models.use(card.id) or self._models.build(listener, stop)
        return self.as_activation(report, card.id, begun)

    def as_activation(self, report: BuildReport | None, model_id: str, begun: float) -> Activation:
        """Return what was done on the way to a model; None: another was asked for meanwhile."""
        installed = self.installed(model_id)
        name = installed.name if installed else model_id
        seconds = time.monotonic() - begun
        if report is None or report.model != model_id:
            return Activation(model_id, name, 0, seconds, 0, switched=False)
        made = report.projected + report.embedded
        return Activation(model_id, name, made, seconds, report.left, report.switched)

    def _own_card(self, run: str) -> ModelCard | None:
        """Return the card of a model that still lies in the training's folder."""
        try:
            return read_model_card(self._runs.folder(run) / MODEL)
        except ModelError:
            return None

    def _refuse_unproven(self, run: str) -> None:
        state = self._runs.state(run)
        if state.state == "refused":
            why = state.sentence or "it is no better than the model before"
            raise TrainingError(f"The model that {run} made is not activated: {why}")
        if state.state != "done":
            way_out = "wait for it" if state.state == "running" else "resume it first"
            message = f"{run} has not finished: it is {state.state}; {way_out}."
            raise TrainingError(message)

    def _check_room(self, card: ModelCard) -> None:
        vectors = max((g.vectors for g in self._catalog.generations.all()), default=0)
        needed = int(vectors * 2 * (card.dim + card.feature_dim) * _ROOM_FACTOR)
        folder = self._paths.catalog.parent
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise TrainingError(
                f"The vectors of {vectors} photos need {needed / 1e6:.0f} MB in {folder}, where "
                f"{free / 1e6:.0f} MB are free; make some room there, or remove a model that is "
                "not used: photoapp models remove."
            )


def install(bundle: Path, models: Path) -> Path:
    """Move a bundle among the library's models under a name of its own, and return its folder.

    Raises:
        TrainingError: it can't be moved there.

    """
    target = _free_place(models)
    try:
        bundle.rename(target)
    except OSError as error:
        if error.errno == errno.EXDEV:  # the home is spread over several disks
            return _copy(bundle, target)
        message = f"The model {bundle} can't be moved to {models} ({error.strerror or error});"
        raise TrainingError(f"{message} make room there, or make it writable.") from error
    return target


def _copy(bundle: Path, target: Path) -> Path:
    incoming = target.with_name(f"{INCOMING}{os.getpid()}-{target.name}")
    try:
        shutil.copytree(bundle, incoming)
        incoming.rename(target)
    except OSError as error:
        message = f"The model {bundle} can't be copied to {target} ({error.strerror or error});"
        raise TrainingError(f"{message} make room there, or make it writable.") from error
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    shutil.rmtree(bundle, ignore_errors=True)
    return target


def _free_place(models: Path) -> Path:
    number = 1
    while (models / f"{_NAME}{number}").exists():
        number += 1
    return models / f"{_NAME}{number}"
