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
import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from photoapp import media
from photoapp.catalog import Catalog, PhotoMetadata
from photoapp.encoders import model_card
from photoapp.library.metadata_reading import as_stored
from photoapp.media import metadata as facts
from photoapp.media.metadata import Known, Metadata
from photoapp.paths import AppPaths, app_paths

_PLACES = [
    line.split(",")
    for line in """Lisbon,Lisbon,Portugal,38.72,-9.14|Porto,Porto,Portugal,41.15,-8.61
Berlin,State of Berlin,Germany,52.52,13.40|Munich,Bavaria,Germany,48.14,11.58
Hamburg,Hamburg,Germany,53.55,9.99|Cologne,North Rhine-Westphalia,Germany,50.94,6.96
Paris,Île-de-France,France,48.86,2.35|Lyon,Auvergne-Rhône-Alpes,France,45.76,4.84
Marseille,Provence-Alpes-Côte d'Azur,France,43.30,5.37|Rome,Lazio,Italy,41.90,12.50
Florence,Tuscany,Italy,43.77,11.26|Venice,Veneto,Italy,45.44,12.33
Madrid,Madrid,Spain,40.42,-3.70|Barcelona,Catalonia,Spain,41.39,2.17
Seville,Andalusia,Spain,37.39,-5.98|London,England,United Kingdom,51.51,-0.13
Edinburgh,Scotland,United Kingdom,55.95,-3.19|Dublin,Leinster,Ireland,53.35,-6.26
Reykjavík,Capital Region,Iceland,64.15,-21.94|Oslo,Oslo,Norway,59.91,10.75
Bergen,Vestland,Norway,60.39,5.32|Stockholm,Stockholm,Sweden,59.33,18.07
Copenhagen,Capital Region,Denmark,55.68,12.57|Vienna,Vienna,Austria,48.21,16.37
Prague,Prague,Czechia,50.08,14.44|Kraków,Lesser Poland,Poland,50.06,19.94
Athens,Attica,Greece,37.98,23.73|Istanbul,Istanbul,Turkey,41.01,28.98
New York,New York,United States,40.71,-74.01|San Francisco,California,United States,37.77,-122.42
Kyoto,Kyoto,Japan,35.01,135.77|Tokyo,Tokyo,Japan,35.69,139.69
Sydney,New South Wales,Australia,-33.87,151.21|Cape Town,Western Cape,South Africa,-33.92,18.42
Marrakesh,Marrakesh-Safi,Morocco,31.63,-8.00|Lima,Lima Province,Peru,-12.05,-77.04""".replace(
        "\n", "|"
    ).split("|")
]
_CAMERAS = (
    ("Canon", "Canon EOS R5"), ("Canon", "Canon EOS 6D"), ("NIKON CORPORATION", "NIKON D750"),
    ("SONY", "ILCE-7M3"), ("FUJIFILM", "X-T30"), ("Apple", "iPhone 12"), ("Apple", "iPhone 6s"),
    ("Google", "Pixel 5"), ("Panasonic", "DMC-GX80"), ("OLYMPUS", "E-M10"),
)  # fmt: skip
_KEYWORDS = (
    "beach sea mountain forest lake river city street night sunset sunrise snow rain garden flower "
    "tree dog cat horse bird family children birthday wedding party concert museum church castle "
    "bridge boat train car bicycle food coffee cake portrait friends hiking skiing camping market "
    "harbour island waterfall desert field autumn spring summer winter home school work football "
    "architecture panorama macro black&white Anna Ben Clara David grandparents "
)
_WORDS = tuple(_KEYWORDS.split())
_EVENTS = ("Holiday", "Weekend", "Birthday", "Walk", "Visit", "Trip", "Party", "Everyday")
_FIRST_DAY = datetime(2004, 1, 3)
_DAYS = 21 * 365
_ADDED_AT = 1_700_000_000.0
_TAKEN_NS = 1_500_000_000 * 10**9  # of files that nobody has, when they were written
_SEED = 6


@dataclass(frozen=True)
class Sample:
    """A real photo that made-up ones are links to, and the thumbnail of it."""

    file: Path
    thumbnail: Path
    width: int
    height: int


@dataclass(frozen=True)
class _Photo:
    path: str
    content_hash: bytes
    metadata: PhotoMetadata


def make(
    home: Path, photos: int, thumbnails_from: Path | None = None, *, features: bool = False
) -> AppPaths:
    """Make a library of ``photos`` photos in an empty home, its files in HOME-photos beside it.

    ``features`` (1280 numbers a photo, which nothing but likeness asks for) are left out unless
    they are wanted: they take four times the room of all the rest.
    """
    paths = app_paths(home).create()
    root_folder = paths.data.parent.with_name(f"{paths.data.parent.name}-photos")
    samples = _samples(paths, thumbnails_from) if thumbnails_from else []
    with closing(Catalog(paths.catalog)) as catalog:
        root = catalog.roots.add(root_folder)
        made = list(_made_up(photos))
        with catalog.database.transaction() as connection:
            _insert_photos(connection, root.id, made, samples)
            _insert_metadata(connection, made)
            _insert_marks(connection, photos)
            _insert_failures(connection, photos)
            _insert_albums(connection, photos)
        _insert_vectors(catalog, photos, features=features)
    if samples:
        _link(paths, root_folder, made, samples)
    return paths


