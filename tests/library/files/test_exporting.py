"""Exports: what is asked, what goes along, and what is never written over."""

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from photoapp.catalog import PendingMetadata
from photoapp.errors import FolderError, UsageError
from photoapp.library.files import ExportOptions, ExportReport, exporting
from photoapp.library.metadata_reading import as_stored
from photoapp.media import open_photo
from photoapp.media.metadata.reading import read_metadata
from photoapp.paths import AppPaths
from tests.library.files.libraries import KnownFiles, known_files
from tests.media.metadata.tagged import tagged
from tests.media.pictures import difference, oriented, photo
from tests.media.profiles import DISPLAY_P3, matrix_profile

_EXIF = {
    "Image.Make": "Canon",
    "Image.Model": "Canon EOS 6D",
    "Photo.DateTimeOriginal": "2019:04:12 19:24:49",
    "Photo.OffsetTimeOriginal": "-03:30",
    "Photo.ExposureTime": "1/250",
    "Photo.FNumber": "28/10",
    "Photo.FocalLength": "50/1",
    "Photo.ISOSpeedRatings": "400",
    "GPSInfo.GPSLatitude": "48/1 51/1 30/1",
    "GPSInfo.GPSLatitudeRef": "S",
    "GPSInfo.GPSLongitude": "2/1 17/1 40/1",
    "GPSInfo.GPSLongitudeRef": "E",
}
_XMP = {"dc.subject": ["cat", "old"], "dc.title": "Title", "photoshop.City": "Paris"}


@pytest.fixture
def cat(tmp_path: Path) -> Path:
    """A photo on its side, with metadata."""
    path = tmp_path / "photos" / "cat.jpg"
    path.parent.mkdir()
    tagged(path, exif=_EXIF, xmp=_XMP)
    return path


@pytest.fixture
def known(home: AppPaths, cat: Path) -> Iterator[KnownFiles]:
    with known_files(home, cat.parent) as library:
        _read(library, cat)
        yield library


def _read(known: KnownFiles, path: Path) -> None:
    """Read a photo's metadata into the catalogue, as indexing does."""
    found = read_metadata(path)
    pending = PendingMetadata(known.id(path), path, 0, 0, "")
    known.catalog.metadata.record([(pending, as_stored(found, msgspec.json.encode(found)))])


def _export(known: KnownFiles, *paths: Path, **options: object) -> ExportReport:
    ids = [known.id(path) for path in paths]
    folder = known.paths.data.parent / "out"
    return known.files.export(ids, folder, ExportOptions(**options))  # type: ignore[arg-type]


def test_where_nothing_is_asked_the_file_is_copied(known: KnownFiles, cat: Path) -> None:
    report = _export(known, cat)
    [copy] = report.files
    assert (copy.name, copy.read_bytes()) == ("cat.jpg", cat.read_bytes())
    assert copy.stat().st_mtime_ns == cat.stat().st_mtime_ns


def test_what_a_person_says_goes_beside_an_untouched_copy(known: KnownFiles, cat: Path) -> None:
    known.catalog.marks.say("caption", [known.id(cat)], "Asleep <again> & again")
    copy, beside = sorted(_export(known, cat).files)
    assert copy.read_bytes() == cat.read_bytes()
    assert beside.name == "cat.jpg.xmp"
    told = read_metadata(copy, [beside])
    assert told.caption is not None
    assert told.caption.value == "Asleep <again> & again"


@pytest.mark.parametrize("file_format", ["jpeg", "png", "webp"])
def test_what_is_known_goes_along(known: KnownFiles, cat: Path, file_format: str) -> None:
    photo_id = known.id(cat)
    known.catalog.marks.say("rating", [photo_id], 4)
    known.catalog.marks.say("color", [photo_id], "red")
    known.catalog.keywords.give([photo_id], ["Straße"])
    known.catalog.keywords.take([photo_id], ["old"])
    [copy] = _export(known, cat, format=file_format, long_edge=20).files
    before, after = read_metadata(cat), read_metadata(copy)
    assert open_photo(copy.read_bytes()).size == (20, 15)
    assert after.rating is not None
    assert after.rating.value == 4
    assert {k.value for k in after.keywords} == {"cat", "Straße"}
    for name in (
        "camera_make", "camera_model", "exposure_seconds", "f_number", "iso", "focal_length_mm",
        "title", "taken", "position",
    ):  # fmt: skip
        assert getattr(after, name).value == getattr(before, name).value, name
    assert after.problems == ()
    assert b"<xmp:Label>Red</xmp:Label>" in copy.read_bytes()


