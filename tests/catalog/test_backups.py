"""Backups: each is good, few are kept, and no clock confuses them."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from photoapp.catalog import backing_up, copies
from photoapp.catalog.backing_up import BackupReport, back_up
from photoapp.catalog.backups import (
    Backup,
    backup_folder,
    backup_path,
    backups_of,
    kept,
    within_room,
)
from photoapp.catalog.database import Database
from tests.catalog.damaging import PHOTOS, change, count, make_catalog, overwrite

DAY = 86400.0
NOON = 1_800_000_000.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "data" / "catalog.sqlite")


def at(path: Path, now: float, *, at_once: bool = False) -> BackupReport:
    return back_up(path, clock=lambda: now, at_once=at_once)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_backup_holds_all_that_the_catalogue_does(path: Path) -> None:
    assert at(path, NOON) == BackupReport("made")
    [backup] = backups_of(path)
    assert (backup.number, backup.whole, backup.day) == (1, True, date.fromtimestamp(NOON))
    assert backup.is_good()
    for table in ("photo", "file", "vector", "feature", "generation", "sqlite_sequence"):
        query = f"SELECT * FROM {table}"
        assert rows(backup.path, query) == rows(path, query)
    assert {p.name for p in backup_folder(path).iterdir()} == {backup.path.name, ".lock"}


def test_a_backup_holds_what_is_still_in_the_log(path: Path) -> None:
    with closing(Database(path)) as database:
        with database.transaction() as connection:
            connection.execute("UPDATE photo SET width = 77")
        assert path.with_name(f"{path.name}-wal").stat().st_size
        at(path, NOON)
    [backup] = backups_of(path)
    assert rows(backup.path, "SELECT DISTINCT width FROM photo") == [(77,)]


def test_one_a_day_is_enough(path: Path) -> None:
    at(path, NOON)
    change(path)
    assert at(path, NOON + DAY / 2).outcome == "not due"
    assert at(path, NOON + DAY).outcome == "made"
    change(path, "newer.jpg")
    assert at(path, NOON + DAY, at_once=True).outcome == "made"
    assert [b.number for b in backups_of(path)] == [3, 1]  # 2 was of the same day as 3


def test_unchanged_content_is_not_backed_up_twice_nor_copied_each_time(path: Path) -> None:
    at(path, NOON)
    assert at(path, NOON + DAY).outcome == "unchanged"
    assert at(path, NOON + DAY + 1).outcome == "not due"
    with closing(Database(path)) as database, database.transaction() as connection:
        connection.execute("UPDATE photo SET width = width")
    assert at(path, NOON + 2 * DAY).outcome == "unchanged"
    [backup] = backups_of(path)
    assert backup.seen_on == date.fromtimestamp(NOON + 2 * DAY)


def test_older_backups_go_without_vectors_and_never_reuse_their_numbers(
    path: Path, tmp_path: Path
) -> None:
    for day in range(3):
        change(path, f"{day}.new.jpg")
        assert at(path, NOON + day * DAY).outcome == "made"
    newest, *older = backups_of(path)
    empty = make_catalog(tmp_path / "empty" / "catalog.sqlite", 0).stat().st_size
    assert newest.whole
    assert len(older) == 2
    for backup in older:
        assert not backup.whole
        assert backup.is_good()
        # At this size empty tables take as much room as what photos leave without their vectors.
        assert backup.byte_size - empty < (newest.byte_size - empty) / 3
        assert rows(backup.path, "SELECT count(*) FROM vector") == [(0,)]
        assert rows(backup.path, "SELECT count(*) FROM feature") == [(0,)]
        assert rows(backup.path, "SELECT seq FROM sqlite_sequence") == [(PHOTOS,)]
    assert rows(older[0].path, "SELECT count(*) FROM photo") == [(PHOTOS + 2,)]


@pytest.mark.parametrize("jump", [-20 * 365 * DAY, -DAY, 30 * 365 * DAY])
def test_a_clock_that_jumps_confuses_nothing(path: Path, jump: float) -> None:
    at(path, NOON)
    change(path)
    assert at(path, NOON + jump).outcome == "made"
    change(path, "newer.jpg")
    assert at(path, NOON + DAY).outcome == "made"
    numbers = [b.number for b in backups_of(path)]
    assert numbers[0] == 3
    assert backups_of(path)[0].whole
    assert rows(backups_of(path)[0].path, "SELECT count(*) FROM photo") == [(PHOTOS + 2,)]


def test_a_clock_that_always_runs_backwards_deletes_no_newest_one(path: Path) -> None:
    for day in range(12):
        change(path, f"{day}.new.jpg")
        assert at(path, NOON - day * DAY).outcome == "made"
        newest = backups_of(path)[0]
        assert newest.number == day + 1
        assert rows(newest.path, "SELECT count(*) FROM photo") == [(PHOTOS + day + 1,)]


@pytest.mark.parametrize("now", [-1e18, 1e18, float("nan")])
def test_a_clock_of_nonsense_fails_calmly(path: Path, now: float) -> None:
    report = at(path, now)
    assert report.outcome == "failed"
    assert report.note
    assert list(backup_folder(path).glob("*.part*")) == []


def test_days_weeks_and_months_are_kept() -> None:
    first = date(2026, 1, 1)
    made: list[Backup] = []
    for number in range(1, 400):
        day = first + timedelta(days=number)
        made = kept([Backup(Path(str(number)), number, day, True, ""), *made])
        assert made[0].number == number
    days = [(first + timedelta(days=399) - b.day).days for b in made]
    assert days[:3] == [0, 1, 2]
    assert days == sorted(days)
    assert len(made) <= 3 + 5 + 7
    assert 5 * 28 <= days[-1] <= 7 * 31
    weeks = {b.day.isocalendar()[:2] for b in made}
    assert len(weeks) >= 4


def test_the_room_that_all_take_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from photoapp.catalog import backups

    monkeypatch.setattr(backups, "_LEAST_ROOM", 0)
    files = []
    for number, size in ((9, 1000), (8, 600), (7, 400), (6, 1)):
        file = backup_path(tmp_path, number, date(2026, 1, number), "0" * 16, whole=False)
        file.write_bytes(bytes(size))
        files.append(Backup(file, number, date(2026, 1, number), False, ""))
    assert [b.number for b in within_room(files)] == [9, 8, 7]
    monkeypatch.setattr(backups, "_TIMES", 0)
    assert [b.number for b in within_room(files)] == [9]
    assert within_room([]) == []


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_catalogue_is_not_backed_up(path: Path, seed: int) -> None:
    at(path, NOON)
    good = backups_of(path)
    overwrite(path, random.Random(seed), places=60)
    report = at(path, NOON + DAY)
    assert report.outcome == "damaged"
    assert report.note
    assert backups_of(path) == good
    assert good[0].is_good()
    assert list(backup_folder(path).glob("*.part*")) == []


def test_no_catalogue_is_no_error(tmp_path: Path) -> None:
    assert back_up(tmp_path / "catalog.sqlite").outcome == "failed"
    assert list(tmp_path.iterdir()) == []


def test_too_little_room_is_a_note(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backing_up, "_SPARE", 1 << 60)
    report = at(path, NOON)
    assert report.outcome == "failed"
    assert "must be free" in report.note
    assert backups_of(path) == []


def test_a_folder_that_cannot_be_made_is_a_note(path: Path) -> None:
    backup_folder(path).write_text("in the way")
    assert at(path, NOON).outcome == "failed"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1.3 MB; only those who may mount one have it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=1300k", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only who may mount a disk can fill one up")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_half_way_leaves_no_half_backup(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing_up, "_SPARE", -(1 << 40))  # it is filled by others meanwhile
    path = make_catalog(small_disk / "data" / "catalog.sqlite")
    report = at(path, NOON)
    assert report.outcome == "failed"
    assert "full" in report.note or "space" in report.note
    assert [p.name for p in backup_folder(path).iterdir()] == [".lock"]
    assert count(path) == PHOTOS


def test_it_stops_when_asked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_PAGES", 16)
    for stops_at in range(1, 200):
        asked = iter(range(stops_at))
        report = back_up(path, stopped=lambda asked=asked: next(asked, None) is None)
        assert report.outcome in ("stopped", "made")
        assert list(backup_folder(path).glob("*.part*")) == []
        if report.outcome == "made":
            break
        assert backups_of(path) == []
    assert stops_at > 5
    assert backups_of(path)[0].is_good()


DYING = """
import itertools, os, sys
from pathlib import Path
from photoapp.catalog import copies
from photoapp.catalog.backing_up import back_up

