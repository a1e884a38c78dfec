"""When a photo was taken: the order of the sources, what is passed over, and the offset."""

import os
from pathlib import Path

import pytest

from photoapp.media.metadata import Known, Taken
from photoapp.media.metadata.reading import read_metadata
from tests.media.metadata.tagged import tagged, takeout_file

_FILE_TIME = 1_500_000_000_000_000_000
_ORIGINAL = {"Photo.DateTimeOriginal": "2019:04:12 19:24:49"}


def _taken(path: Path, *sidecars: Path) -> Known[Taken]:
    taken = read_metadata(path, sidecars, modified_ns=_FILE_TIME).taken
    assert taken is not None
    return taken


def test_exif_with_fraction_and_offset(tmp_path: Path) -> None:
    more = {"Photo.SubSecTimeOriginal": "123", "Photo.OffsetTimeOriginal": "-03:30"}
    taken = _taken(tagged(tmp_path / "a.jpg", exif=_ORIGINAL | more))
    assert taken == Known(Taken("2019-04-12T19:24:49.123", -210), "EXIF DateTimeOriginal")


def test_the_order_of_sources(tmp_path: Path) -> None:
    """Each source, taken away, leaves the date to the next."""
    exif = {
        "Photo.DateTimeOriginal": "2001:01:01 01:00:00",
        "Photo.DateTimeDigitized": "2005:01:01 01:00:00",
        "Image.DateTime": "2006:01:01 01:00:00",
        "GPSInfo.GPSDateStamp": "2007:01:01",
    }
    xmp = {
        "exif.DateTimeOriginal": "2002-01-01T01:00:00",
        "photoshop.DateCreated": "2003-01-01T01:00:00",
        "xmp.CreateDate": "2003-06-01T01:00:00",
    }
    iptc = {"Application2.DateCreated": "2004-01-01", "Application2.TimeCreated": "01:00:00"}
    takeout = takeout_file(tmp_path / "t.json", photoTakenTime={"timestamp": "1199149200"})
    path = tmp_path / "IMG_20090101_010000.jpg"
    sources = []
    parts = [(exif, key) for key in exif] + [(xmp, key) for key in xmp] + [(iptc, None)]
    order = [parts[0], *parts[4:7], parts[7], *parts[1:4]]
    for tags, key in order:
        gps = {"GPSInfo.GPSTimeStamp": "1/1 0/1 0/1"} if "GPSInfo.GPSDateStamp" in exif else {}
        sources.append(_taken(tagged(path, exif=exif | gps, xmp=xmp, iptc=iptc), takeout))
        if key:
            del tags[key]
        else:
            iptc.clear()
    sources.append(_taken(tagged(path), takeout))
    sources.append(_taken(path))
    sources.append(_taken(tagged(tmp_path / "a.jpg")))
    assert [(one.value.local[:7], one.source.split(",")[0]) for one in sources] == [
        ("2001-01", "EXIF DateTimeOriginal"),
        ("2002-01", "XMP exif:DateTimeOriginal"),
        ("2003-01", "XMP photoshop:DateCreated"),
        ("2003-06", "XMP xmp:CreateDate"),
        ("2004-01", "IPTC DateCreated"),
        ("2005-01", "EXIF DateTimeDigitized"),
        ("2006-01", "EXIF DateTime"),
        ("2007-01", "GPS date and time (UTC)"),
        ("2008-01", "Google Takeout t.json (UTC)"),
        ("2009-01", "file name"),
        ("2017-07", "file's time"),
    ]


