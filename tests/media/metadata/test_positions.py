"""Where a photo was taken, by coordinates."""

from pathlib import Path

import pytest

from photoapp.media.metadata import Known, Position
from photoapp.media.metadata.reading import read_metadata
from tests.media.metadata.tagged import tagged, takeout_file

_EXIF = {
    "Latitude": "48/1 51/1 3024/100",
    "LatitudeRef": "N",
    "Longitude": "2/1 17/1 4020/100",
    "LongitudeRef": "W",
}


def _position(path: Path, changes: dict[str, str | None]) -> Position | None:
    values = {name: value for name, value in (_EXIF | changes).items() if value is not None}
    tagged(path, exif={f"GPSInfo.GPS{name}": value for name, value in values.items()})
    found = read_metadata(path)
    assert found.problems == ()
    return found.position.value if found.position else None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Position(48.8584, -2.2945)),
        ({"LatitudeRef": "S", "LongitudeRef": "E"}, Position(-48.8584, 2.2945)),
        ({"Altitude": "355/10", "AltitudeRef": "0"}, Position(48.8584, -2.2945, 35.5)),
        ({"Altitude": "355/10", "AltitudeRef": "1"}, Position(48.8584, -2.2945, -35.5)),
        ({"Altitude": "35/0", "AltitudeRef": "0"}, Position(48.8584, -2.2945)),
        ({"Altitude": "200000/1"}, Position(48.8584, -2.2945)),
        ({"Latitude": "48/1 515/10 0/0"}, Position(48.8583333, -2.2945)),
        ({"Latitude": "0/0 51/1 30/1"}, None),
        ({"Latitude": "91/1 0/1 0/1"}, None),
        ({"Longitude": "181/1 0/1 0/1"}, None),
        ({"Latitude": "0/1 0/1 0/1", "Longitude": "0/1 0/1 0/1"}, None),
        ({"Latitude": "0/1 0/1 0/1"}, Position(0.0, -2.2945)),
        ({"LatitudeRef": None}, None),
        ({"LatitudeRef": "?"}, None),
        ({"Longitude": None}, None),
    ],
)
def test_exif(tmp_path: Path, changes: dict[str, str | None], expected: Position | None) -> None:
    assert _position(tmp_path / "a.jpg", changes) == expected


@pytest.mark.parametrize(
    ("latitude", "longitude", "more", "expected"),
    [
        ("51,30.75N", "0,7.5W", {}, Position(51.5125, -0.125)),
        ("51,30,45S", "0,7,30E", {}, Position(-51.5125, 0.125)),
        ("51.5125", "-0.125", {}, Position(51.5125, -0.125)),
        ("51.5125", "0.125", {"LatitudeRef": "N", "LongitudeRef": "W"}, Position(51.5125, -0.125)),
        ("51.5N", "0.1E", {"Altitude": "12/10", "AltitudeRef": "1"}, Position(51.5, 0.1, -1.2)),
        ("somewhere", "0.1E", {}, None),
        ("0,0N", "0,0E", {}, None),
    ],
)
def test_xmp(
    tmp_path: Path, latitude: str, longitude: str, more: dict[str, str], expected: Position | None
) -> None:
    xmp = {"exif.GPSLatitude": latitude, "exif.GPSLongitude": longitude}
    xmp |= {f"exif.GPS{name}": value for name, value in more.items()}
    found = read_metadata(tagged(tmp_path / "a.jpg", xmp=xmp)).position
    assert (found.value if found else None) == expected


def test_a_sidecar_goes_before_the_photo_and_takeout_behind(tmp_path: Path) -> None:
    xmp = {"exif.GPSLatitude": "51.5", "exif.GPSLongitude": "0.125"}
    exif = {f"GPSInfo.GPS{name}": value for name, value in _EXIF.items()}
    sidecar = tagged(tmp_path / "a.xmp", xmp=xmp)
    takeout = takeout_file(
        tmp_path / "a.json", geoData={"latitude": 10.5, "longitude": 20.25, "altitude": 0.0}
    )
    path = tagged(tmp_path / "a.jpg", exif=exif)
    assert [
        read_metadata(path, [sidecar, takeout]).position,
        read_metadata(path, [takeout]).position,
        read_metadata(tagged(path), [takeout]).position,
    ] == [
        Known(Position(51.5, 0.125), "XMP exif:GPSLatitude in a.xmp"),
        Known(Position(48.8584, -2.2945), "EXIF GPS"),
        Known(Position(10.5, 20.25), "Google Takeout a.json"),
    ]


def test_decimal_commas(tmp_path: Path) -> None:
    """Some phones write texts for numbers, with commas for both point and comma."""
    from photoapp.media.metadata.positions import find_position
    from photoapp.media.metadata.tags import Tags

    exif = {
        "GPSInfo.GPSLatitude": "52,00000,50,00000,34,01180",
        "GPSInfo.GPSLatitudeRef": "N",
        "GPSInfo.GPSLongitude": "11,00000,10,00000,58,28360",
        "GPSInfo.GPSLongitudeRef": "E",
    }
    found = find_position([Tags(exif)])
    assert found is not None
    assert found.value == Position(52.8427811, 11.1828566)
