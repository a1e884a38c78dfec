"""The models that photos are embedded with and searched by just now."""

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.encoders import (
    DEFAULT_MODEL,
    ModelCard,
    find_model,
    load_text_encoder,
    readable_models,
)
from photoapp.encoders.model_card import read_model_card
from photoapp.library.last_runs import LastRuns
from photoapp.paths import AppPaths
from photoapp.search import EncodeTexts, Searcher
from photoapp.search.catalog_vectors import CatalogVectors
from photoapp.search.subjects import EmbedFile
from photoapp.settings import Settings
from photoapp.worker import RunsOn, WorkerClient

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ActiveModel:
    """A model at work: ``number`` is the catalogue's for it; the worker starts when needed."""

    card: ModelCard
    number: int
    worker: WorkerClient
    searcher: Searcher
    folder: Path


class ActiveModels:
    """Which model answers, and which is to take over, each opened when it is first asked for.

    The catalogue is asked every time, for another process may have switched. A model that no
    longer serves is left to fall idle: somebody may be waiting for its answer.

    Args:
        words_here: let this process read words itself; only for one that soon ends.

    """

    def __init__(
        self, paths: AppPaths, settings: Settings, catalog: Catalog, *, words_here: bool
    ) -> None:
        self._paths = paths
        self._settings = settings
        self._catalog = catalog
        self._words_here = words_here
        self._lock = threading.Lock()
        self._last_runs = LastRuns(paths.last_runs)
        self._open: dict[int, ActiveModel] = {}

    def serving(self) -> ActiveModel:
        """Return the model that answers searches.

        Where it is no longer here, another one takes its place: the newest that was kept, or the
        one that comes with photoapp.

        Raises:
            ModelError: no model at all can be read.

        """
        with self._lock:
            number = self._catalog.generations.serving()
            if number is None or number not in self._open:
                return self._open_serving(number)
            return self._open[number]

    def building(self) -> ActiveModel | None:
        """Return the model that is to take over, None when none is or it is no longer here."""
        with self._lock:
            number = self._catalog.generations.building()
            if number is None or number in self._open:
                return self._open[number] if number else None
            if folder := self._folders().get(number):
                return self._opened(folder)
            log.warning("The model that was to take over is not here any more.")
            self._catalog.generations.stop_building()
            return None

    def before(self) -> ActiveModel | None:
        """Return the model that answered before the present one, of those that are here."""
        with self._lock:
            folders = self._folders()
            for number in self._catalog.generations.served_before():
                if number in folders:
                    return self._opened(folders[number])
            return None

    def number_of(self, card: ModelCard) -> int:
        """Return the catalogue's number for a model."""
        return self._catalog.vectors.model_id(card.id, card.dim, card.feature_dim)

    def runs_on(self, model: ActiveModel) -> RunsOn:
        """Return what a model runs on, or ran on last."""
        return model.worker.runs_on or self._last_runs.of(model.card.id)

    def close(self) -> None:
        """End the workers, and remember what they ran on."""
        with self._lock:
            for model in self._open.values():
                self._last_runs.remember(model.card.id, model.worker.runs_on)
                model.worker.close()

    def forget(self, number: int) -> None:
        """End the worker of a model whose vectors are gone, and drop what was kept of them."""
        with self._lock:
            model = self._open.pop(number, None)
        if model:
            model.worker.close()

    def _open_serving(self, number: int | None) -> ActiveModel:
        """Open the model that serves, or let another one take its place if it is not here."""
        folders = self._folders()
        if number is not None and number in folders:
            return self._opened(folders[number])
        kept = [g.model_id for g in self._catalog.generations.all() if g.state == "kept"]
        newest = next((folders[n] for n in kept if n in folders), None)
        stand_in = self._opened(newest or find_model(DEFAULT_MODEL))
        self._catalog.generations.replace(number, stand_in.number)
        return stand_in

    def _folders(self) -> dict[int, Path]:
        """Return where the models are that have a generation, by number."""
        here = {model.card.id: model.folder for model in readable_models(self._paths.models)}
        generations = self._catalog.generations.all()
        return {g.model_id: here[g.model] for g in generations if g.model in here}

    def _opened(self, folder: Path) -> ActiveModel:
        card = read_model_card(folder)
        number = self.number_of(card)
        if number not in self._open:
            worker = WorkerClient(
                str(folder),
                self._paths.logs / "worker.log",
                device=self._settings.device,
                precision=self._settings.precision,
            )
            source = CatalogVectors(self._catalog, number, card.id, card.dim)
            encode = _reading_here(folder) if self._words_here else worker.encode_texts
            embed = _embedding_by(worker)
            searcher = Searcher(self._catalog, source, self._paths.indexes, encode, embed)
            self._open[number] = ActiveModel(card, number, worker, searcher, folder)
        return self._open[number]


def _reading_here(folder: Path) -> EncodeTexts:
    """Return what encodes texts in this process: that saves a search the start of a worker."""
    return lambda texts: load_text_encoder(str(folder)).encode_texts(texts)


def _embedding_by(worker: WorkerClient) -> EmbedFile:
    """Return what makes a vector and a feature of any picture, in a worker."""

    def embed(file: Path) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        made = worker.embed(file)
        vector, feature = (np.frombuffer(part, dtype="<f2") for part in (made.vector, made.feature))
        return vector.astype(np.float32), feature.astype(np.float32)

    return embed
