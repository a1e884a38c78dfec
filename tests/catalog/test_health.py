"""Damage is found and told in a sentence, whatever it is, and never as a traceback."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Catalog, database, health
from photoapp.catalog.backing_up import back_up
from photoapp.catalog.backups import backup_folder
from photoapp.catalog.database import Database
from photoapp.catalog.health import find_damage, is_lost, log_of, was_left_open
from photoapp.errors import CatalogError
from tests.catalog.damaging import PHOTOS, change, count, make_catalog, overwrite
from tests.catalog.records import add, embedded

SEEDS = range(16)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "data" / "catalog.sqlite")


@pytest.fixture
def backed_up(path: Path) -> Path:
    assert back_up(path).outcome == "made"
    return path


def refusal(path: Path) -> str:
    with pytest.raises(CatalogError) as caught:
        Catalog(path)
    return str(caught.value)


def used(path: Path) -> str:
    """Use all of a catalogue as photoapp does; return the sentence it ends with, or nothing."""
    try:
        with closing(Catalog(path)) as catalog:
            add(catalog, "another.jpg")
            catalog.photos.records(list(range(1, PHOTOS)))
            catalog.photos.present_ids()
            catalog.failures.all()
            number = catalog.generations.serving() or 0
            list(catalog.vectors.batches(number, 0))
            catalog.vectors.features(number)
            catalog.photos.record_embedded(number, [embedded(PHOTOS + 1, 1.0)])
    except CatalogError as error:
        return str(error)
    return ""


def test_a_catalogue_that_is_whole_is_found_so(path: Path) -> None:
    assert find_damage(path) is None
    assert used(path) == ""
    assert not was_left_open(path)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_bytes_over_its_pages_end_in_a_sentence(backed_up: Path, seed: int) -> None:
    overwrite(backed_up, random.Random(seed), places=1 + seed)
    sentence = used(backed_up)
    if sentence:
        assert str(backed_up) in sentence
        assert find_damage(backed_up) is not None
        assert "photoapp doctor --restore" in sentence


def test_random_bytes_are_found_out_almost_always(path: Path, tmp_path: Path) -> None:
    found = 0
    for seed in SEEDS:
        copy = shutil.copyfile(path, tmp_path / f"{seed}.sqlite")
        overwrite(copy, random.Random(seed), places=40)
        found += find_damage(copy) is not None
    assert found >= 0.9 * len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_cut_anywhere_is_refused_when_it_is_opened(backed_up: Path, seed: int) -> None:
    size = backed_up.stat().st_size
    cut = random.Random(seed).choice([1, 99, 100, 511, 4095, 4096, 4097, size // 2, size - 1])
    os.truncate(backed_up, random.Random(seed).randrange(1, size) if seed % 2 else cut)
    sentence = refusal(backed_up)
    assert str(backed_up) in sentence
    assert "photoapp doctor --restore" in sentence
    assert "your photos are not touched" in sentence
    assert find_damage(backed_up) or is_lost(backed_up)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 1000)


def a_word(path: Path) -> None:
    path.write_text("x")


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def gone(path: Path) -> None:
    path.unlink()


def another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (a)")


def no_table_of_files(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE file")


def negative_schema(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = -3")


HARMS: list[Callable[[Path], None]] = [
    *(empty, text, a_word, zeros, gone, another_database, no_table_of_files, negative_schema)
]


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_no_catalogue_is_refused_with_the_way_back(
    backed_up: Path, harm: Callable[[Path], None]
) -> None:
    harm(backed_up)
    before = backed_up.read_bytes() if backed_up.exists() else None
    sentence = refusal(backed_up)
    assert str(backed_up) in sentence
    assert "photoapp doctor --restore" in sentence
    assert (backed_up.read_bytes() if backed_up.exists() else None) == before


@pytest.mark.parametrize("harm", [text, zeros, another_database, no_table_of_files])
def test_without_a_backup_the_way_out_is_to_start_anew(
    path: Path, harm: Callable[[Path], None]
) -> None:
    harm(path)
    sentence = refusal(path)
    assert "no backup" in sentence
    assert "move it aside" in sentence


@pytest.mark.parametrize("harm", [empty, gone])
def test_a_lost_catalogue_is_not_started_anew_while_there_are_backups(
    backed_up: Path, harm: Callable[[Path], None]
) -> None:
    harm(backed_up)
    assert "gone or empty" in refusal(backed_up)
    backup_folder(backed_up).rename(backed_up.with_name("elsewhere"))
    assert count(backed_up) == 0  # as the sentence says


def test_a_log_that_a_kill_left_is_noticed_and_taken_up(path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from tests.catalog.damaging import add, Catalog;"
        "add(Catalog(Path(sys.argv[1])), 'last.jpg'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, path], check=False)
    assert was_left_open(path)
    assert find_damage(path) is None
    with closing(Database(path)) as opened:
        assert opened.left_open
    with closing(Database(path)) as opened:
        assert not opened.left_open
    assert count(path) == PHOTOS + 1


def test_a_missing_log_loses_only_what_was_in_it(path: Path, tmp_path: Path) -> None:
    with closing(Catalog(path)) as catalog:
        add(catalog, "last.jpg")
        copied = shutil.copyfile(path, tmp_path / "catalog.sqlite")  # and its log is left behind
    assert find_damage(copied) is None
    assert count(copied) == PHOTOS
    assert used(copied) == ""


@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_log_ends_in_no_traceback(path: Path, tmp_path: Path, seed: int) -> None:
    copied = tmp_path / "catalog.sqlite"
    with closing(Catalog(path)) as catalog:
        add(catalog, *(f"more-{i}.jpg" for i in range(50)))
        shutil.copyfile(path, copied)
        shutil.copyfile(log_of(path), log_of(copied))
    overwrite(log_of(copied), random.Random(seed), places=5)
    # Frames after the first that is wrong are as if never written, so this is mostly whole.
    assert find_damage(copied) is None or used(copied)
    used(copied)


def test_a_catalogue_that_another_process_holds_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with closing(Catalog(path)) as catalog:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(CatalogError, match="in use by another program"):
                add(catalog, "a.jpg")
            other.execute("ROLLBACK")
        add(catalog, "a.jpg")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert "in use by another program" in refusal(path)


def test_a_locked_catalogue_is_not_called_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CatalogError, match="in use by another program"):
            find_damage(path)
        report = back_up(path)
    assert report.outcome == "failed"
    assert "in use" in report.note
    assert back_up(path).outcome == "made"


def test_a_full_disk_is_told_and_loses_nothing(path: Path) -> None:
    with closing(Catalog(path)) as catalog:
        connection = catalog.database.connection()
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CatalogError, match="make room"):
            add(catalog, *(f"more-{i}.jpg" for i in range(3000)))
        with pytest.raises(CatalogError, match="make room"), catalog.database.transaction() as c:
            c.executemany(
                "INSERT INTO photo (content_hash, byte_size, added_at) VALUES (?, 1, 1)",
                [(bytes([i % 256, i // 256]) * 500,) for i in range(3000)],
            )
        connection.execute("PRAGMA max_page_count = 1000000")
        assert len(catalog.photos.present_ids()) == PHOTOS
        add(catalog, "more.jpg")
    assert find_damage(path) is None


def test_a_catalogue_that_may_not_be_written_says_so(path: Path) -> None:
    with closing(Catalog(path)) as catalog:
        catalog.database.connection().execute("PRAGMA query_only = ON")
        with pytest.raises(CatalogError, match="the right to write"):
            add(catalog, "a.jpg")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write all")
def test_a_file_that_may_not_be_written_says_so(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert str(path) in refusal(path)
    finally:
        path.parent.chmod(0o755)


def test_damage_that_shows_while_rows_are_fetched_is_told(path: Path) -> None:
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    with closing(Catalog(path)) as catalog:
        connection = catalog.database.connection()
        content[third : 2 * third] = b"\xff" * third
        path.write_bytes(content)
        everything = "SELECT * FROM vector JOIN feature USING (sequence)"
        for fetch in (
            lambda: connection.execute(everything).fetchall(),
            lambda: list(connection.execute(everything)),
            lambda: connection.execute(everything).fetchmany(PHOTOS),
            lambda: dict.fromkeys(row[0] for row in connection.execute(everything)),
        ):
            with pytest.raises(CatalogError, match="damaged"):
                fetch()


def test_rows_that_damage_has_hidden_are_told_as_damage(path: Path) -> None:
    """A file may belong to a photo that is there, on a page that can't be read."""
    with closing(Catalog(path)) as catalog:
        content = bytearray(path.read_bytes())
        half = len(content) // 2
        path.write_bytes(content[:half] + b"\xff" * 8192 + content[half + 8192 :])
        orphan = "INSERT INTO failure VALUES (123456, 'damaged', 'It ends.', 1)"
        with pytest.raises(CatalogError, match="damaged"):
            catalog.database.connection().execute(orphan)
        path.write_bytes(content)
        with pytest.raises(sqlite3.IntegrityError):  # of a whole catalogue it is a bug
            catalog.database.connection().execute(orphan)


def test_a_statement_that_is_wrong_is_a_bug_and_keeps_its_traceback(path: Path) -> None:
    with closing(Catalog(path)) as catalog, pytest.raises(sqlite3.OperationalError):
        catalog.database.connection().execute("SELECT nothing FROM nowhere")


def test_rows_come_one_by_one_and_in_order(path: Path) -> None:
    with closing(Catalog(path)) as catalog:
        rows = catalog.database.connection().execute("SELECT id FROM photo ORDER BY id")
        assert [row["id"] for row in rows] == list(range(1, PHOTOS + 1))


def test_the_thorough_look_stops_when_asked(path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(InterruptedError):
        find_damage(path, stop.is_set)


def test_looking_changes_nothing(path: Path) -> None:
    change(path)
    before = path.read_bytes()
    assert find_damage(path) is None
    assert path.read_bytes() == before
    assert not was_left_open(path)


def test_a_name_with_odd_letters_is_opened_too(tmp_path: Path) -> None:
    folder = tmp_path / "a?b#c%41 ü"
    if os.name == "nt":
        folder = tmp_path / "a#c%41 ü"
    path = make_catalog(folder / "catalog.sqlite", 3)
    assert find_damage(path) is None
    assert back_up(path).outcome == "made"
