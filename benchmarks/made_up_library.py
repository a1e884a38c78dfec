"""A made-up library of any size, with all that a real one has, in seconds.

    python -m benchmarks.made_up_library HOME [--photos 100000] [--thumbnails-from PHOTOS]
        [--features]

Photos have plausible dates, places, cameras, folders, ratings, flags, captions and keywords, and
vectors of the starter's size in random directions. With ``thumbnails_from`` some 200 of a folder's
photos are copied beside the home, and every photo is a hard link to one of them, with the
thumbnail of that: they can be looked at, and a scan finds nothing changed. Without it there are no
files, and the folder counts as missing as soon as somebody looks for it.
"""

import argparse
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.linked_samples import Sample, copy_samples, link
from benchmarks.made_up_photos import WORDS, MadeUpPhoto, made_up
from photoapp.catalog import Catalog
from photoapp.encoders import model_card
from photoapp.paths import AppPaths, app_paths

_ADDED_AT = 1_700_000_000.0
_SEED = 6


def make(
    home: Path, photos: int, thumbnails_from: Path | None = None, *, features: bool = False
) -> AppPaths:
    """Make a library of ``photos`` photos in an empty home, its files in HOME-photos beside it.

    ``features`` (1280 numbers a photo, which nothing but likeness asks for) are left out unless
    they are wanted: they take four times the room of all the rest.
    """
    paths = app_paths(home).create()
    root_folder = paths.data.parent.with_name(f"{paths.data.parent.name}-photos")
    samples = copy_samples(paths, thumbnails_from) if thumbnails_from else []
    with closing(Catalog(paths.catalog)) as catalog:
        root = catalog.roots.add(root_folder)
        made = list(made_up(photos))
        with catalog.database.transaction() as connection:
            _insert_photos(connection, root.id, made, samples)
            _insert_metadata(connection, made)
            _insert_marks(connection, photos)
            _insert_failures(connection, photos)
            _insert_albums(connection, photos)
        _insert_vectors(catalog, photos, features=features)
    if samples:
        link(paths, root_folder, made, samples)
    return paths


def _insert_photos(
    connection: sqlite3.Connection, root_id: int, made: list[MadeUpPhoto], samples: list[Sample]
) -> None:
    traits = [(s.file.stat(), s.width, s.height) for s in samples]
    photos, files = [], []
    for number, photo in enumerate(made, 1):
        if traits:
            stat, width, height = traits[number % len(traits)]
            known = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        else:
            width, height, known = 4000, 3000, (5_000_000, number * 10**12, number)
        photos.append((number, photo.content_hash, known[0], _ADDED_AT, "JPEG", width, height))
        files.append((root_id, photo.path, number, *known, time.time_ns()))
    connection.executemany(
        "INSERT INTO photo (id, content_hash, byte_size, added_at, format, width, height)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        photos,
    )
    connection.executemany(
        "INSERT INTO file (root_id, path, photo_id, byte_size, modified_ns, inode, hashed_ns)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        files,
    )


_COLUMNS = (
    "taken", "offset_minutes", "latitude", "longitude", "city", "region", "country", "camera",
    "lens", "title", "caption", "rating",
)  # fmt: skip


def _insert_metadata(connection: sqlite3.Connection, made: list[MadeUpPhoto]) -> None:
    connection.executemany(
        f"INSERT INTO metadata (photo_id, sidecars, read_at, facts, {', '.join(_COLUMNS)})"
        f" VALUES (?, '', ?, ?{', ?' * len(_COLUMNS)})",
        (
            (number, _ADDED_AT, m.facts.decode(), *(getattr(m, column) for column in _COLUMNS))
            for number, m in enumerate((photo.metadata for photo in made), 1)
        ),
    )
    connection.executemany(
        "INSERT INTO keyword VALUES (?, ?)",
        ((n, word) for n, photo in enumerate(made, 1) for word in photo.metadata.keywords),
    )


def _insert_marks(connection: sqlite3.Connection, count: int) -> None:
    chance = np.random.default_rng(_SEED + 1)
    marked = chance.choice(count, count // 4, replace=False) + 1
    flags, colors = ("pick", "reject", None, None), ("red", "green", "blue", None, None, None)
    connection.executemany(
        "INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                int(photo),
                int(chance.integers(0, 6)),
                flags[int(chance.integers(len(flags)))],
                colors[int(chance.integers(len(colors)))],
                "What a day" if chance.random() < 0.05 else None,
                _ADDED_AT,
            )
            for photo in marked
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO person_keyword (photo_id, word, changed_at) VALUES (?, ?, ?)",
        (
            (int(p), WORDS[int(chance.integers(len(WORDS)))], _ADDED_AT)
            for p in marked[::2].tolist()
        ),
    )


def _insert_failures(connection: sqlite3.Connection, count: int) -> None:
    connection.executemany(
        "INSERT INTO failure VALUES (?, 'damaged', 'It ends in the middle.', ?)",
        ((photo, _ADDED_AT) for photo in range(500, count + 1, 1000)),
    )


def _insert_albums(connection: sqlite3.Connection, count: int) -> None:
    albums: list[tuple[str, str | None]] = [
        ("Best of the year", None),
        ("Calendar", None),
        ("For grandparents", None),
    ]
    albums += [("Good ones of Portugal", "place:Portugal rating:4"), ("Picks", "is:pick")]
    for number, (name, query) in enumerate(albums, 1):
        connection.execute(
            "INSERT INTO album VALUES (?, ?, ?, ?)", (number, name, query, _ADDED_AT)
        )
        if query is None:
            chosen = np.random.default_rng(number).choice(count, min(count, 300), replace=False)
            connection.executemany(
                "INSERT INTO album_photo VALUES (?, ?, ?, ?)",
                ((number, int(p) + 1, place, _ADDED_AT) for place, p in enumerate(chosen)),
            )


def _insert_vectors(catalog: Catalog, count: int, *, features: bool) -> None:
    card = model_card()
    model = catalog.vectors.model_id(card.id, card.dim, card.feature_dim)
    catalog.generations.serve(model)
    chance = np.random.default_rng(_SEED + 2)
    block = 4096
    with catalog.database.transaction() as connection:
        for first in range(1, count + 1, block):
            ids = range(first, min(first + block, count + 1))
            connection.executemany(
                "INSERT INTO vector (sequence, model_id, photo_id, vector) VALUES (?, ?, ?, ?)",
                (
                    (n, model, n, row.tobytes())
                    for n, row in zip(ids, _directions(chance, len(ids), card.dim), strict=True)
                ),
            )
            if features:
                rows = _directions(chance, len(ids), card.feature_dim)
                connection.executemany(
                    "INSERT INTO feature VALUES (?, ?)",
                    ((n, row.tobytes()) for n, row in zip(ids, rows, strict=True)),
                )


def _directions(chance: np.random.Generator, count: int, dim: int) -> NDArray[np.float16]:
    rows = chance.standard_normal((count, dim), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype("<f2")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--thumbnails-from", type=Path)
    parser.add_argument("--features", action="store_true")
    arguments = parser.parse_args()
    started = time.perf_counter()
    make(arguments.home, arguments.photos, arguments.thumbnails_from, features=arguments.features)
    print(f"{arguments.photos} photos in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
