"""What could be known of a photo."""

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from photoapp.catalog import Description, Keyword
from photoapp.library.browsing import FilePlace, PhotoDetails
from photoapp.media.metadata import Known, Metadata, Place, Position, Taken

T = TypeVar("T")


def known(value: T) -> Known[T]:
    return Known(value, "EXIF")


METADATA = Metadata(
    taken=known(Taken("2024-05-03T18:45:12.123", 60)),
    camera_make=known("Canon"),
    camera_model=known("Canon EOS R5"),
    lens=known("RF24-105mm F4 L"),
    exposure_seconds=known(0.004),
    f_number=known(2.8),
    iso=known(400),
    focal_length_mm=known(35.0),
    position=known(Position(38.7, -9.14, 12.0)),
    place=known(Place("Lisbon", "Lisbon", "Portugal")),
)


def details(photo_id: int = 1, **changes: object) -> PhotoDetails:
    usual = PhotoDetails(
        photo_id,
        f"IMG_{photo_id}.jpg",
        METADATA,
        Description(3, "pick", "blue", "A ferry"),
        (Keyword("ferry", "person"), Keyword("river", "file")),
        ("Best",),
        (
            FilePlace(Path(f"/pictures/IMG_{photo_id}.jpg"), offline=False),
            FilePlace(Path(f"/mnt/backup/IMG_{photo_id}.jpg"), offline=True),
        ),
        6000,
        4000,
        12_345_678,
        "JPEG",
        None,
        None,
    )
    return replace(usual, **changes)
