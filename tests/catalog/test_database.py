"""Transactions happen wholly or not at all, and any thread may read."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil
import pytest

from photoapp.catalog import Catalog
from tests.catalog.records import add, embedded, model


class _OutOfLuckError(Exception):
    pass


def test_what_fails_half_way_leaves_nothing_behind(catalog: Catalog) -> None:
    with suppress(_OutOfLuckError), catalog.database.transaction():
        add(catalog, "a.jpg")
        raise _OutOfLuckError
    assert catalog.photos.present_ids() == []
    assert catalog.files.roots() == []


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
