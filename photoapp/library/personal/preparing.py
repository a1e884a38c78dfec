"""Writing the folder of a training: its order, its photos, and what is known of them already."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.errors import PhotoappError, TrainingError
from photoapp.library.personal.wish import Wish
from photoapp.search.query_text import parse
from trainer.job.estimating import estimate
from trainer.job.order import (
    FEATURES,
    LIBRARY,
    LIBRARY_FEATURES,
    ORDER,
    PHOTOS,
    LibraryPhoto,
    Order,
    Photo,
    Search,
    write_lines,
)
from trainer.methods import Estimate

# A folder that is being written, by the process whose number follows.
_PART = ".preparing-"
_MOST_SEARCHES = 12


@dataclass(frozen=True)
class Material:
    """What a training begins with: its order, photos, and what is known of them.

    ``features`` (n, feature_dim) are those of ``photos``, ``library_features`` (m, feature_dim)
    those of ``library``; a row of NaN is not known.
    """

    order: Order
    photos: list[Photo]
    features: NDArray[np.float16]
    library: list[LibraryPhoto]
    library_features: NDArray[np.float16]

    @property
    def unread(self) -> int:
        """How many photos are still to be looked at."""
        known = (np.isfinite(f).all(1) for f in (self.features, self.library_features))
        return sum(int((~rows).sum()) for rows in known)


def estimate_of(made: Material, slowness: float | None = None) -> Estimate:
    """Return what a training will take; how slow this machine is just now is measured if None.

    Raises:
        ModelError: there is no such model.
        TrainingError: the order's method can't learn that model.

    """
    photos, library = len(made.photos), len(made.library)
    return estimate(made.order, photos, library, made.unread, slowness=slowness)


def free_name(training: Path, wish: Wish) -> str:
    """Return what a run is to be called: as wished, or by its date and method.

    Raises:
        TrainingError: the name is taken, or can't be that of a folder.

    """
    if wish.run is None:
        day = time.strftime("%Y-%m-%d")
        taken = {path.name for path in training.glob("*")}
        names = (f"{day}-{wish.method}-{number}" for number in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)
    if not wish.run.strip() or wish.run.startswith(".") or Path(wish.run).name != wish.run:
        raise TrainingError(f"A training can't be called {wish.run!r}; use letters and numbers.")
    if (training / wish.run).exists():
        message = f"There is a training called {wish.run} already; choose another name, or none."
        raise TrainingError(message)
    return wish.run


def saved_searches(catalog: Catalog) -> list[Search]:
    """Return what the user searches for in words: smart albums, then the latest searches."""
    found: dict[str, Search] = {}
    albums = [(album.name, album.query) for album in catalog.albums.all() if album.query]
    typed = [(text, text) for text in catalog.search_history.recent()]
    for name, query in (*albums, *typed):
        if (words := _words(query)) and len(found) < _MOST_SEARCHES:
            found.setdefault(words.casefold(), Search(name, words))
    return list(found.values())


def _words(query: str) -> str:
    try:
        return parse(query).words
    except PhotoappError:  # it makes no sense any more
        return ""


def write_run(training: Path, made: Material) -> Path:
    """Write a run's folder, which is there as a whole or not at all, and return it.

    Raises:
        TrainingError: it can't be written there.

    """
    _sweep(training)
    with _folder(training, made.order.run) as folder:
        _check_room(folder, made.features.nbytes + made.library_features.nbytes)
        order = msgspec.json.format(msgspec.json.encode(made.order), indent=2)
        (folder / ORDER).write_bytes(order)
        write_lines(folder / PHOTOS, made.photos)
        np.save(folder / FEATURES, made.features)
        write_lines(folder / LIBRARY, made.library)
        np.save(folder / LIBRARY_FEATURES, made.library_features)
    return training / made.order.run


@contextmanager
def _folder(training: Path, name: str) -> Iterator[Path]:
    part = training / f"{_PART}{os.getpid()}-{name}"
    try:
        part.mkdir(parents=True)
        yield part
        part.rename(training / name)
    except OSError as error:
        message = f"The training's folder {training / name} can't be written ({error.strerror});"
        raise TrainingError(f"{message} make room there, or make it writable.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _sweep(training: Path) -> None:
    """Delete what processes left that were killed while they wrote."""
    import psutil  # noqa: PLC0415 - seldom needed

    for part in training.glob(f"{_PART}*"):
        number = part.name.removeprefix(_PART).partition("-")[0]
        if not (number.isdecimal() and psutil.pid_exists(int(number))):
            shutil.rmtree(part, ignore_errors=True)


def _check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < 2 * needed:
        wanted, there = f"{2 * needed / 1e6:.0f} MB", f"{free / 1e6:.0f} MB"
        raise TrainingError(
            f"A training needs {wanted} in {folder.parent}, where {there} are free; make some room "
            "there."
        )
