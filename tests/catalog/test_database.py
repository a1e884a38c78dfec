"""Transactions happen wholly or not at all, and any thread may read."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

from photoapp.catalog import Catalog
from photoapp.catalog.database import Database
from photoapp.errors import CatalogError
from tests.catalog.records import add, embedded, model


class _OutOfLuckError(Exception):
    pass


def test_what_fails_half_way_leaves_nothing_behind(catalog: Catalog) -> None:
    with suppress(_OutOfLuckError), catalog.database.transaction():
        add(catalog, "a.jpg")
        raise _OutOfLuckError
    assert catalog.photos.present_ids() == []
    assert catalog.roots.all() == []


def test_an_inner_transaction_is_part_of_the_outer_one(catalog: Catalog) -> None:
    with suppress(_OutOfLuckError), catalog.database.transaction():
        with catalog.database.transaction():
            add(catalog, "a.jpg")
        raise _OutOfLuckError
    assert catalog.photos.present_ids() == []


def test_after_a_failure_the_next_transaction_works(catalog: Catalog) -> None:
    with pytest.raises(_OutOfLuckError), catalog.database.transaction():
        raise _OutOfLuckError
    add(catalog, "a.jpg")
    assert len(catalog.photos.present_ids()) == 1


def test_a_transaction_is_not_seen_before_its_end(catalog: Catalog) -> None:
    with ThreadPoolExecutor(1) as other, catalog.database.transaction():
        add(catalog, "a.jpg")
        assert other.submit(catalog.photos.present_ids).result() == []
    assert len(catalog.photos.present_ids()) == 1


def test_threads_read_while_one_writes(catalog: Catalog) -> None:
    number = model(catalog)
    written = threading.Event()

    def read() -> list[int]:
        counts = []
        while not written.is_set():
            photos, with_vector = catalog.photos.count(number)
            assert with_vector <= photos
            counts.append(with_vector)
        return counts

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        try:
            for i in range(40):
                catalog.photos.record_embedded(
                    number, [embedded(photo_id) for photo_id in add(catalog, f"{i}.jpg")]
                )
        finally:
            written.set()
        for reader in readers:
            assert reader.result() == sorted(reader.result())
    assert catalog.photos.count(number) == (40, 40)


def test_several_threads_may_write(catalog: Catalog) -> None:
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda i: add(catalog, f"{i}.jpg")[0], range(40)))
    assert sorted(ids) == sorted(catalog.photos.present_ids())
    assert len(set(ids)) == 40


def test_threads_that_have_ended_leave_no_file_open(catalog: Catalog) -> None:
    for _ in range(30):
        reader = threading.Thread(target=catalog.photos.present_ids)
        reader.start()
        reader.join()
    path = str(catalog.database.path)
    assert len([f for f in psutil.Process().open_files() if f.path == path]) <= 3


def test_a_commit_that_fails_loses_only_its_own_transaction(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "c.sqlite")) as database:
        with database.transaction() as connection:
            connection.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
            connection.execute(
                "CREATE TABLE child (p REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
            )
        with pytest.raises(sqlite3.IntegrityError), database.transaction() as connection:
            connection.execute("INSERT INTO child VALUES (7)")  # found out at COMMIT
        with database.transaction() as connection:
            connection.execute("INSERT INTO parent VALUES (1)")
    with closing(Database(tmp_path / "c.sqlite")) as again:
        assert again.connection().execute("SELECT count(*) FROM parent").fetchone()[0] == 1
        assert again.connection().execute("SELECT count(*) FROM child").fetchone()[0] == 0


def test_damage_within_the_file_is_told_as_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with closing(Database(path)) as database, database.transaction() as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 3000,)] * 50)
    content = bytearray(path.read_bytes())
    content[-60000:] = b"\xff" * 60000
    path.write_bytes(content)
    with closing(Database(path)) as database, pytest.raises(CatalogError, match="can't be opened"):
        database.connection().execute("SELECT sum(length(x)) FROM t").fetchall()


def test_a_closed_database_stays_closed(tmp_path: Path) -> None:
    database = Database(tmp_path / "c.sqlite")
    database.close()
    with pytest.raises(CatalogError, match="closed"):
        database.connection()
