"""Metadata in words and units for people."""

import pytest

from photoapp.cli.describing import date_text, describe, exposure_text, place_text, rating_text
from photoapp.media.metadata import Known, Metadata, Place, Position, Taken


def test_all_that_may_be_known() -> None:
    metadata = Metadata(
        taken=Known(Taken("2019-04-12T19:24:49.123", 120), "EXIF DateTimeOriginal"),
        camera_make=Known("Canon", "EXIF Make"),
        camera_model=Known("Canon EOS 6D", "EXIF Model"),
        lens=Known("EF 35mm", "EXIF LensModel"),
        exposure_seconds=Known(0.004, "EXIF ExposureTime"),
        f_number=Known(2.8, "EXIF FNumber"),
        iso=Known(200, "EXIF ISOSpeedRatings"),
        focal_length_mm=Known(35.0, "EXIF FocalLength"),
        focal_length_35mm=Known(52.0, "EXIF FocalLengthIn35mmFilm"),
        flash_fired=Known(False, "EXIF Flash"),
        position=Known(Position(48.8584, -2.2945, 35.2), "EXIF GPS"),
        place=Known(Place("Paris", "Paris", "France", "FR"), "GeoNames, by EXIF GPS"),
        caption=Known("two\nlines", "IPTC Caption"),
        keywords=(Known("a", "XMP dc:subject"), Known("c", "IPTC"), Known("b", "XMP dc:subject")),
        keyword_paths=(Known(("Places", "Wien"), "XMP lr:hierarchicalSubject"),),
        people=(Known("Zoë", "XMP mwg-rs:Name"),),
        rating=Known(4, "XMP xmp:Rating"),
    )
    assert describe(metadata) == [
        ("taken", "2019-04-12 19:24:49.123 +02:00", "EXIF DateTimeOriginal"),
        ("camera", "Canon EOS 6D", "EXIF Model"),
        ("lens", "EF 35mm", "EXIF LensModel"),
        ("exposure", "1/250 s", "EXIF ExposureTime"),
        ("aperture", "f/2.8", "EXIF FNumber"),
        ("sensitivity", "ISO 200", "EXIF ISOSpeedRatings"),
        ("focal length", "35 mm (52 mm as on 35 mm film)", "EXIF FocalLength"),
        ("flash", "did not fire", "EXIF Flash"),
        ("position", "48.85840, -2.29450, 35 m", "EXIF GPS"),
        ("place", "Paris, France", "GeoNames, by EXIF GPS"),
        ("caption", "two lines", "IPTC Caption"),
        ("rating", "4 of 5", "XMP xmp:Rating"),
        ("keywords", "a, b", "XMP dc:subject"),
        ("keywords", "c", "IPTC"),
        ("hierarchies", "Places > Wien", "XMP lr:hierarchicalSubject"),
        ("people", "Zoë", "XMP mwg-rs:Name"),
    ]


def test_nothing_is_known() -> None:
    assert describe(Metadata()) == []


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1 / 8000, "1/8000 s"), (1 / 3.9, "1/4 s"), (0.5, "0.5 s"), (1.0, "1 s"), (30.0, "30 s")],
)
def test_exposures(seconds: float, text: str) -> None:
    assert exposure_text(seconds) == text


@pytest.mark.parametrize(
    ("taken", "text"),
    [
        (Taken("2019-04-12"), "2019-04-12"),
        (Taken("2019-04-12T19:24:49"), "2019-04-12 19:24:49"),
        (Taken("2019-04-12T19:24:49", -210), "2019-04-12 19:24:49 -03:30"),
        (Taken("2019-04-12T19:24:49", 0), "2019-04-12 19:24:49 +00:00"),
    ],
)
def test_dates(taken: Taken, text: str) -> None:
    assert date_text(taken) == text


def test_a_make_is_said_once() -> None:
    apple = Metadata(camera_make=Known("Apple", "a"), camera_model=Known("iPhone 7", "b"))
    assert describe(apple) == [("camera", "Apple iPhone 7", "b")]
    assert describe(Metadata(camera_make=Known("Apple", "a"))) == [("camera", "Apple", "a")]


def test_ratings_and_places() -> None:
    assert [rating_text(stars) for stars in (-1, 0, 5)] == ["rejected", "unrated", "5 of 5"]
    assert place_text(Place(country="Iceland", country_code="IS")) == "Iceland"