def _made_up(count: int) -> Iterator[_Photo]:
    """Yield photos in the order in which they were taken: some a day, days in a row at a place."""
    chance = np.random.default_rng(_SEED)
    days = np.sort(chance.choice(_DAYS, min(_DAYS, max(1, count // 60)), replace=False))
    shares = chance.dirichlet(np.full(len(days), 0.6))
    number = 0
    for day, photos in zip(days, chance.multinomial(count, shares), strict=True):
        date = _FIRST_DAY + timedelta(days=int(day))
        # Two weeks at one place, with one of the cameras that there were then.
        block = np.random.default_rng((_SEED, int(day) // 14))
        place = (int(block.integers(len(_PLACES))), int(block.integers(len(_CAMERAS))))
        event = _EVENTS[int(block.integers(len(_EVENTS)))]
        folder = f"{date.year}/{date:%Y-%m-%d} {event}" if photos > 20 else f"{date.year}/{date:%m}"
        for seconds in np.sort(chance.integers(7 * 3600, 23 * 3600, photos)):
            number += 1
            yield _photo(chance, number, date + timedelta(seconds=int(seconds)), folder, place)


def _photo(
    chance: np.random.Generator, number: int, date: datetime, folder: str, block: tuple[int, int]
) -> _Photo:
    taken = date.isoformat()
    city, region, country, latitude, longitude = _PLACES[block[0]]
    make, model = _CAMERAS[block[1]]
    words = chance.choice(len(_WORDS), int(chance.integers(0, 5)), replace=False) ** 2 // len(
        _WORDS
    )
    keywords = tuple(dict.fromkeys(_WORDS[int(word)] for word in words))
    has_place, has_date, has_caption = chance.random(3) < (0.7, 0.98, 0.1)
    where = facts.Position(
        float(latitude) + chance.normal() / 50, float(longitude) + chance.normal() / 50, 35.0
    )
    known = Metadata(
        taken=Known(facts.Taken(taken, 60), "EXIF DateTimeOriginal") if has_date else None,
        camera_make=Known(make, "EXIF Make"),
        camera_model=Known(model, "EXIF Model"),
        lens=Known("24-70mm F2.8", "EXIF LensModel"),
        exposure_seconds=Known(1 / 250, "EXIF ExposureTime"),
        f_number=Known(2.8, "EXIF FNumber"),
        iso=Known(int(100 * 2 ** chance.integers(0, 6)), "EXIF ISOSpeedRatings"),
        focal_length_mm=Known(35.0, "EXIF FocalLength"),
        position=Known(where, "EXIF GPS") if has_place else None,
        place=Known(facts.Place(city, region, country), "the position") if has_place else None,
        caption=Known(f"{', '.join(keywords) or 'A day'} in {city}", "XMP dc:description")
        if has_caption
        else None,
        keywords=tuple(Known(word, "XMP dc:subject") for word in keywords),
        rating=Known(int(chance.integers(-1, 6)), "XMP xmp:Rating")
        if chance.random() < 0.1
        else None,
    )
    name = f"IMG_{number % 10_000:04}_{number // 10_000:02}.jpg"
    content_hash = hashlib.blake2b(number.to_bytes(8, "big"), digest_size=32).digest()
    stored = as_stored(known, msgspec.json.encode(known))
    return _Photo(os.path.join(folder, name), content_hash, stored)  # noqa: PTH118 - a text


def _insert_photos(
    connection: sqlite3.Connection, root_id: int, made: list[_Photo], samples: list[Sample]
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


def _insert_metadata(connection: sqlite3.Connection, made: list[_Photo]) -> None:
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
        "INSERT OR IGNORE INTO person_keyword VALUES (?, ?, 0, ?)",
        (
            (int(p), _WORDS[int(chance.integers(len(_WORDS)))], _ADDED_AT)
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


def _samples(paths: AppPaths, folder: Path, at_most: int = 200) -> list[Sample]:
    """Copy some photos beside the home, and make their thumbnails."""
    here = paths.data.parent.with_name(f"{paths.data.parent.name}-samples")
    here.mkdir(parents=True, exist_ok=True)
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".jpg", ".jpeg"})
    samples: list[Sample] = []
    for photo in found[:: max(1, len(found) // at_most)][:at_most]:
        file = here / f"{len(samples)}.jpg"
        shutil.copyfile(photo, file)
        os.utime(file, ns=(_TAKEN_NS, _TAKEN_NS))  # one that is new is read again
        with file.open("rb") as opened:
            picture = media.open_photo(opened, media.Want(media.THUMBNAIL_EDGE))
        thumbnail = file.with_suffix(".thumbnail")
        thumbnail.write_bytes(media.encode_thumbnail(picture.image))
        samples.append(Sample(file, thumbnail, *picture.size))
    return samples


def _link(paths: AppPaths, root: Path, made: list[_Photo], samples: list[Sample]) -> None:
    store = media.ThumbnailStore(paths.thumbnails)
    for number in range(256):
        (paths.thumbnails / f"{number:02x}").mkdir(exist_ok=True)
    for folder in {os.path.dirname(photo.path) for photo in made}:  # noqa: PTH120 - of a text
        (root / folder).mkdir(parents=True, exist_ok=True)
    for number, photo in enumerate(made, 1):
        sample = samples[number % len(samples)]
        os.link(sample.file, root / photo.path)
        os.link(sample.thumbnail, store.path(photo.content_hash))


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
