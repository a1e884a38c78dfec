"""The first stage of a run: what it is to learn from, with the features of each photo.

Most features come from the library, which has looked at its photos already. Others are looked at
here, once: what came of it is kept, so that a run that is resumed learns from the very same.
"""

import io
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np

from photoapp.encoders import Floats, load_image_encoder
from photoapp.errors import TrainingError
from trainer.cache import FeatureCache
from trainer.files import keep, kept
from trainer.job.data import NEVER_LEARNED, TrainingData
from trainer.job.known_features import known_features, unknown_rows
from trainer.job.order import LibraryPhoto, Order, Photo, read_library, read_photos
from trainer.methods import Rest

_SEEN, _CACHE = "seen.npy", "features"


class Told(Protocol):
    """Who is told how reading goes."""

    def reading(self, done: int, total: int, seconds_left: float | None) -> None:
        """Note that ``done`` of ``total`` photos have been looked at."""

    def say(self, sentence: str) -> None:
        """Tell people a sentence."""


@dataclass(frozen=True)
class _Seen:
    """``features`` (n, feature_dim) of captioned photos and then the library's; NaN: not known."""

    features: Floats
    skipped: Sequence[str]


def read_data(folder: Path, work: Path, order: Order, told: Told, rest: Rest) -> TrainingData:
    """Return what a run learns from; ``folds`` are still to be assigned.

    Photos that can't be read, or have gone, are told and left out. What was seen is kept in
    ``work``.

    Raises:
        TrainingError: there are no captioned photos, none can be read, or what is known of them
            does not fit.
        ModelError: the model can't be loaded.
        Stopped: ``rest`` said so.

    """
    photos, library = captioned_photos(folder), read_library(folder)
    known = known_features(folder, order, len(photos), len(library))
    looking = _Looking(work, order, told, rest)
    seen = _look(known, [*photos, *library], len(photos), looking)
    for sentence in seen.skipped:
        told.say(sentence)
    left_out = set(unknown_rows(seen.features).tolist())
    rows = [row for row in range(len(photos)) if row not in left_out]
    others = [row for row in range(len(library)) if len(photos) + row not in left_out]
    if not rows:
        raise TrainingError("None of the captioned photos can be read; see that they are there.")
    return TrainingData(
        [photos[row] for row in rows],
        seen.features[rows],
        np.full(len(rows), NEVER_LEARNED, np.int64),
        [library[row] for row in others],
        seen.features[[len(photos) + row for row in others]],
        seen.skipped,
    )


def captioned_photos(folder: Path) -> list[Photo]:
    """Return what a run's folder says of captioned photos.

    Raises:
        TrainingError: there are none, or nobody can tell.

    """
    if photos := read_photos(folder):
        return photos
    raise TrainingError("No photo has a caption yet; caption some, or import captions first.")


def has_read(work: Path) -> bool:
    """Return whether all photos of a run have been looked at."""
    return (work / _SEEN).exists()


@dataclass(frozen=True)
class _Looking:
    """Looks at the photos whose features nobody knows."""

    work: Path
    order: Order
    told: Told
    rest: Rest

    def fill(self, features: Floats, photos: Sequence[Photo | LibraryPhoto]) -> list[str]:
        """Fill rows of NaN in; return what is to be said of photos that can't be read."""
        rows = unknown_rows(features)
        if not len(rows):
            return []
        paths = [Path(photos[row].path) for row in rows]
        skipped: list[str] = []
        encoder = load_image_encoder(self.order.model, self.order.device, self.order.precision)
        found = FeatureCache(self.work / _CACHE, encoder.model_id).photos(
            encoder.image_features,
            encoder,
            paths,
            failed=lambda path, reason: skipped.append(_sentence(path, reason)),
            progress=self._meter(len(paths)),
            plain=True,
        )
        for place, looked in found.items():
            features[rows[place]] = looked[0]
        return skipped

    def _meter(self, total: int) -> Callable[[int], None]:
        began = time.monotonic()

        def progress(done: int) -> None:
            left = (time.monotonic() - began) / done * (total - done)
            self.told.reading(done, total, left)
            self.rest()

        return progress


def _look(
    known: Floats, photos: Sequence[Photo | LibraryPhoto], captioned: int, looking: _Looking
) -> _Seen:
    if seen := _seen_before(looking.work, known.shape):
        return seen
    if looking.order.method != "adapter":  # it learns from the photos themselves
        gone = [row for row in range(captioned) if not os.path.isfile(photos[row].path)]  # noqa: PTH113
        known[gone] = np.nan
    seen = _Seen(known, looking.fill(known, photos))
    _keep_seen(looking.work, seen)
    shutil.rmtree(looking.work / _CACHE, ignore_errors=True)
    return seen


def _seen_before(work: Path, shape: tuple[int, ...]) -> _Seen | None:
    """Return what an earlier start of the run has seen."""
    content = kept(work / _SEEN)
    if content is None:
        return None
    file = io.BytesIO(content)
    features: Floats = np.load(file, allow_pickle=False).astype(np.float32)
    skipped = msgspec.json.decode(file.read(), type=list[str])
    return _Seen(features, skipped) if features.shape == shape else None


def _keep_seen(work: Path, seen: _Seen) -> None:
    """Keep an array and, behind it, the sentences: both or neither."""
    file = io.BytesIO()
    np.save(file, seen.features)
    file.write(msgspec.json.encode(list(seen.skipped)))
    keep(work / _SEEN, file.getvalue())


def _sentence(path: Path, reason: str) -> str:
    if not os.path.exists(path):  # noqa: PTH110 - Path's raises where a name is too long
        return f"{path} is not there; it was passed over."
    return f"{path} was passed over: {reason}"