def test_a_sidecar_was_edited_last(tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.jpg", exif=_ORIGINAL)
    sidecar = tagged(tmp_path / "a.xmp", xmp={"exif.DateTimeOriginal": "2019-04-12T18:24:49+01:00"})
    expected = Taken("2019-04-12T18:24:49", 60)
    assert _taken(path, sidecar) == Known(expected, "XMP exif:DateTimeOriginal in a.xmp")


def test_a_sidecar_that_says_the_same_takes_nothing_away(tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.jpg", exif=_ORIGINAL | {"Photo.SubSecTimeOriginal": "50"})
    sidecar = tagged(tmp_path / "a.xmp", xmp={"photoshop.DateCreated": "2019-04-12"})
    taken = _taken(path, sidecar)
    assert taken == Known(Taken("2019-04-12T19:24:49.50"), "EXIF DateTimeOriginal")


def test_the_time_of_saving_says_nothing_of_a_day_without_time(tmp_path: Path) -> None:
    exif = {"Image.DateTime": "2019:04:12 23:00:00"}
    path = tagged(tmp_path / "a.jpg", exif=exif, xmp={"photoshop.DateCreated": "2019-04-12"})
    assert _taken(path).value.local == "2019-04-12"


@pytest.mark.parametrize(
    "impossible",
    ["2019:13:12 19:24:49", "1970:01:01 00:00:00", "2999:01:01 00:00:00", "1700:01:01 01:01:01"],
)
def test_impossible_dates_are_passed_over_and_told(tmp_path: Path, impossible: str) -> None:
    exif = {"Photo.DateTimeOriginal": impossible, "Image.DateTime": "2006:01:01 01:00:00"}
    found = read_metadata(tagged(tmp_path / "a.jpg", exif=exif))
    assert found.taken == Known(Taken("2006-01-01T01:00:00"), "EXIF DateTime")
    [problem] = found.problems
    assert problem.startswith("EXIF DateTimeOriginal says ")
    assert problem.endswith(".")


@pytest.mark.parametrize("unset", ["0000:00:00 00:00:00", "    :  :     :  :  ", " "])
def test_a_date_that_was_never_set_is_no_problem(tmp_path: Path, unset: str) -> None:
    found = read_metadata(tagged(tmp_path / "a.jpg", exif={"Photo.DateTimeOriginal": unset}))
    assert found.problems == ()
    assert found.taken is not None
    assert found.taken.source == "file's time"


def test_of_an_impossible_time_the_day_is_kept(tmp_path: Path) -> None:
    exif = {"Photo.DateTimeOriginal": "2017:08:21 15:08:70"}
    assert _taken(tagged(tmp_path / "a.jpg", exif=exif)).value == Taken("2017-08-21")


@pytest.mark.parametrize(
    ("satellites", "offset"),
    [
        ("17/1 25/1 2/1", 120),  # 13 seconds apart
        ("13/1 39/1 40/1", 345),  # Nepal's
        ("17/1 35/1 0/1", None),  # a fix from ten minutes ago
        ("18/1 9/1 40/1", None),  # no zone is 1:15 ahead
    ],
)
def test_the_offset_is_inferred_from_satellites(
    tmp_path: Path, satellites: str, offset: int | None
) -> None:
    gps = {"GPSInfo.GPSDateStamp": "2019:04:12", "GPSInfo.GPSTimeStamp": satellites}
    taken = _taken(tagged(tmp_path / "a.jpg", exif=_ORIGINAL | gps))
    assert taken.value == Taken("2019-04-12T19:24:49", offset)
    assert taken.source.endswith("GPS time") == (offset is not None)


def test_the_offset_may_stand_in_xmp(tmp_path: Path) -> None:
    xmp = {"xmp.CreateDate": "2019-04-12T19:24:49+02:00"}
    taken = _taken(tagged(tmp_path / "a.jpg", exif=_ORIGINAL, xmp=xmp))
    assert taken.value.offset_minutes == 120
    assert taken.source == "EXIF DateTimeOriginal, its offset from XMP xmp:CreateDate"


def test_what_exiv2_adds_to_iptc_is_no_offset(tmp_path: Path) -> None:
    iptc = {"Application2.DateCreated": "2004-01-01", "Application2.TimeCreated": "01:02:03"}
    assert _taken(tagged(tmp_path / "a.jpg", iptc=iptc)).value == Taken("2004-01-01T01:02:03")


def test_the_file_s_time_is_asked_of_the_file_system(tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.jpg")
    os.utime(path, ns=(_FILE_TIME, _FILE_TIME))
    assert read_metadata(path).taken == _taken(path)
