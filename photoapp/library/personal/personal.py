"""All that personalising a model takes, as one object."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import msgspec

from photoapp.catalog import Catalog
from photoapp.encoders.model_card import id_or_name
from photoapp.errors import TrainingError
from photoapp.evaluation.bootstrap import Figure
from photoapp.events import Listener, ignore
from photoapp.library.active_models import ActiveModels
from photoapp.library.captions import Captions
from photoapp.library.captions.files import Tell
from photoapp.library.instance import Instance
from photoapp.library.models import Models
from photoapp.library.personal.activating import Activating, Activation
from photoapp.library.personal.checking import (
    check,
    check_named,
    check_there,
    ignore_estimate,
    ignore_sentence,
    quickly_refused,
)
from photoapp.library.personal.gathering import Gathering
from photoapp.library.personal.preparing import estimate_of, free_name, write_run
from photoapp.library.personal.runs import RunCard, Runs
from photoapp.library.personal.wish import Wish
from photoapp.library.training_process import pause, train
from photoapp.paths import AppPaths
from photoapp.settings import Settings
from trainer.job.estimating import lanes
from trainer.job.holding import check_idle
from trainer.job.order import Method, Order
from trainer.job.speed import measured_slowness
from trainer.job.state import RunState
from trainer.methods import Estimate
from trainer.report import Report

log = logging.getLogger(__name__)


class Personal:
    """Models that learn from the user's captions. Safe to use from several threads."""

    def __init__(
        self,
        paths: AppPaths,
        catalog: Catalog,
        active: ActiveModels,
        models: Models,
        *,
        captions: Captions,
        instance: Instance,
        settings: Callable[[], Settings],
    ) -> None:
        self._paths = paths
        self._active = active
        self._models = models
        self._instance = instance
        self._runs = Runs(paths.training)
        self._gathering = Gathering(paths, catalog, active, captions, settings)
        self._activating = Activating(paths, catalog, models, self._runs)

    def estimate(self, wish: Wish, tell: Tell = ignore_sentence) -> Estimate:
        """Return what a training will take on this machine as it is now; nothing is written.

        ``tell`` hears what ``prepare`` would tell.

        Raises:
            DataFileError, UsageError: the file of captions can't be read.
            ModelError: there is no such model.
            TrainingError: ``prepare`` would refuse it, or the method can't learn this model.

        """
        made = self._gathering.material(wish, "", tell)
        needed = estimate_of(made)
        check(wish, made, tell)
        return needed

    def estimates(self, wish: Wish) -> dict[Method, Estimate | TrainingError]:
        """Return what a training would take by each method, or why that can't learn this model.

        What they learn from is gathered once. Whether very many photos are alike is left to
        ``prepare``, for this is asked after every change.

        Raises:
            DataFileError, UsageError: the file of captions can't be read.
            ModelError, TrainingError: there is no such model.

        """
        made = self._gathering.material(wish, "", ignore_sentence)
        slowness = measured_slowness(lanes(made.order))
        alike = quickly_refused(made)
        found: dict[Method, Estimate | TrainingError] = {}
        for method in get_args(Method):
            wished = replace(wish, method=method)
            order = msgspec.structs.replace(made.order, method=method)
            try:
                found[method] = estimate_of(replace(made, order=order), slowness)
                check_there(wished, replace(made, order=order))
            except TrainingError as error:
                found[method] = error
            else:
                found[method] = alike or found[method]
        return found

    def prepare(
        self,
        wish: Wish,
        tell: Tell = log.warning,
        estimated: Callable[[Estimate], None] = ignore_estimate,
    ) -> str:
        """Write a training's folder, and return what it is called.

        Args:
            wish: what is wanted.
            tell: hears a sentence for each photo and name that is passed over, and where the new
                model can't be compared with the one that answers searches.
            estimated: hears what it will take on this machine as it is now.

        Raises:
            DataFileError, UsageError: the file of captions can't be read.
            ModelError: there is no such model.
            TrainingError: there is nothing to be learned, or all of it is alike, the method can't
                learn this model, the run's name is taken, another training goes on, or the folder
                can't be written.

        """
        check_idle(self._paths.training)
        name = free_name(self._paths.training, wish)
        made = self._gathering.material(wish, name, tell)
        check(wish, made, tell)
        check_named(wish, made)
        estimated(estimate_of(made))
        return write_run(self._paths.training, made).name

    def train(
        self, run: str, listener: Listener = ignore, stop: threading.Event | None = None
    ) -> RunState:
        """Start a training, or go on with it, and wait for its end; ``stop`` pauses it.

        The home is not held meanwhile: photos may be indexed and searched as ever. One that
        somebody discards meanwhile is "cancelled".

        Raises:
            TrainingError: there is no such training, or another process works on it or on another
                one of this home.

        """
        log_file = self._paths.logs / "training.log"
        self._runs.forget_cancelling(run)
        try:
            state = train(self._runs.folder(run), log_file, listener, stop)
        except TrainingError:
            if not self._runs.is_cancelled(run):
                raise
            return RunState("cancelled")
        return RunState("cancelled") if self._runs.is_cancelled(run) else state

    def pause(self, run: str) -> None:
        """Pause a training that another process began; one that does not go on is left alone.

        Raises:
            TrainingError: there is no such training, or it can't be stopped.

        """
        pause(self._runs.folder(run))

    def runs(self) -> list[RunCard]:
        """Return all trainings, the newest first; one whose state nobody can tell has failed."""
        serving = self._active.serving().card.id
        return [self._card(run, order, serving) for run, order in self._runs.all()]

    def state(self, run: str) -> RunState:
        """Return how a training stands.

        Raises:
            TrainingError: there is no such training, or nobody can tell.

        """
        return self._runs.state(run)

    def report(self, run: str) -> Report:
        """Return what came of a training.

        Raises:
            TrainingError: there is no such training, or no report of it.

        """
        return self._runs.report(run)

    def report_page(self, run: str) -> Path:
        """Return the report for people, an HTML file.

        Raises:
            TrainingError: there is no such training, or no report of it.

        """
        return self._runs.page(run)

    def bundle(self, run: str) -> Path:
        """Return the folder of the model that a training made, activated or not.

        Raises:
            TrainingError: it has made none, or that was removed.

        """
        return self._activating.bundle(run)

    def activate(
        self, run: str, *, listener: Listener = ignore, stop: threading.Event | None = None
    ) -> Activation:
        """Let the model that a training made answer searches, if the gate allows it.

        The one before answers until all vectors are there, and is kept to go back to.

        Raises:
            HomeBusyError: another photoapp is at work in this home.
            ModelError: the model's files are altered, or it can't be loaded.
            TrainingError: the training has not finished, its model was refused, or there is no
                room for the vectors.
            WorkerUnavailableError: a worker keeps dying.

        """
        with self._instance.hold("train activate"):
            return self._activating.run(run, listener, stop or threading.Event())

    def rollback(
        self, *, listener: Listener = ignore, stop: threading.Event | None = None
    ) -> Activation:
        """Go back, at once, to the model that answered before the present one.

        Raises:
            HomeBusyError: another photoapp is at work in this home.
            ModelError: there is none, or it can't be loaded.
            WorkerUnavailableError: the process that makes vectors has died.

        """
        begun = time.monotonic()
        report = self._models.go_back(listener, stop)
        return self._activating.as_activation(report, report.model, begun)

    def discard(self, run: str) -> None:
        """Cancel a training, if it runs, and delete its folder; a model in use stays.

        Raises:
            TrainingError: there is no such training, or it can't be stopped or deleted.

        """
        self._runs.discard(run)

    def _card(self, run: str, order: Order, serving: str) -> RunCard:
        state = self._runs.state_told(run)
        report = self._runs.finished_report(run) if state.finished else None
        model_id = self._activating.model_id(run) if state.finished else ""
        return RunCard(
            run=run,
            method=order.method,
            made_at=order.made_at,
            base=report.base if report else id_or_name(Path(order.model)),
            photos=self._runs.photos(run),
            state=state.state,
            sentence=state.sentence,
            gain=_gain(report),
            active=bool(model_id) and model_id == serving,
            activated=self._activating.installed(model_id) is not None,
            model_id=model_id,
        )


def _gain(report: Report | None) -> Figure | None:
    """Return by how much what decides has risen."""
    if report is None:
        return None
    decisive = report.verdict.captions or report.verdict.names
    return decisive.summary.gain if decisive else None
