"""Photos that show what a label means: those of the library, and pictures from elsewhere."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.catalog.labels import WholePicture
from photoapp.errors import PhotoUnreadableError
from photoapp.library.active_models import ActiveModels
from photoapp.library.changes import Change, Changes
from photoapp.library.labels.deciding import KIND, Deciding
from photoapp.paths import absolute

log = logging.getLogger(__name__)

_Made = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True)
class ExamplesReport:
    """How many photos were accepted, how many pictures added, and sentences on the others."""

    accepted: int
    pictures: int
    refused: tuple[str, ...]


class Examples:
    """Example photos of labels. What is done can be taken back.

    A picture that is not in the library is looked at once by each model that serves, and only
    what that makes of it is kept.
    """

    def __init__(
        self, catalog: Catalog, active: ActiveModels, changes: Changes, deciding: Deciding
    ) -> None:
        self._catalog = catalog
        self._labels = catalog.labels
        self._active = active
        self._changes = changes
        self._deciding = deciding

    def give(self, label_id: int, files: Sequence[Path]) -> ExamplesReport:
        """Let files show what a label means: photos of the library have it from now on.

        Raises:
            LabelError: the label is gone.
            ModelError: the model can't serve.
            WorkerUnavailableError: the worker keeps dying.

        """
        paths = list(dict.fromkeys(map(absolute, files)))
        known = {path: self._catalog.files.photo_at(path) for path in paths}
        photo_ids = [photo_id for photo_id in known.values() if photo_id is not None]
        self._deciding.accept(label_id, photo_ids)
        refused: list[str] = []
        elsewhere = [path for path, photo_id in known.items() if photo_id is None]
        change = self._add(label_id, elsewhere, refused.append)
        pictures = len(elsewhere) - len(refused) if change else 0
        return ExamplesReport(len(set(photo_ids)), pictures, tuple(refused))

    def add_pictures(self, label_id: int, paths: Sequence[Path]) -> Change | None:
        """Let pictures that are not in the library show what a label means; None if they do.

        Raises:
            LabelError: the label is gone.
            ModelError: the model can't serve.
            PhotoUnreadableError: one of them can't be read; none is added then.
            WorkerUnavailableError: the worker keeps dying.

        """
        return self._add(label_id, list(dict.fromkeys(map(absolute, paths))), None)

    def remove_pictures(self, label_id: int, paths: Sequence[Path]) -> Change | None:
        """Let pictures show a label no longer; None if they don't. The files stay."""
        gone = self._labels.remove_pictures(label_id, [absolute(path) for path in paths])
        if not gone:
            return None
        return self._changed(
            f"{pictures_in_words(len(gone))} removed from label “{self._name(label_id)}”",
            lambda: self._labels.bring_back_pictures(label_id, gone),
            lambda: self._labels.remove_pictures(label_id, [each.path for each in gone]),
        )

    def look_at_missing(self, stop: threading.Event | None = None) -> int:
        """Let the serving model look at the pictures that it has not seen, and return how many.

        Pictures that can't be read just now are passed over.

        Raises:
            ModelError: the model can't serve.
            WorkerUnavailableError: the worker keeps dying.

        """
        number = self._active.serving().number
        seen = 0
        for picture in self._labels.pictures_without_vector(number):
            if stop and stop.is_set():
                break
            if not picture.path.exists():  # no reason to start a worker each time
                continue
            try:
                made = self._embed(picture.path)
            except PhotoUnreadableError as error:
                log.warning("%s", error)
                continue
            with self._catalog.database.transaction():
                self._labels.put_picture_vector(picture.id, number, *made)
                self._labels.mark_stale([picture.label_id])
            seen += 1
        return seen

    def _add(
        self, label_id: int, paths: Sequence[Path], refused: Callable[[str], None] | None
    ) -> Change | None:
        """Add pictures; those that can't be read are told to ``refused``, or raised without it."""
        self._labels.of(label_id)
        has = {picture.path for picture in self._labels.pictures(label_id)}
        made: dict[Path, _Made] = {}
        for path in paths:
            try:
                if path not in has:
                    made[path] = self._embed(path)
            except PhotoUnreadableError as error:
                if refused is None:
                    raise
                refused(str(error))
        return self._keep(label_id, made) if made else None

    def _keep(self, label_id: int, made: dict[Path, _Made]) -> Change:
        number = self._active.serving().number
        with self._catalog.database.transaction():
            name = self._name(label_id)
            for path, (vector, feature) in made.items():
                picture_id = self._labels.add_picture(label_id, path)
                if picture_id is not None:
                    self._labels.put_picture_vector(picture_id, number, vector, feature)
        removed: list[WholePicture] = []

        def undo() -> None:
            removed[:] = self._labels.remove_pictures(label_id, list(made))

        return self._changed(
            f"{pictures_in_words(len(made))} added to label “{name}”",
            undo,
            lambda: self._labels.bring_back_pictures(label_id, removed),
        )

    def _embed(self, path: Path) -> _Made:
        done = self._active.serving().worker.embed(path)
        vector, feature = (np.frombuffer(part, dtype="<f2") for part in (done.vector, done.feature))
        return vector.astype(np.float32), feature.astype(np.float32)

    def _name(self, label_id: int) -> str:
        return self._labels.of(label_id).name

    def _changed(self, text: str, undo: Callable[[], object], redo: Callable[[], object]) -> Change:
        return self._changes.add(Change(KIND, text, (), lambda: _do(undo), lambda: _do(redo)))


def _do(change: Callable[[], object]) -> None:
    change()


def pictures_in_words(count: int) -> str:
    """Return "1 example picture" or "3 example pictures"."""
    return "1 example picture" if count == 1 else f"{count} example pictures"