copies._PAGES = 16
asked, until = itertools.count(), int(sys.argv[2])

def stopped():
    if next(asked) == until:
        os._exit(9)  # as a kill: nothing is flushed, no finally runs
    return False

print(back_up(Path(sys.argv[1]), at_once=True, stopped=stopped).outcome)
"""


def test_a_backup_killed_at_any_moment_leaves_only_good_ones(path: Path) -> None:
    """Moments of copying, checking and hashing, and of making the one before slim."""
    at(path, NOON)
    killed = 0
    for until in (0, 3, 8, 11, 12, 14, 20, 28, 10_000):
        change(path, f"{until}.new.jpg")
        command = [sys.executable, "-c", DYING, str(path), str(until)]
        killed += subprocess.run(command, check=False, capture_output=True).returncode == 9
        assert backups_of(path)
        assert all(backup.is_good() for backup in backups_of(path))
    assert 4 <= killed < 9
    assert backups_of(path)[0].whole
    assert list(backup_folder(path).glob("*.part*")) == []


def test_what_a_killed_backup_left_is_swept(path: Path) -> None:
    folder = backup_folder(path)
    folder.mkdir()
    (folder / "123.part").write_bytes(b"half")
    (folder / "123.part-journal").write_bytes(b"half")
    assert at(path, NOON).outcome == "made"
    assert list(folder.glob("*.part*")) == []


def test_a_slim_one_beside_its_whole_one_is_tidied_up(path: Path) -> None:
    for day in range(2):
        change(path, f"{day}.new.jpg")
        at(path, NOON + day * DAY)
    slim = backups_of(path)[1]
    stray = backup_path(slim.path.parent, 1, slim.day, "f" * 16, whole=True)
    shutil.copyfile(backups_of(path)[0].path, stray)
    assert backups_of(path)[1].path == stray
    change(path)
    at(path, NOON + 2 * DAY)
    assert [b.number for b in backups_of(path)] == [3, 2, 1]
    assert len(list(slim.path.parent.glob("*.sqlite"))) == 3


def test_writers_go_on_meanwhile_and_one_moment_is_copied(path: Path) -> None:
    written, begun, stop = [0], threading.Event(), threading.Event()

    def write() -> None:
        with closing(Database(path)) as database:
            while not stop.is_set():
                with database.transaction() as connection:
                    connection.execute("UPDATE photo SET width = ?", (written[0],))
                    connection.execute("UPDATE photo SET height = ?", (written[0],))
                written[0] += 1
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(30)  # until then no photo is as high as it is wide
    try:
        outcomes = [at(path, NOON + i * DAY).outcome for i in range(5)]
    finally:
        stop.set()
        writer.join()
    assert set(outcomes) <= {"made", "unchanged"}
    assert written[0] > 0
    for backup in backups_of(path):
        query = "SELECT count(*) FROM photo WHERE width IS NOT height"
        assert rows(backup.path, query) == [(0,)]


def test_two_at_once_make_one(path: Path) -> None:
    together = threading.Barrier(4)
    outcomes: list[str] = []

    def run() -> None:
        together.wait()
        outcomes.append(back_up(path, at_once=True).outcome)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("made") == 1
    assert set(outcomes) <= {"made", "busy", "unchanged"}
    assert len(backups_of(path)) == 1


def test_other_files_are_no_backups(path: Path) -> None:
    folder = backup_folder(path)
    folder.mkdir()
    for name in ("notes.txt", "000001-2026-13-45-whole-0123456789abcdef.sqlite", "x.sqlite"):
        (folder / name).write_bytes(b"")
    assert backups_of(path) == []
    at(path, NOON)
    assert (folder / "notes.txt").exists()
    assert len(backups_of(path)) == 1


def test_one_that_has_spoilt_is_told(path: Path) -> None:
    at(path, NOON)
    [backup] = backups_of(path)
    content = bytearray(backup.path.read_bytes())
    content[len(content) // 2] ^= 1
    backup.path.write_bytes(content)
    assert not backup.is_good()
    os.truncate(backup.path, 5)
    assert not backup.is_good()
    backup.path.unlink()
    assert not backup.is_good()
    assert (backup.byte_size, backup.seen_at) == (0, 0.0)
