"""The catalogue is looked at where there is reason to, and backed up."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import backing_up
from photoapp.catalog.backups import backups_of
from photoapp.library import Library
from photoapp.library.safekeeping import keep_safe
from photoapp.paths import app_paths
from tests.catalog.damaging import make_catalog, overwrite
from tests.photos import put_photo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "catalog.sqlite")


@pytest.mark.parametrize("left_open", [False, True])
def test_a_whole_catalogue_is_backed_up(path: Path, left_open: bool) -> None:
    assert keep_safe(path, left_open=left_open) is None
    assert len(backups_of(path)) == 1
    assert keep_safe(path, left_open=left_open) is None
    assert len(backups_of(path)) == 1


@pytest.mark.parametrize("left_open", [False, True])
def test_a_damaged_one_is_told_and_not_backed_up(path: Path, left_open: bool) -> None:
    overwrite(path, random.Random(2), places=60)
    sentence = keep_safe(path, left_open=left_open)
    assert sentence is not None
    assert str(path) in sentence
    assert backups_of(path) == []


def test_a_backup_that_cannot_be_made_stops_nobody(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(backing_up, "_SPARE", 1 << 60)
    assert keep_safe(path) is None
    assert "was not backed up" in caplog.text
    assert "must be free" in caplog.text


@pytest.mark.parametrize("left_open", [False, True])
def test_it_stops_when_asked(path: Path, left_open: bool) -> None:
    assert keep_safe(path, left_open=left_open, stopped=lambda: True) is None
    assert backups_of(path) == []


def test_the_first_run_over_a_library_is_backed_up_at_its_end(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    put_photo(photos / "a.png")
    paths = app_paths(tmp_path / "home")
    with closing(Library(paths)) as library, library.at_work("index"):
        library.index([photos])
        assert backups_of(paths.catalog) == []
    [backup] = backups_of(paths.catalog)
    with closing(sqlite3.connect(backup.path)) as copy:
        assert copy.execute("SELECT count(*) FROM photo").fetchone() == (1,)


def test_work_that_ends_at_once_waits_for_no_backup(tmp_path: Path) -> None:
    paths = app_paths(tmp_path / "home")
    with closing(Library(paths)) as library, library.at_work("window", patient=False):
        pass
    assert backups_of(paths.catalog) == []


def test_no_more_backups_are_kept_than_are_wished(path: Path) -> None:
    for day in range(4):
        backing_up.back_up(path, clock=lambda day=day: 1e9 + day * 86_400, at_once=True, most=2)
        _add_root(path, f"/photos/{day}")
    assert len(backups_of(path)) == 2


def test_a_home_is_kept_in_the_room_that_is_set(tmp_path: Path) -> None:
    paths = app_paths(tmp_path / "home")
    with closing(Library(paths)) as library:
        library.settings.change(thumbnail_megabytes=1)
        (paths.thumbnails / "ab").mkdir()
        (paths.thumbnails / "ab" / "abcd.jpg").write_bytes(b"x" * 1_000_001)
        with library.at_work("index"):
            pass
        assert list(paths.thumbnails.rglob("*.jpg")) == []


def test_a_backup_can_be_asked_for(tmp_path: Path) -> None:
    with closing(Library(app_paths(tmp_path / "home"))) as library:
        assert library.backups.all() == []
        assert library.backups.make().outcome == "made"
        assert [backup.whole for backup in library.backups.all()] == [True]


def _add_root(path: Path, folder: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO root (path, added_at) VALUES (?, 0)", [folder])
