"""A catalogue with something in it, and ways to damage it."""

import random
from contextlib import closing
from pathlib import Path

import numpy as np

from photoapp.catalog import Catalog
from photoapp.catalog.database import Database
from tests.catalog.records import add, embedded, model

PHOTOS = 300


def make_catalog(path: Path, photos: int = PHOTOS) -> Path:
    """Make a catalogue of some hundred kilobytes, with vectors."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(Catalog(path)) as catalog:
        number = model(catalog, dim=256)
        vector = np.random.default_rng(0).standard_normal(256)
        with catalog.database.transaction():
            ids = add(catalog, *(f"{i}.jpg" for i in range(photos)))
            catalog.photos.record_embedded(number, [embedded(i, *vector) for i in ids])
        catalog.generations.serve(number)
    return path


def change(path: Path, name: str = "new.jpg") -> None:
    """Change a catalogue's content."""
    with closing(Catalog(path)) as catalog:
        add(catalog, name)


def count(path: Path, table: str = "photo") -> int:
    """Return how many rows a table of a catalogue has, by opening it as photoapp does."""
    with closing(Database(path)) as database:
        row = database.connection().execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(row[0])


def overwrite(path: Path, chance: random.Random, *, places: int = 20) -> None:
    """Write random bytes over random places of a file."""
    content = bytearray(path.read_bytes())
    for _ in range(places):
        at = chance.randrange(len(content) - 64)
        content[at : at + 64] = chance.randbytes(64)
    path.write_bytes(content)
