"""The names of places: given ones, and those of the nearest town."""

from pathlib import Path

import numpy as np
import pytest

from photoapp.media.metadata import Known, Place, Position
from photoapp.media.metadata.reading import read_metadata
from photoapp.media.metadata.towns import Towns, directions_of, name_place
from tests.media.metadata.tagged import tagged


@pytest.mark.parametrize(
    ("latitude", "longitude", "city", "country"),
    [
        (48.8584, 2.2945, "Paris", "FR"),
        (48.8049, 2.1204, "Versailles", "FR"),
        (40.707, -74.003, "New York City", "US"),  # not its Financial District
        (40.72, -74.05, "Jersey City", "US"),  # nearer to New York than to most of Jersey
        (71.17, 25.78, "Honningsvåg", "NO"),
        (-36.85, 174.76, "Auckland", "NZ"),
    ],
)
def test_towns(latitude: float, longitude: float, city: str, country: str) -> None:
    place = name_place(Position(latitude, longitude))
    assert place is not None
    assert (place.city, place.country_code) == (city, country)
    assert place.country
    assert place.region


def test_both_sides_of_the_date_line_are_near() -> None:
    """Degrees are 359 apart there, and shorter in the north: neither may be measured in them."""
    corners = np.array([[69.6, -179.9], [70.0, 179.9]])
    towns = Towns(
        directions=directions_of(*corners.T),
        reach_km=np.zeros(2),
        names=["Far", "Near"],
        region_of=np.array([0, 0], np.int32),
        regions=[("XY", None)],
        countries={"XY": "Xanadu"},
    )
    expected = Place("Near", None, "Xanadu", "XY")
    assert towns.place(Position(70.0, -179.2)) == expected


def test_far_from_towns_only_a_sure_country_is_named() -> None:
    assert name_place(Position(65.0, 105.0)) == Place(
        country="Russian Federation", country_code="RU"
    )


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(30.0, -40.0), (39.0, -11.0), (-80.0, 0.0), (-90.0, 0.0)]
)
def test_at_sea_and_on_the_ice_nothing_is_named(latitude: float, longitude: float) -> None:
    assert name_place(Position(latitude, longitude)) is None


_PARIS = {
    "GPSInfo.GPSLatitude": "48/1 51/1 30/1",
    "GPSInfo.GPSLatitudeRef": "N",
    "GPSInfo.GPSLongitude": "2/1 17/1 40/1",
    "GPSInfo.GPSLongitudeRef": "E",
}


def test_a_city_that_somebody_named_goes_before_coordinates(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    xmp = {"photoshop.City": "Home", "photoshop.Country": "Ours", "iptc.CountryCode": "FR"}
    assert [
        read_metadata(tagged(path, exif=_PARIS, xmp=xmp)).place,
        read_metadata(tagged(path, exif=_PARIS, xmp={"photoshop.Country": "Ours"})).place,
        read_metadata(tagged(path, iptc={"Application2.CountryName": "Ours"})).place,
        read_metadata(tagged(path)).place,
    ] == [
        Known(Place("Home", None, "Ours", "FR"), "XMP photoshop:City"),
        Known(Place("Paris", "Île-de-France", "France", "FR"), "GeoNames, by EXIF GPS"),
        Known(Place(country="Ours"), "IPTC CountryName"),
        None,
    ]
