"""Moving to the trash: all that belongs to a photo, nothing that belongs to another."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from photoapp.library.files import TrashReport, trashing
from photoapp.library.files.trashing import Trashing
from photoapp.paths import AppPaths
from tests.library.files.libraries import KnownFiles, known_files
from tests.photos import put_photo


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    put_photo(folder / "cat.png")
    put_photo(folder / "dog.jpg", "china.jpg")
    return folder


@pytest.fixture
def known(home: AppPaths, photos: Path) -> Iterator[KnownFiles]:
    with known_files(home, photos) as library:
        yield library


def _move(path: Path, folder: Path) -> None:
    path.replace(folder / path.name)


def _trash(known: KnownFiles, *paths: Path) -> TrashReport:
    """Move photos to a trash of the test's own."""
    bin_ = known.paths.data.parent / "trash"
    bin_.mkdir(exist_ok=True)
    trashing_ = Trashing(known.catalog, lambda path: _move(path, bin_))
    return trashing_.trash([known.id(path) for path in paths])


def test_what_belongs_to_a_photo_goes_along(known: KnownFiles, photos: Path) -> None:
    cat = photos / "cat.png"
    beside = [photos / name for name in ("cat.MOV", "cat.png.xmp", "cat.xmp")]
    for path in beside:
        path.write_bytes(b"beside")
    photo_id = known.id(cat)
    report = _trash(known, cat)
    assert (report.photo_ids, report.refused) == ((photo_id,), ())
    assert sorted(report.files) == sorted([cat, *beside])
    assert [path.name for path in photos.iterdir()] == ["dog.jpg"]
    [scan] = known.scan()
    assert scan.gone == []
    assert known.catalog.photos.records([photo_id]) == {}


def test_what_another_photo_has_too_stays_until_that_goes(known: KnownFiles, photos: Path) -> None:
    raw = put_photo(photos / "cat.dng")
    shared = [photos / "cat.mov", photos / "cat.xmp"]
    for path in shared:
        path.write_bytes(b"of both")
    known.scan()
    cat = photos / "cat.png"
    assert _trash(known, cat).files == (cat,)
    assert all(path.exists() for path in shared)
    assert _trash(known, raw).files == (raw, shared[1], shared[0])


def test_all_copies_go_and_missing_ones_are_named(known: KnownFiles, photos: Path) -> None:
    cat = photos / "cat.png"
    copies = [photos.parent / "drive" / "cat.png", photos / "copy.png"]
    for copy in copies:
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(cat.read_bytes())
    known.scan(copies[0].parent)
    copies[0].parent.rename(photos.parent / "away")
    known.scan()
    report = _trash(known, cat)
    assert sorted(report.files) == sorted([cat, copies[1]])
    assert report.photo_ids == ()
    [sentence] = report.refused
    assert str(copies[0]) in sentence
    assert "missing" in sentence


def test_where_there_is_no_trash_nothing_is_deleted(
    known: KnownFiles, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from send2trash.exceptions import TrashPermissionError

    def none(path: Path) -> None:
        raise TrashPermissionError(str(path))

    def fails(path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    cat = photos / "cat.png"
    for move, why in ((none, "no trash"), (fails, "Input/output error")):
        report = Trashing(known.catalog, move).trash([known.id(cat)])
        assert (report.photo_ids, report.files, cat.exists()) == ((), (), True)
        [sentence] = report.refused
        assert str(cat) in sentence
        assert why in sentence


def test_a_file_that_has_changed_is_not_taken_for_the_photo(
    known: KnownFiles, photos: Path
) -> None:
    cat = photos / "cat.png"
    put_photo(cat, "coffee.png")
    report = _trash(known, cat)
    assert (report.files, cat.exists()) == ((), True)
    assert "has changed" in report.refused[0]


def test_the_system_is_asked_unless_told_otherwise(known: KnownFiles) -> None:
    assert Trashing(known.catalog)._move is trashing.system_trash


def test_a_folder_that_can_not_be_listed_stops_nothing_else(
    known: KnownFiles, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = put_photo(photos.parent / "locked" / "cup.jpg", "coffee.png")
    known.scan(other.parent)
    listdir = os.listdir

    def refuse(folder: Path) -> list[str]:
        if folder == other.parent:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return listdir(folder)

    monkeypatch.setattr(trashing.os, "listdir", refuse)
    report = _trash(known, other, photos / "cat.png")
    assert report.files == (photos / "cat.png",)
    [sentence] = report.refused
    assert str(other) in sentence
    assert other.exists()
