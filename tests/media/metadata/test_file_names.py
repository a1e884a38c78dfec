"""Dates in files' names."""

import pytest

from photoapp.media.metadata.file_names import date_in_name


@pytest.mark.parametrize(
    ("name", "local", "offset"),
    [
        ("IMG_20190412_192449.jpg", "2019-04-12T19:24:49", None),
        ("2018-04-12 19_24_49.jpg", "2018-04-12T19:24:49", None),
        ("IMG-20190412-WA0001.jpg", "2019-04-12", None),
        ("PXL_20210101_123456789.jpg", "2021-01-01T12:34:56.789", 0),
        ("PXL_20210101_123456789.NIGHT.jpg", "2021-01-01T12:34:56.789", 0),
        ("Screenshot_2019-04-12-19-24-49-77.png", "2019-04-12T19:24:49", None),
        ("Screenshot 2019-04-12 at 19.24.49.png", "2019-04-12T19:24:49", None),
        ("Screen Shot 2019-04-12 at 7.24.49 PM.png", "2019-04-12T19:24:49", None),
        ("WhatsApp Image 2019-04-12 at 19.24.49.jpeg", "2019-04-12T19:24:49", None),
        ("photo_2019-04-12_19-24-49.jpg", "2019-04-12T19:24:49", None),
        ("signal-2019-04-12-192449.jpg", "2019-04-12T19:24:49", None),
        ("20190412192449.jpg", "2019-04-12T19:24:49", None),
        ("2006-08-03-16-29-38-sep-2006-08-03-16-29-38a.jpg", "2006-08-03T16:29:38", None),
        ("FB_IMG_1555097089123.jpg", "2019-04-12T19:24:49", 0),
        ("holiday 2019.04.12.jpg", "2019-04-12", None),
    ],
)
def test_dates(name: str, local: str, offset: int | None) -> None:
    moment = date_in_name(name)
    assert moment is not None
    assert (moment.taken().local, moment.offset_minutes) == (local, offset)


@pytest.mark.parametrize(
    "name",
    [
        "IMG_0001.jpg",
        "DSC20191399.jpg",  # month 13
        "20190230.jpg",  # February 30
        "2019041299.jpg",  # a longer number
        "120190412.jpg",
        "18991231_101010.jpg",
        "4a7c56ac131e1e4a4003c8c4573e2c22ee680535.jpg",
        "+4917612345678.jpg",
        "",
    ],
)
def test_nonsense(name: str) -> None:
    assert date_in_name(name) is None
