"""Exactly one generation of vectors serves, whatever happens, and none takes over too early."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Catalog, Generation, migrations
from photoapp.catalog.migrations import MIGRATIONS
from tests.catalog.records import add, add_root, embedded, file, model


@pytest.fixture
def old(catalog: Catalog) -> int:
    """A model that serves, and can find two photos."""
    number = model(catalog, "old")
    catalog.generations.serve(number)
    photos = add(catalog, "a.jpg", "b.jpg")
    catalog.photos.record_embedded(number, [embedded(photo) for photo in photos])
    return number


def _states(catalog: Catalog) -> dict[str, str]:
    return {generation.model: generation.state for generation in catalog.generations.all()}


def test_nothing_serves_in_a_new_catalogue(catalog: Catalog) -> None:
    assert catalog.generations.serving() is None
    assert catalog.generations.all() == []


def test_a_model_takes_over_once_it_finds_all_that_the_serving_one_does(
    catalog: Catalog, old: int
) -> None:
    new = model(catalog, "new")
    catalog.generations.build(new)
    first, second = [p.id for p in catalog.photos.pending(new, 0, 10)]
    assert catalog.generations.behind(new) == 2
    catalog.photos.record_embedded(new, [embedded(first)])
    assert not catalog.generations.take_over(new)
    assert catalog.generations.serving() == old
    catalog.photos.record_embedded(new, [embedded(second)])
    assert catalog.generations.take_over(new)
    assert catalog.generations.all() == [
        Generation(new, "new", "serving", 2),
        Generation(old, "old", "kept", 2),
    ]


def test_photos_that_nobody_can_find_hold_nothing_up(catalog: Catalog, old: int) -> None:
    add(catalog, "not-embedded-yet.jpg")
    (lost,) = add(catalog, "lost.jpg")
    catalog.photos.record_embedded(old, [embedded(lost)])
    catalog.files.forget(1, ["lost.jpg"])
    (failed,) = add(catalog, "failed.jpg")
    catalog.photos.record_embedded(old, [embedded(failed)])
    catalog.failures.record(failed, "crashed", "It crashes.")
    assert catalog.generations.behind(model(catalog, "new")) == 2


def test_photos_on_a_missing_drive_hold_the_change_up(catalog: Catalog, old: int) -> None:
    drive = add_root(catalog, Path("/drive"))
    (photo,) = add(catalog, file("c.jpg"), root=drive.path)
    catalog.photos.record_embedded(old, [embedded(photo)])
    new = model(catalog, "new")
    catalog.generations.build(new)
    for pending in catalog.photos.pending(new, 0, 10):
        if pending.id != photo:
            catalog.photos.record_embedded(new, [embedded(pending.id)])
    catalog.roots.set_offline(drive.id, offline=True)
    assert not catalog.generations.take_over(new)
    assert catalog.generations.behind(new) == 1


def test_only_the_model_that_is_being_built_takes_over(catalog: Catalog, old: int) -> None:
    new, newer = model(catalog, "new"), model(catalog, "newer")
    catalog.generations.build(new)
    catalog.generations.build(newer)
    assert _states(catalog) == {"old": "serving", "newer": "building", "new": "kept"}
    assert not catalog.generations.take_over(new)
    catalog.generations.stop_building()
    assert _states(catalog) == {"old": "serving", "newer": "kept", "new": "kept"}


def test_building_what_serves_means_staying_with_it(catalog: Catalog, old: int) -> None:
    catalog.generations.build(model(catalog, "new"))
    catalog.generations.build(old)
    assert _states(catalog) == {"old": "serving", "new": "kept"}


def test_going_back_is_one_step(catalog: Catalog, old: int) -> None:
    new = model(catalog, "new")
    catalog.generations.serve(new)
    catalog.generations.serve(old)
    assert _states(catalog) == {"old": "serving", "new": "kept"}


def test_the_way_back_leads_through_all_that_answered_and_never_forward(
    catalog: Catalog, old: int
) -> None:
    first, second = model(catalog, "first"), model(catalog, "second")
    for number in (first, second, old, second):
        catalog.generations.serve(number)
    assert catalog.generations.served_before() == [old, first]
    catalog.generations.build(first)
    catalog.generations.go_back(old)
    assert catalog.generations.served_before() == [first]
    assert _states(catalog) == {"old": "serving", "first": "kept", "second": "kept"}
    catalog.generations.go_back(first)
    assert catalog.generations.served_before() == []


def test_what_is_freed_is_no_way_back(catalog: Catalog, old: int) -> None:
    catalog.generations.serve(model(catalog, "new"))
    assert catalog.generations.free(old)
    assert catalog.generations.served_before() == []


def test_freeing_deletes_vectors_and_features_but_never_those_in_use(
    catalog: Catalog, old: int
) -> None:
    new = model(catalog, "new")
    catalog.generations.build(new)
    assert not catalog.generations.free(old)
    assert not catalog.generations.free(new)
    assert _states(catalog) == {"old": "serving", "new": "building"}
    catalog.generations.serve(new)
    assert catalog.generations.free(old)
    assert _states(catalog) == {"new": "serving"}
    assert catalog.vectors.count(old) == 0
    assert catalog.vectors.features(old)[0].size == 0


def test_a_catalogue_of_the_first_schema_keeps_its_vectors_as_a_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catalog.sqlite"
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:1])
    with closing(Catalog(path)) as catalog:
        number = model(catalog, "old")
        with catalog.database.transaction() as connection:
            connection.execute("INSERT INTO photo VALUES (1, x'00', 1, 0, NULL, NULL, NULL, NULL)")
        catalog.photos.record_embedded(number, [embedded(1)])
    monkeypatch.undo()
    with closing(Catalog(path)) as catalog:
        assert catalog.generations.all() == [Generation(number, "old", "kept", 1)]


def test_the_file_itself_admits_no_second_serving_generation(catalog: Catalog, old: int) -> None:
    new = model(catalog, "new")
    with pytest.raises(sqlite3.IntegrityError), catalog.database.transaction() as connection:
        connection.execute("INSERT INTO generation VALUES (?, 'serving', 0)", (new,))
