"""Filling in a model's vectors from features that a model with the same image tower left.

A personalised model is a map on features, so nothing has to be decoded for it: 20,000 photos take
seconds. The same goes for the way back, for photos that only the other one has seen.
"""

import functools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from photoapp.catalog import Catalog
from photoapp.catalog.reprojection import FeatureBatch
from photoapp.encoders import ModelCard, readable_models
from photoapp.encoders.feature_family import feature_family
from photoapp.events import BuildProgress, Listener, ignore
from photoapp.library.active_models import ActiveModel
from photoapp.worker.projecting import Halves, Projector, projecting

log = logging.getLogger(__name__)

# Features of 1,280 numbers come to 5 MB, and others wait a tenth of a second for their write.
_BATCH = 2048

Stopped = Callable[[], bool]


@dataclass(frozen=True)
class Reprojecting:
    """Fills in what models lack that another one of their family has seen.

    ``models`` is the folder of the models that the user added.
    """

    catalog: Catalog
    models: Path

    def lacking(self, model: ActiveModel) -> int:
        """Return for how many photos a vector can be made without looking at them."""
        return sum(self._lacking(model).values())

    def into(
        self,
        model: ActiveModel,
        listener: Listener = ignore,
        stop: threading.Event | None = None,
    ) -> int:
        """Fill in a model's vectors, and return how many.

        Batches are written one by one: a run that is stopped or killed is taken up by the next.

        Raises:
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the process that projects has died.

        """
        lacking = self._lacking(model)
        if not lacking:
            return 0
        stop = stop or threading.Event()
        filling = _Filling(self.catalog, model, sum(lacking.values()), listener)
        with ExitStack() as stack:
            # Not before there is a feature: those that are damaged are left alone each time.
            projector = functools.cache(lambda: stack.enter_context(projecting(model.folder)))
            pool = stack.enter_context(ThreadPoolExecutor(1, "project"))
            # Else that would take as long again before the model can take over.
            words = stack.enter_context(ThreadPoolExecutor(1, "background"))
            words.submit(model.searcher.learn_background)
            for source in lacking:
                filling.run(source, projector, pool, stop.is_set)
        log.info("%d vectors of %s made of features", filling.done, model.card.id)
        return filling.done

    def _lacking(self, model: ActiveModel) -> dict[int, int]:
        """Return how many photos each model of the same family has seen and this one has not."""
        if self.catalog.photos.all_embedded(model.number):
            return {}
        alike = kin(self.catalog, self.models, model.card)
        sources = [number for number in alike if number != model.number]
        counts = {n: self.catalog.reprojection.lacking(n, model.number) for n in sources}
        return {number: count for number, count in counts.items() if count}


def kin(catalog: Catalog, models: Path, card: ModelCard) -> list[int]:
    """Return the catalogue's numbers of the models here that see photos as ``card``'s does.

    Only those with vectors, the serving one first; ``models`` is the folder of the models that the
    user added.
    """
    family = feature_family(card)
    here = {model.card.id: feature_family(model.card) for model in readable_models(models)}
    return [
        generation.model_id
        for generation in catalog.generations.all()
        if generation.vectors and here.get(generation.model) == family
    ]


@dataclass
class _Filling:
    """One run: while a batch is projected, the one before it is written."""

    catalog: Catalog
    model: ActiveModel
    total: int
    listener: Listener
    done: int = 0
    begun: float = field(default_factory=time.monotonic)

    def run(
        self,
        source: int,
        projector: Callable[[], Projector],
        pool: ThreadPoolExecutor,
        stopped: Stopped,
    ) -> None:
        waiting: tuple[FeatureBatch, Future[Halves]] | None = None
        for batch in self._batches(source, stopped):
            coming = pool.submit(projector().project, batch.features)
            if waiting:
                self._write(source, *waiting)
            waiting = (batch, coming)
        if waiting:
            self._write(source, *waiting)

    def _batches(self, source: int, stopped: Stopped) -> Iterator[FeatureBatch]:
        for batch in self.catalog.reprojection.batches(source, self.model.number, _BATCH):
            if stopped():
                return
            yield batch

    def _write(self, source: int, batch: FeatureBatch, coming: Future[Halves]) -> None:
        sequences = batch.sequences.tolist()
        self.done += self.catalog.reprojection.record(
            source, self.model.number, sequences, coming.result()
        )
        rate = self.done / max(1e-3, time.monotonic() - self.begun)
        total = max(self.done, self.total)
        left = (total - self.done) / rate if rate > 0 else None
        self.listener(BuildProgress(self.model.card.id, self.done, total, rate, left))
