"""Where the library's photos lie for tagging, kept in a file beside the index."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.encoders import Floats
from photoapp.encoders.zero_shot import commonplace
from photoapp.index.store import sidecar_path
from photoapp.library.active_models import ActiveModel
from photoapp.library.labels.kept_arrays import Arrays, read_arrays, write_arrays
from photoapp.tagging.space import MOST_FITTED, Places, Space, fit_space

_FORM = 2
# A space that few photos made is made anew when there are as many times more.
_GROWN = 2
_AT_ONCE = 4096
_FEW = 200
# The last of the photos in a file are placed again, to know it is of this catalogue: one that was
# put back from a backup gives the same numbers to other photos.
_TRIED, _ROUNDING = 64, 2


@dataclass(frozen=True)
class Placed:
    """Photos with a vector of one model, in the order they came.

    ``photo_ids`` int64 (n,); ``places`` int8 (n, d) in ``space``; ``common`` float32 (n, 3) is what
    ``commonplace`` says of them, None while there is no background. ``sequence`` is the
    catalogue's number of the last one.
    """

    photo_ids: NDArray[np.int64]
    places: Places
    common: Floats | None
    space: Space
    sequence: int


class PlacedPhotos:
    """One model's photos, brought level with the catalogue whenever they are asked for.

    Args:
        catalog: where the features of record are.
        folder: where what is made of them is kept; it can be lost.

    """

    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self._catalog = catalog
        self._folder = folder
        self._number = 0
        self._placed: Placed | None = None
        self._kept: Placed | None = None

    def of(self, model: ActiveModel) -> Placed:
        """Return all photos that have a vector of a model."""
        if self._number != model.number:
            self._number, self._placed = model.number, self._read(model)
            self._kept = self._placed
        self._placed = now = self._level(model, self._placed)
        if self._kept is None or _differ(self._kept, now):
            self._write(model, now)
            self._kept = now
        return now

    def _level(self, model: ActiveModel, placed: Placed | None) -> Placed:
        vectors = self._catalog.vectors
        count = vectors.count(model.number)
        if placed is None or _outgrown(placed.space, count):
            placed = self._nothing(model, count)
        if placed.sequence != vectors.newest(model.number):
            placed = self._caught_up(model, placed)
        # Others may have come by now; if some were removed, which is seldom, all is made anew.
        if len(placed.photo_ids) != vectors.count(model.number, placed.sequence):
            placed = self._caught_up(model, self._nothing(model, count))
        if placed.common is None and model.searcher.background() is not None:
            placed = replace(placed, common=_common(model, placed.photo_ids))
        return placed

    def _nothing(self, model: ActiveModel, count: int) -> Placed:
        """Return no photos, in a space made of some of them."""
        ids = np.sort(model.searcher.refresh().photo_ids())
        chosen = ids[:: max(1, -(-len(ids) // MOST_FITTED))]
        _, features = self._catalog.vectors.features_of(model.number, chosen.tolist())
        space = fit_space(features.astype(np.float32).reshape(-1, model.card.feature_dim))
        places = np.empty((0, space.axes.shape[1]), dtype=np.int8)
        common = None if model.searcher.background() is None else np.empty((0, 3), np.float32)
        return Placed(np.empty(0, np.int64), places, common, space, 0)

    def _caught_up(self, model: ActiveModel, placed: Placed) -> Placed:
        ids, places, sequence = [placed.photo_ids], [placed.places], placed.sequence
        batches = self._catalog.vectors.feature_batches(model.number, sequence)
        for more, features, sequence in batches:  # noqa: B007 - the last one's is kept
            ids.append(more)
            places.append(placed.space.place(features.astype(np.float32)))
        photo_ids = np.concatenate(ids)
        new = photo_ids[len(placed.photo_ids) :]
        common = placed.common
        if common is not None and (made := _common(model, new)) is not None:
            common = np.concatenate([common, made])
        # A photo that was embedded anew counts where it came last.
        _, last = np.unique(photo_ids[::-1], return_index=True)
        kept = np.sort(len(photo_ids) - 1 - last)
        return Placed(
            photo_ids[kept],
            np.concatenate(places)[kept],
            None if common is None else common[kept],
            placed.space,
            sequence,
        )

    def _path(self, model: ActiveModel) -> Path:
        return sidecar_path(self._folder, model.card.id).with_suffix(".places.npz")

    def _read(self, model: ActiveModel) -> Placed | None:
        found = read_arrays(self._path(model))
        if found is None or found[0].get("form") != _FORM:
            return None
        said, arrays = found
        if said["sequence"] > self._catalog.vectors.newest(model.number):
            return None  # of another catalogue, or an older copy of this one
        space = Space(arrays["mean"], arrays["axes"], said["fitted_on"])
        common = arrays.get("common")
        placed = Placed(arrays["photo_ids"], arrays["places"], common, space, said["sequence"])
        return placed if self._is_right(model, placed) else None

    def _is_right(self, model: ActiveModel, placed: Placed) -> bool:
        last = placed.photo_ids[-_TRIED:]
        ids, features = self._catalog.vectors.features_of(model.number, last.tolist())
        order = np.argsort(last)
        kept = placed.places[-_TRIED:][order[np.searchsorted(last, ids, sorter=order)]]
        now = placed.space.place(features.astype(np.float32))
        return bool((np.abs(kept.astype(int) - now) <= _ROUNDING).all())

    def _write(self, model: ActiveModel, placed: Placed) -> None:
        space = placed.space
        said = {"form": _FORM, "fitted_on": space.fitted_on, "sequence": placed.sequence}
        arrays: Arrays = {
            "photo_ids": placed.photo_ids,
            "places": placed.places,
            "mean": space.mean,
            "axes": space.axes,
        }
        if placed.common is not None:
            arrays["common"] = placed.common
        write_arrays(self._path(model), said, arrays)


def cosines(model: ActiveModel, photo_ids: NDArray[np.int64], texts: Floats) -> Floats:
    """Return the cosines of photos' vectors with texts', (m, dim): float32 (n, m)."""
    index = model.searcher.refresh()
    found = np.empty((len(photo_ids), len(texts)), dtype=np.float32)
    for first in range(0, len(photo_ids), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        found[part] = index.vectors(photo_ids[part]) @ texts.T
    return found


def _common(model: ActiveModel, photo_ids: NDArray[np.int64]) -> Floats | None:
    background = model.searcher.background()
    if background is None:
        return None
    index = model.searcher.refresh()
    parts = [
        commonplace(index.vectors(photo_ids[first : first + _AT_ONCE]), background)
        for first in range(0, len(photo_ids), _AT_ONCE)
    ]
    return np.concatenate([np.empty((0, 3), dtype=np.float32), *parts]).astype(np.float32)


def _differ(kept: Placed, now: Placed) -> bool:
    """Return whether photos are worth being kept anew: a few are soon placed again."""
    same = kept.space is now.space and (kept.common is None) == (now.common is None)
    more = len(now.photo_ids) - len(kept.photo_ids)
    return not same or more < 0 or more > max(_FEW, len(kept.photo_ids) // 50)


def _outgrown(space: Space, count: int) -> bool:
    return space.fitted_on < MOST_FITTED and count >= _GROWN * max(space.fitted_on, 1)
