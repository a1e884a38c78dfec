"""Sidecars: which is a photo's, and what they say after."""

from pathlib import Path

import pytest

from photoapp.library.write_back.sidecar_files import SidecarChoice
from photoapp.paths import AppPaths
from tests.library.write_back.libraries import picture, says, written_library
from tests.media.metadata.tagged import xmp_file

_KEPT = 'xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" crs:Exposure2012="+0.35"'


@pytest.mark.parametrize(
    ("photo", "others", "expected"),
    [
        ("a.jpg", [], "a.jpg.xmp"),
        ("a.nef", [], "a.xmp"),
        ("a.nef", ["a.jpg"], "a.nef.xmp"),
        ("a.jpg", ["a.xmp"], "a.xmp"),
        ("a.jpg", ["a.xmp", "a.jpg.xmp"], "a.jpg.xmp"),
        ("a.jpg", ["a.xmp", "A.NEF"], "a.jpg.xmp"),  # that one is the raw file's
        ("a.nef", ["a.xmp", "a.jpg"], "a.xmp"),
    ],
)
def test_which_one_is_a_photo_s(
    tmp_path: Path, photo: str, others: list[str], expected: str
) -> None:
    for name in [photo, *others]:
        (tmp_path / name).touch()
    choice = SidecarChoice()
    path = tmp_path / photo
    assert (choice.existing(path) or choice.new(path)).name == expected


def test_one_that_is_there_is_kept_but_for_what_is_said(home: AppPaths, tmp_path: Path) -> None:
    photo = picture(tmp_path / "photos" / "a.jpg")
    sidecar = xmp_file(
        photo.with_name("a.jpg.xmp"),
        f'{_KEPT} xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="1"',
    )
    data, before = photo.read_bytes(), sidecar.read_bytes()
    with written_library(home, photo.parent) as library:
        library.policy = "sidecars"
        library.marks.rate([library.id(photo)], 4)
        library.marks.add_keywords([library.id(photo)], ["Katze & Hund"])
        assert library.run().written == 1
        assert photo.read_bytes() == data
        assert says(photo, sidecar)[:2] == ({"Katze & Hund"}, 4)
        assert b'crs:Exposure2012="+0.35"' in sidecar.read_bytes()
        library.look_again()
        assert library.pending() == 0
        assert library.write_back.undo_last() == 1
        assert sidecar.read_bytes() == before


def test_one_that_is_there_does_not_gainsay_the_file(home: AppPaths, tmp_path: Path) -> None:
    photo = picture(tmp_path / "photos" / "a.jpg")
    sidecar = xmp_file(
        photo.with_name("a.jpg.xmp"), 'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="1"'
    )
    before = photo.read_bytes(), sidecar.read_bytes()
    with written_library(home, photo.parent) as library:
        library.marks.rate([library.id(photo)], 4)
        library.run()
        assert (says(photo)[1], says(photo, sidecar)[1]) == (4, 4)
        library.write_back.undo_last()
    assert (photo.read_bytes(), sidecar.read_bytes()) == before


def test_a_damaged_one_is_left_alone(home: AppPaths, tmp_path: Path) -> None:
    photo = picture(tmp_path / "photos" / "a.jpg")
    sidecar = photo.with_name("a.jpg.xmp")
    sidecar.write_text("<x:xmpmeta")
    with written_library(home, photo.parent) as library:
        library.policy = "sidecars"
        library.marks.rate([library.id(photo)], 4)
        assert library.run().waiting == 1
        assert "a.jpg.xmp can't be written: its XMP is damaged" in library.told[0]
    assert sidecar.read_text() == "<x:xmpmeta"
