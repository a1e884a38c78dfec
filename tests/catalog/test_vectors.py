"""Vectors of record come back as they were stored, in the order they came."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from photoapp.catalog import Catalog
from photoapp.catalog.health import find_damage
from photoapp.catalog.invariants import find_faults, mend_faults
from photoapp.errors import CatalogError
from tests.catalog.records import add, embedded, model


def test_a_model_has_one_number(catalog: Catalog) -> None:
    assert model(catalog, "one") == model(catalog, "one") != model(catalog, "two")


def test_an_empty_catalogue_has_no_vectors(catalog: Catalog) -> None:
    number = model(catalog)
    assert catalog.vectors.count(number) == 0
    assert catalog.vectors.last_sequence() == 0
    assert list(catalog.vectors.batches(number, 0)) == []
    assert len(catalog.vectors.features(number)[0]) == 0


def test_batches_hold_all_vectors_in_the_order_they_came(catalog: Catalog) -> None:
    number = model(catalog)
    ids = add(catalog, *(f"{i}.jpg" for i in range(7)))
    came = ids[::-1]
    catalog.photos.record_embedded(number, [embedded(i, i, -i) for i in came])
    batches = list(catalog.vectors.batches(number, 0, size=3))
    assert [len(b.photo_ids) for b in batches] == [3, 3, 1]
    assert np.concatenate([b.photo_ids for b in batches]).tolist() == came
    vectors = np.concatenate([b.vectors for b in batches])
    assert vectors.dtype == np.float16
    assert vectors.tolist() == [[i, -i] for i in came]
    assert batches[-1].last_sequence == catalog.vectors.last_sequence()


def test_only_newer_vectors_are_asked_for(catalog: Catalog) -> None:
    number = model(catalog)
    ids = add(catalog, "a.jpg", "b.jpg", "c.jpg")
    catalog.photos.record_embedded(number, [embedded(ids[0])])
    seen = catalog.vectors.last_sequence()
    catalog.photos.record_embedded(number, [embedded(i) for i in ids[1:]])
    [batch] = catalog.vectors.batches(number, seen)
    assert batch.photo_ids.tolist() == ids[1:]
    assert list(catalog.vectors.batches(number, batch.last_sequence)) == []


def test_vectors_of_two_models_are_never_mixed(catalog: Catalog) -> None:
    one, two = model(catalog, "one", 2), model(catalog, "two", 3)
    [photo_id] = add(catalog, "a.jpg")
    catalog.photos.record_embedded(one, [embedded(photo_id, 1, 2)])
    catalog.photos.record_embedded(two, [embedded(photo_id, 3, 4, 5)])
    assert [b.vectors.tolist() for b in catalog.vectors.batches(one, 0)] == [[[1, 2]]]
    assert [b.vectors.tolist() for b in catalog.vectors.batches(two, 0)] == [[[3, 4, 5]]]


def test_features_come_with_their_photos(catalog: Catalog) -> None:
    number = model(catalog)
    ids = add(catalog, "a.jpg", "b.jpg")
    catalog.photos.record_embedded(number, [embedded(i, i, 0.5) for i in ids])
    found, features = catalog.vectors.features(number)
    assert found.tolist() == ids
    assert features.dtype == np.float16
    assert features.tolist() == [[i, 0.5, i, 0.5] for i in ids]


def read_all(catalog: Catalog) -> None:
    number = model(catalog)
    list(catalog.vectors.batches(number, 0))
    catalog.vectors.features(number)


def read_few(catalog: Catalog) -> None:
    catalog.vectors.features_of(model(catalog), [1, 2, 3])
    list(catalog.vectors.batches(model(catalog), 0))


# As many bytes in all as there should be: the vectors after a short one would be shifted.
SHIFTED = (
    "UPDATE {table} SET {table} = zeroblob(length({table}) - 2) WHERE sequence = 1",
    "UPDATE {table} SET {table} = zeroblob(length({table}) + 2) WHERE sequence = 2",
)
CUT = ("UPDATE {table} SET {table} = x'00' WHERE sequence = 2",)


@pytest.mark.parametrize("table", ["vector", "feature"])
@pytest.mark.parametrize("statements", [CUT, SHIFTED])
@pytest.mark.parametrize("read", [read_all, read_few])
def test_vectors_of_a_wrong_length_are_told_and_mended(
    tmp_path: Path, table: str, statements: tuple[str, ...], read: Callable[[Catalog], None]
) -> None:
    path = tmp_path / "catalog.sqlite"
    with closing(Catalog(path)) as catalog:
        ids = add(catalog, "a.jpg", "b.jpg", "c.jpg")
        catalog.photos.record_embedded(model(catalog), [embedded(i, i, 0.5) for i in ids])
        read(catalog)
        for statement in statements:
            catalog.database.connection().execute(statement.format(table=table))
        with pytest.raises(CatalogError, match="photoapp doctor --mend"):
            read(catalog)
    assert find_faults(path)
    mend_faults(path)
    with closing(Catalog(path)) as catalog:
        read(catalog)


def alter(path: Path, *statements: str) -> None:
    """Run statements over a catalogue that is open nowhere, its own schema among them."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)


def test_a_vector_that_is_a_number_is_told_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    with closing(Catalog(path)) as catalog:
        [photo_id] = add(catalog, "a.jpg")
        catalog.photos.record_embedded(model(catalog), [embedded(photo_id)])
    schema = "UPDATE sqlite_schema SET sql = replace(sql, '{}', '{}') WHERE name = 'feature'"
    alter(path, schema.format(") STRICT", ") /* */"))
    alter(path, "UPDATE feature SET feature = 7", schema.format(") /* */", ") STRICT"))
    assert find_damage(path)
    with closing(Catalog(path)) as catalog, pytest.raises(CatalogError, match="damaged"):
        read_all(catalog)
