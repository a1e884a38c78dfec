"""What labels are called, as vectors: encoded once, and kept in a file beside the index."""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from photoapp.catalog import Label
from photoapp.encoders import PHRASE_TEMPLATES, TEMPLATES, Floats
from photoapp.index.store import sidecar_path
from photoapp.library.active_models import ActiveModel
from photoapp.library.labels.kept_arrays import read_arrays, write_arrays

# Few at a time, so that a query that comes meanwhile does not wait for all of them.
_AT_ONCE = 16


class LabelWords:
    """The vectors of labels: the mean of all their phrases in several sentences.

    A label with phrases is known by those alone: "Shrek" says nothing to a model, "an orange cat"
    does (the ensembles of Radford et al. 2021, section 3.1.4).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self._known: dict[str, Floats] = {}

    def of(self, model: ActiveModel, labels: Sequence[Label]) -> Floats:
        """Return the vector of each label, (n, dim), L2-normalised.

        Raises:
            WorkerUnavailableError: words can't be turned into vectors.

        """
        self.learn(model, labels, threading.Event())
        said = [_said(label) for label in labels]
        vectors = [np.mean([self._known[text] for text in texts], axis=0) for texts in said]
        stacked = np.array(vectors, dtype=np.float32).reshape(len(labels), model.card.dim)
        length = np.linalg.norm(stacked, axis=1, keepdims=True)
        unit: Floats = stacked / np.maximum(length, np.float32(1e-12))
        return unit

    def learn(self, model: ActiveModel, labels: Sequence[Label], stop: threading.Event) -> bool:
        """Encode what is not known yet of labels, and return whether that was not stopped.

        Raises:
            WorkerUnavailableError: words can't be turned into vectors.

        """
        if self._number != model.number:
            self._number, self._known = model.number, self._read(model)
        said = dict.fromkeys(text for label in labels for text in _said(label))
        new = [text for text in said if text not in self._known]
        for first in range(0, len(new), _AT_ONCE):
            if stop.is_set():
                return False
            some = new[first : first + _AT_ONCE]
            self._known |= dict(zip(some, model.searcher.encode_texts(some), strict=True))
        if new:
            self._write(model)
        return not stop.is_set()

    def _path(self, model: ActiveModel) -> Path:
        return sidecar_path(self._folder, model.card.id).with_suffix(".labels.npz")

    def _read(self, model: ActiveModel) -> dict[str, Floats]:
        found = read_arrays(self._path(model))
        return dict(zip(found[0]["texts"], found[1]["vectors"], strict=True)) if found else {}

    def _write(self, model: ActiveModel) -> None:
        vectors = np.array([*self._known.values()])
        write_arrays(self._path(model), {"texts": list(self._known)}, {"vectors": vectors})


def _said(label: Label) -> list[str]:
    """Return all sentences that a label is known by."""
    if not label.phrases:
        return [template.replace("{}", label.name) for template in TEMPLATES]
    return [t.replace("{}", phrase) for phrase in label.phrases for t in PHRASE_TEMPLATES]
