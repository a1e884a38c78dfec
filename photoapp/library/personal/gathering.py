"""What a training begins with, gathered from the library and from what somebody wishes."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.encoders import InstalledModel
from photoapp.library.active_models import ActiveModel, ActiveModels
from photoapp.library.captions import Captions
from photoapp.library.captions.files import Tell
from photoapp.library.personal.bases import find_base
from photoapp.library.personal.choosing import choose, others
from photoapp.library.personal.known_features import KnownFeatures
from photoapp.library.personal.preparing import Material, saved_searches
from photoapp.library.personal.wish import Wish
from photoapp.paths import AppPaths
from photoapp.settings import Settings
from trainer.before import why_not_before
from trainer.job.order import LibraryPhoto, Order

# Photos of the library that are looked at where a model has seen none of it: a minute's work.
_FEW_OTHERS = 300


class Gathering:
    """Gathers what trainings begin with."""

    def __init__(
        self,
        paths: AppPaths,
        catalog: Catalog,
        active: ActiveModels,
        captions: Captions,
        settings: Callable[[], Settings],
    ) -> None:
        self._paths = paths
        self._catalog = catalog
        self._active = active
        self._captions = captions
        self._settings = settings

    def material(self, wish: Wish, name: str, tell: Tell) -> Material:
        """Return what a training of a name begins with; ``tell`` hears what is passed over.

        Raises:
            DataFileError, UsageError: the file of captions can't be read.
            ModelError, TrainingError: there is no such model.

        """
        serving = self._active.serving()
        base = find_base(self._paths.models, wish.model, serving.card)
        chosen = choose(self._catalog, self._captions, wish, tell)
        library, library_ids = others(self._catalog, chosen.photo_ids)
        known = KnownFeatures(self._catalog, self._paths.models, base.card)
        library, library_features = _seen(library, known.of(library_ids))
        return Material(
            self._order(wish, name, base.folder, _previous(serving, base, tell)),
            chosen.photos,
            known.of(chosen.photo_ids),
            library,
            library_features,
        )

    def _order(self, wish: Wish, name: str, base: Path, previous: str | None) -> Order:
        settings = self._settings()
        return Order(
            run=name,
            model=os.fspath(base),
            made_at=time.time(),
            previous=previous,
            method=wish.method,
            seed=wish.seed,
            epochs=wish.epochs,
            rate=wish.rate,
            batch=wish.batch,
            names=list(wish.names),
            searches=saved_searches(self._catalog),
            retention=wish.retention,
            device=settings.device,
            precision=settings.precision,
            cores=settings.training_cores or None,
            warmest=settings.training_warmest,
        )


def _previous(serving: ActiveModel, base: InstalledModel, tell: Tell) -> str | None:
    """Return the folder of what serves where that is another; say so if it can't be compared."""
    if serving.card.id == base.card.id:
        return None
    if why := why_not_before(serving.card, base.card):
        tell(f"{why}, so the new model is compared with {base.name} alone.")
    return os.fspath(serving.folder)


def _seen(
    photos: list[LibraryPhoto], features: NDArray[np.float16]
) -> tuple[list[LibraryPhoto], NDArray[np.float16]]:
    """Leave out photos that would have to be looked at, unless hardly any would be left.

    A model that has seen none of the library is not kept waiting for thousands.
    """
    known = np.isfinite(features).all(1)
    few = max(0, _FEW_OTHERS - int(known.sum()))
    kept = known | (np.cumsum(~known) <= few)
    rows = np.flatnonzero(kept)
    return [photos[row] for row in rows], features[rows]
