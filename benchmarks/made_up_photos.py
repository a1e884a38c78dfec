"""Photos that nobody took, with all that a real one's metadata tells, the same ones each time.

Dates, places, cameras and folders go together as they do in a life: some photos a day, two weeks
at a place, with one of the cameras of that time.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
import numpy as np

from photoapp.catalog import PhotoMetadata
from photoapp.library.metadata_reading import as_stored
from photoapp.media import metadata as facts
from photoapp.media.metadata import Known, Metadata

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
WORDS = tuple(_KEYWORDS.split())
_EVENTS = ("Holiday", "Weekend", "Birthday", "Walk", "Visit", "Trip", "Party", "Everyday")
_FIRST_DAY = datetime(2004, 1, 3)
_DAYS = 21 * 365
_SEED = 6


@dataclass(frozen=True)
class MadeUpPhoto:
    """A photo at a path below its root."""

    path: str
    content_hash: bytes
    metadata: PhotoMetadata


def made_up(count: int) -> Iterator[MadeUpPhoto]:
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
) -> MadeUpPhoto:
    taken = date.isoformat()
    city, region, country, latitude, longitude = _PLACES[block[0]]
    make, model = _CAMERAS[block[1]]
    words = chance.choice(len(WORDS), int(chance.integers(0, 5)), replace=False) ** 2 // len(WORDS)
    keywords = tuple(dict.fromkeys(WORDS[int(word)] for word in words))
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
    return MadeUpPhoto(os.path.join(folder, name), content_hash, stored)  # noqa: PTH118 - a text
