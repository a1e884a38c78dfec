"""Vectors of record come back as they were stored, in the order they came."""

import numpy as np

from photoapp.catalog import Catalog
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