@pytest.mark.parametrize("file_format", ["jpeg", "png", "webp"])
def test_places_and_all_else_can_be_left_out(
    known: KnownFiles, cat: Path, file_format: str
) -> None:
    [copy] = _export(known, cat, format=file_format, metadata="without place").files
    told = read_metadata(copy)
    assert (told.position, told.place) == (None, None)
    assert told.camera_make is not None
    assert b"Paris" not in copy.read_bytes()
    [copy] = _export(known, cat, format=file_format, metadata="none").files
    with Image.open(copy) as image:
        assert not image.getexif()
        assert {"exif", "xmp", "XML:com.adobe.xmp"}.isdisjoint(image.info)
    assert b"Canon" not in copy.read_bytes()


def test_pixels_are_upright_and_in_srgb(known: KnownFiles, cat: Path) -> None:
    upright = photo(300, 200)
    turned = cat.with_name("turned.jpg")
    turned.write_bytes(oriented(upright, 6))
    odd = cat.with_name("odd.png")
    upright.save(odd, icc_profile=matrix_profile(DISPLAY_P3))
    known.scan()
    for path in (turned, odd):
        [copy] = _export(known, path, long_edge=300, quality=95).files
        opened = open_photo(copy.read_bytes())
        assert opened.orientation == 1
        assert difference(opened.image, open_photo(path.read_bytes()).image) < 3


def test_names_are_made_of_patterns(known: KnownFiles, cat: Path) -> None:
    [copy] = _export(known, cat, names="{date} {number}/{name}?").files
    assert copy.name == "2019-04-12 1_cat_.jpg"
    for names in ("{camera}", "{name", "{name!r}", " "):
        with pytest.raises(UsageError, match=r"\{name\}, \{date\} and \{number\}"):
            ExportOptions(names=names)


def test_a_name_that_is_taken(known: KnownFiles, cat: Path) -> None:
    twin = cat.parent / "below" / "CAT.jpg"
    twin.parent.mkdir()
    twin.write_bytes(oriented(photo(30, 20), 1))
    known.scan()
    assert [p.name for p in _export(known, cat, twin).files] == ["cat.jpg", "CAT (2).jpg"]
    assert [p.name for p in _export(known, cat).files] == ["cat (2).jpg"]
    assert _export(known, cat, on_conflict="skip").skipped == 1
    [replaced] = _export(known, twin, names="cat", on_conflict="replace").files
    assert (replaced.name, replaced.read_bytes()) == ("cat.jpg", twin.read_bytes())


def test_no_original_is_ever_replaced(known: KnownFiles, cat: Path) -> None:
    data = cat.read_bytes()
    other = cat.with_name("other.jpg")
    other.write_bytes(oriented(photo(30, 20), 1))
    link = known.paths.data.parent / "link"
    link.symlink_to(cat.parent)
    known.scan()
    for folder in (cat.parent, link):
        options = ExportOptions(names="cat", on_conflict="replace")
        report = known.files.export([known.id(other)], folder, options)
        assert (report.files, cat.read_bytes()) == ((), data)
        assert "watched folder" in report.refused[0]


def test_what_fails_is_named_and_the_rest_goes_on(
    known: KnownFiles, cat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, gone, full = (cat.with_name(name) for name in ("broken.jpg", "gone.jpg", "full.jpg"))
    broken.write_bytes(b"\xff\xd8\xff this is no photo")
    for number, path in enumerate((gone, full)):
        path.write_bytes(oriented(photo(30 + number, 20), 1))
    known.scan()
    ids = [known.id(path) for path in (broken, gone, full, cat)]
    gone.unlink()
    date_as = exporting._date_as

    def no_room(source: Path, copy: Path) -> None:
        if source == full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        date_as(source, copy)

    monkeypatch.setattr(exporting, "_date_as", no_room)
    folder = known.paths.data.parent / "out"
    report = known.files.export(ids, folder, ExportOptions(format="jpeg"))
    assert [path.name for path in report.files] == ["cat.jpg"]
    for sentence, why in zip(
        report.refused, (str(broken), f"{gone} is not there", "no room"), strict=True
    ):
        assert why in sentence
    assert [path.name for path in folder.iterdir()] == ["cat.jpg"]


def test_it_can_be_stopped_and_tells_how_far_it_is(known: KnownFiles, cat: Path) -> None:
    other = cat.with_name("other.jpg")
    other.write_bytes(oriented(photo(30, 20), 1))
    known.scan()
    stop, done = threading.Event(), []

    def progress(count: int) -> None:
        done.append(count)
        stop.set()

    ids = [known.id(cat), known.id(other)]
    folder = known.paths.data.parent / "out"
    report = known.files.export(ids, folder, ExportOptions(), progress=progress, stop=stop)
    assert (report.exported, done) == (1, [1])


def test_a_folder_that_can_not_be_made(known: KnownFiles, cat: Path) -> None:
    with pytest.raises(FolderError, match="choose another"):
        known.files.export([known.id(cat)], cat / "below", ExportOptions())
