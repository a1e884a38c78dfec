"""The camera and how it was set."""

from pathlib import Path
from typing import Any

import pytest

from photoapp.media.metadata import Known
from photoapp.media.metadata.reading import read_metadata
from tests.media.metadata.tagged import tagged


def test_all_of_it(tmp_path: Path) -> None:
    exif = {
        "Image.Make": "Canon  ",
        "Image.Model": "Canon EOS 6D",
        "Image.Orientation": "6",
        "Photo.LensModel": "EF24-105mm f/4L IS USM",
        "Photo.ExposureTime": "1/250",
        "Photo.FNumber": "28/10",
        "Photo.ISOSpeedRatings": "200",
        "Photo.FocalLength": "35/1",
        "Photo.FocalLengthIn35mmFilm": "52",
        "Photo.Flash": "25",
    }
    found = read_metadata(tagged(tmp_path / "a.jpg", exif=exif))
    assert (found.camera_make, found.camera_model, found.lens) == (
        Known("Canon", "EXIF Make"),
        Known("Canon EOS 6D", "EXIF Model"),
        Known("EF24-105mm f/4L IS USM", "EXIF LensModel"),
    )
    assert found.exposure_seconds == Known(0.004, "EXIF ExposureTime")
    assert found.f_number == Known(2.8, "EXIF FNumber")
    assert found.iso == Known(200, "EXIF ISOSpeedRatings")
    assert found.focal_length_mm == Known(35.0, "EXIF FocalLength")
    assert found.focal_length_35mm == Known(52.0, "EXIF FocalLengthIn35mmFilm")
    assert found.flash_fired == Known(True, "EXIF Flash")
    assert found.orientation == Known(6, "EXIF Orientation")


@pytest.mark.parametrize(
    ("exif", "field", "value"),
    [
        ({"Photo.ShutterSpeedValue": "8/1"}, "exposure_seconds", 0.00391),
        ({"Photo.ApertureValue": "3/1"}, "f_number", 2.8),
        ({"Photo.ExposureTime": "1/0"}, "exposure_seconds", None),
        ({"Photo.ExposureTime": "0/1"}, "exposure_seconds", None),
        ({"Photo.FNumber": "0/0"}, "f_number", None),
        ({"Photo.FocalLength": "0/1"}, "focal_length_mm", None),
        ({"Photo.FocalLengthIn35mmFilm": "0"}, "focal_length_35mm", None),
        ({"Image.Orientation": "9"}, "orientation", None),
        ({"Image.Orientation": "0"}, "orientation", None),
        ({"Photo.Flash": "16"}, "flash_fired", False),
        ({"Photo.ISOSpeedRatings": "0"}, "iso", None),
        (
            {"Photo.ISOSpeedRatings": "65535", "Photo.RecommendedExposureIndex": "102400"},
            "iso",
            102400,
        ),
        ({"Photo.LensSpecification": "24/1 105/1 4/1 4/1"}, "lens", "24-105 mm f/4"),
        ({"Photo.LensSpecification": "50/1 50/1 0/0 0/0"}, "lens", "50 mm"),
        ({"Photo.LensModel": "----"}, "lens", None),
        ({"Image.Model": "  "}, "camera_model", None),
    ],
)
def test_odd_values(tmp_path: Path, exif: dict[str, str], field: str, value: Any) -> None:
    known = getattr(read_metadata(tagged(tmp_path / "a.jpg", exif=exif)), field)
    assert (known.value if known else None) == value


def test_xmp_says_what_exif_does_not(tmp_path: Path) -> None:
    xmp = {"exif.FNumber": "4/1", "aux.Lens": "50mm", "tiff.Model": "X", "tiff.Orientation": "3"}
    found = read_metadata(tagged(tmp_path / "a.jpg", exif={"Image.Model": "Y"}, xmp=xmp))
    assert found.f_number == Known(4.0, "XMP exif:FNumber")
    assert found.lens == Known("50mm", "XMP aux:Lens")
    assert found.camera_model == Known("Y", "EXIF Model")
    assert found.orientation == Known(3, "XMP tiff:Orientation")
