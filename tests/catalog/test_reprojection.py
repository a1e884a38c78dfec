"""Vectors made of another model's features: all of them, once, and never of what has changed."""

import numpy as np

from photoapp.catalog import Catalog
from tests.catalog.records import add, embedded, model


def _made(catalog: Catalog, source: int, target: int, size: int = 2) -> int:
    count = 0
    for batch in catalog.reprojection.batches(source, target, size):
        vectors = -batch.features[:, :2]
        sequences = batch.sequences.tolist()
        count += catalog.reprojection.record(source, target, sequences, vectors)
    return count


def test_each_photo_gets_a_vector_and_keeps_its_feature(catalog: Catalog) -> None:
    old, new = model(catalog, "old"), model(catalog, "new")
    ids = add(catalog, *(f"{i}.jpg" for i in range(5)))
    catalog.photos.record_embedded(old, [embedded(i, i, 0.5) for i in reversed(ids)])
    catalog.photos.record_embedded(new, [embedded(ids[1], 9, 9)])
    assert catalog.reprojection.lacking(old, new) == 4
    assert _made(catalog, old, new) == 4
    assert catalog.reprojection.lacking(old, new) == 0
    [stored] = catalog.vectors.batches(new, 0)
    vectors = dict(zip(stored.photo_ids.tolist(), stored.vectors.tolist(), strict=True))
    assert vectors == {i: [9, 9] if i == ids[1] else [-i, -0.5] for i in ids}
    found, features = catalog.vectors.features_of(new, [ids[0], ids[4]])
    assert dict(zip(found.tolist(), features.tolist(), strict=True)) == {
        i: [i, 0.5, i, 0.5] for i in (ids[0], ids[4])
    }


def test_a_photo_that_was_turned_meanwhile_gets_no_vector_of_what_it_was(catalog: Catalog) -> None:
    old, new = model(catalog, "old"), model(catalog, "new")
    ids = add(catalog, "a.jpg", "b.jpg")
    catalog.photos.record_embedded(old, [embedded(i) for i in ids])
    [batch] = catalog.reprojection.batches(old, new, 10)
    with catalog.database.transaction() as connection:
        connection.execute("DELETE FROM vector WHERE photo_id = ?", (ids[0],))
    catalog.photos.record_embedded(old, [embedded(ids[0], 0, 1)])
    vectors = np.ones((2, 2), np.float16)
    assert catalog.reprojection.record(old, new, batch.sequences.tolist(), vectors) == 1
    assert not catalog.vectors.has(new, ids[0])
    assert catalog.vectors.has(new, ids[1])


def test_features_that_are_not_whole_are_left_to_whoever_looks_at_photos(catalog: Catalog) -> None:
    old, new = model(catalog, "old"), model(catalog, "new")
    ids = add(catalog, "a.jpg", "b.jpg")
    catalog.photos.record_embedded(old, [embedded(i) for i in ids])
    with catalog.database.transaction() as connection:
        connection.execute("UPDATE feature SET feature = x'00' WHERE sequence = 1")
    assert _made(catalog, old, new) == 1
    assert not catalog.vectors.has(new, ids[0])
