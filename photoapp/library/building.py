"""On the way to another model: the library is embedded anew while the old model answers."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from photoapp.catalog import Catalog
from photoapp.events import BuildProgress, Event, Listener, ModelSwitched, PhotosAdded
from photoapp.library.active_models import ActiveModel, ActiveModels
from photoapp.library.embedding import Embedding
from photoapp.library.pausing import Pauses, Pausing
from photoapp.library.rate import Rate
from photoapp.media import ThumbnailStore

_TELL_SECONDS = 0.5
# How often it is asked whether photos have come that the serving model has not seen.
_LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class BuildReport:
    """What a run on the way to ``model`` did.

    ``switched`` says that it answers searches now. Else ``left`` photos that can be found today
    have no vector of it yet: the run was ``stopped``, another model was asked for meanwhile
    (``given_up``), or their files can't be read just now. ``projected`` vectors were made of what
    another model had seen, without looking at photos.
    """

    model: str
    embedded: int
    failed: int
    left: int
    seconds: float
    switched: bool
    stopped: bool
    given_up: bool = False
    projected: int = 0


@dataclass
class Building:
    """One run on the way to the model that is to take over.

    Photos that arrive meanwhile get the vector of the model that serves first: they can be found
    at once, and hold the change up only by the time that takes. What a model with the same image
    tower has seen is not looked at again: ``reproject`` fills it in, and returns for how many.
    """

    catalog: Catalog
    models: ActiveModels
    thumbnails: ThumbnailStore
    listener: Listener
    stop: threading.Event
    indexing: threading.Lock  # held by whoever embeds with the serving model
    pausing: Pausing = field(default_factory=Pausing)
    reproject: Callable[[ActiveModel], int] = lambda _model: 0
    _rate: Rate = field(default_factory=Rate)
    _told_at: float = 0.0
    _looked_at: float = 0.0
    _newest: int = 0
    _before: int = 0
    _embedded: int = 0
    _failed: int = 0
    _projected: int = 0
    _total: int = 0

    def __post_init__(self) -> None:
        self._pauses = Pauses(self.pausing, self.listener)

    def run(self, new: ActiveModel) -> BuildReport:
        """Embed until ``new`` can take over and let it, or until stopped.

        Raises:
            ModelError: one of the models can't be loaded.
            WorkerUnavailableError: a worker keeps dying.

        """
        started = time.monotonic()
        if not self._is_given_up(new):
            self._fill_in(new)
        self._before = self.catalog.vectors.count(new.number)
        self._total = self._before + self.catalog.generations.behind(new.number)
        while not self._take_over(new) and not self._is_given_up(new):
            self._serve_new_photos()
            progressed = self._fill_in(new)
            progressed |= self._embed(new)
            if self.stop.is_set() or not (progressed or self._has_new_photos()):
                break
        switched = self._take_over(new)
        given_up = not switched and self._is_given_up(new)
        left = 0 if switched else self.catalog.generations.behind(new.number)
        counts = (self._embedded, self._failed, left)
        seconds = time.monotonic() - started
        stopped = self.stop.is_set()
        report = BuildReport(new.card.id, *counts, seconds, switched, stopped, given_up)
        return replace(report, projected=self._projected)

    def _fill_in(self, new: ActiveModel) -> bool:
        """Make what vectors can be made without looking at photos; return whether any was."""
        made = self.reproject(new)
        self._projected += made
        return made > 0

    def _embed(self, new: ActiveModel) -> bool:
        """Embed until nothing is left or something comes between; return whether any was done."""
        # Each time anew: one that was interrupted no longer knows what it has still to send.
        embedding = self._embedding(new, self._pass_on)
        embedding.run(
            lambda: False,
            lambda: self._is_interrupted(new),
            lambda: self._tell(new, self._embedded + embedding.embedded),
        )
        self._embedded += embedding.embedded
        self._failed += embedding.failed
        return embedding.embedded > 0

    def _embedding(self, model: ActiveModel, listener: Listener) -> Embedding:
        return Embedding(
            self.catalog,
            model.number,
            model.worker,
            self.thumbnails,
            listener,
            self._pauses,
        )

    def _serve_new_photos(self) -> None:
        while not self.indexing.acquire(timeout=_LOOK_SECONDS):
            if self.stop.is_set():
                return
        try:
            serving = self.models.serving()
            self._newest = self.catalog.photos.newest_id()
            if self.catalog.photos.pending(serving.number, 0, 1):
                embedding = self._embedding(serving, self.listener)
                embedding.run(lambda: False, self.stop.is_set, lambda: None)
                serving.searcher.settle()
        finally:
            self.indexing.release()

    def _is_interrupted(self, new: ActiveModel) -> bool:
        if time.monotonic() - self._looked_at < _LOOK_SECONDS:
            return self.stop.is_set()
        self._looked_at = time.monotonic()
        return self.stop.is_set() or self._is_given_up(new) or self._has_new_photos()

    def _is_given_up(self, new: ActiveModel) -> bool:
        """Return whether another model was asked for meanwhile, perhaps by another process."""
        return self.catalog.generations.building() != new.number

    def _has_new_photos(self) -> bool:
        """Return whether photos have come that the serving model has not seen."""
        serving = self.catalog.generations.serving()
        return bool(serving and self.catalog.photos.pending(serving, self._newest, 1))

    def _take_over(self, new: ActiveModel) -> bool:
        """Let ``new`` answer if it can find all that the serving model can; True if it does."""
        if self.catalog.generations.serving() == new.number:
            return True
        if self.catalog.generations.behind(new.number):
            return False
        new.searcher.settle()  # its index is ready before anybody asks it
        if switched := self.catalog.generations.take_over(new.number):
            self.listener(ModelSwitched(new.card.id))
        return switched

    def _pass_on(self, event: Event) -> None:
        if not isinstance(event, PhotosAdded):  # they could be found before
            self.listener(event)

    def _tell(self, new: ActiveModel, embedded: int) -> None:
        now = time.monotonic()
        if now - self._told_at >= _TELL_SECONDS:
            self._told_at = now
            done = self._before + embedded
            total = max(done, self._total)
            rate = self._rate.after(embedded)
            left = (total - done) / rate if rate > 0 else None
            self.listener(BuildProgress(new.card.id, done, total, rate, left))
