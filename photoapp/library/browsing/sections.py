"""Photos under headings: by the time when they were taken, or by their folder."""

from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.browsing import folders_of
from photoapp.catalog.database import Database
from photoapp.library.browsing.found import Grouping, Section

Ids = NDArray[np.int64]

_UNITS: dict[Grouping, Literal["D", "M", "Y"]] = {"day": "D", "month": "M", "year": "Y"}


def by_date(moments: Ids, grouping: Grouping) -> tuple[Section, ...]:
    """Return the sections of photos that are sorted by time; moments are milliseconds, (n,)."""
    if grouping not in _UNITS or not len(moments):
        return ()
    keys = moments.astype("datetime64[ms]").astype(f"datetime64[{_UNITS[grouping]}]")
    firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    names = keys[firsts].astype(str).tolist()
    return tuple(Section(*row) for row in zip(firsts.tolist(), names, strict=True))


def by_folder(
    database: Database, photo_ids: Ids, wanted: str | None
) -> tuple[tuple[Section, ...], Ids]:
    """Return photos by folder, otherwise in their order, and a section for each folder.

    Of a photo with copies the first folder counts, but one in the folder ``wanted`` before others.
    """
    folders = folders_of(database)
    paths = sorted(folders, key=lambda path: (not _inside(path, wanted), str(path).casefold()))
    known = np.concatenate([*(folders[path] for path in paths), np.empty(0, dtype=np.int64)])
    numbers = np.repeat(np.arange(len(paths)), [len(folders[path]) for path in paths])
    ids, firsts = np.unique(known, return_index=True)  # the first of each
    if not len(ids) or not len(photo_ids):
        return (), photo_ids
    places = np.minimum(np.searchsorted(ids, photo_ids), len(ids) - 1)
    folder = np.where(ids[places] == photo_ids, numbers[firsts[places]], len(paths))
    order = np.argsort(folder, kind="stable")
    folder = folder[order]
    starts = np.flatnonzero(np.concatenate([[True], folder[1:] != folder[:-1]]))
    keys = [str(paths[n]) if n < len(paths) else "" for n in folder[starts].tolist()]
    sections = (Section(*row) for row in zip(starts.tolist(), keys, strict=True))
    return tuple(sections), photo_ids[order]


def _inside(path: Path, wanted: str | None) -> bool:
    return wanted is not None and path.is_relative_to(wanted)
