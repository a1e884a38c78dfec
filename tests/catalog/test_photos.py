"""What is pending, what is recorded, and what is shown."""

from dataclasses import replace
from pathlib import Path

import pytest

from photoapp.catalog import Catalog
from tests.catalog.records import (
    ROOT,
    add,
    add_root,
    embedded,
    file,
    model,
    pending_ids,
    unreadable,
)


@pytest.fixture
def number(catalog: Catalog) -> int:
    return model(catalog)


def test_new_photos_are_pending_with_what_is_needed_to_read_them(
    catalog: Catalog, number: int
) -> None:
    record = file("a.jpg", byte_size=7, modified_ns=8)
    add(catalog, record)
    [photo] = catalog.photos.pending(number, 0, 10)
    assert photo.path == ROOT / "a.jpg"
    assert (photo.byte_size, photo.modified_ns) == (7, 8)
    assert photo.content_hash == record.content_hash


def test_a_photo_with_copies_is_pending_once(catalog: Catalog, number: int) -> None:
    add(catalog, file("a.jpg", "cat"), file("b.jpg", "cat"))
    assert len(pending_ids(catalog, number)) == 1


def test_embedded_failed_unreadable_gone_and_offline_photos_are_not_pending(
    catalog: Catalog, number: int
) -> None:
    done, failed, _gone, left = add(catalog, "done.jpg", "failed.jpg", "gone.jpg", "left.jpg")
    add(catalog, unreadable("unreadable.jpg"))
    add(catalog, "offline.jpg", root=Path("/drive"))
    catalog.photos.record_embedded(number, [embedded(done)])
    catalog.failures.record(failed, "damaged", "The file is damaged.")
    catalog.files.forget(add_root(catalog).id, ["gone.jpg"])
    catalog.roots.set_offline(add_root(catalog, Path("/drive")).id, offline=True)
    assert pending_ids(catalog, number) == [left]
    assert catalog.photos.pending_count(number) == 1


def test_what_one_model_has_embedded_is_pending_for_another(catalog: Catalog, number: int) -> None:
    [photo_id] = add(catalog, "a.jpg")
    catalog.photos.record_embedded(number, [embedded(photo_id)])
    other = model(catalog, "other")
    assert pending_ids(catalog, other) == [photo_id]
    assert catalog.photos.pending_count(other) == 1


def test_a_photo_with_a_copy_that_can_be_read_is_pending(catalog: Catalog, number: int) -> None:
    add(catalog, file("a.jpg", "cat"), file("b.jpg", "cat"))
    add(catalog, file("c.jpg", "cat"), root=Path("/drive"))
    catalog.files.set_problem(ROOT / "a.jpg", 1, "unreadable", "The file can't be read.")
    catalog.roots.set_offline(add_root(catalog, Path("/drive")).id, offline=True)
    assert [p.path for p in catalog.photos.pending(number, 0, 10)] == [ROOT / "b.jpg"]


def test_pending_photos_can_be_asked_for_bit_by_bit(catalog: Catalog, number: int) -> None:
    ids = add(catalog, *(f"{i}.jpg" for i in range(7)))
    got: list[int] = []
    while part := catalog.photos.pending(number, got[-1] if got else 0, 3):
        assert len(part) <= 3
        got += [photo.id for photo in part]
    assert got == sorted(ids)
    assert catalog.photos.pending_count(number) == 7


def test_a_failed_photo_is_pending_again_when_its_file_changes(
    catalog: Catalog, number: int
) -> None:
    [photo_id] = add(catalog, file("a.jpg", "broken"))
    catalog.failures.record(photo_id, "damaged", "The file is damaged.")
    [mended] = add(catalog, file("a.jpg", "mended"))
    assert pending_ids(catalog, number) == [mended]
    assert catalog.failures.all() == []


def test_a_vector_is_stored_once(catalog: Catalog, number: int) -> None:
    a, b = add(catalog, "a.jpg", "b.jpg")
    assert catalog.photos.record_embedded(number, [embedded(a)]) == [a]
    assert catalog.photos.record_embedded(number, [embedded(a), embedded(b)]) == [b]
    assert catalog.vectors.count(number) == 2


def test_what_was_made_of_another_content_is_not_stored(catalog: Catalog, number: int) -> None:
    [photo_id] = add(catalog, "a.jpg")
    made = replace(embedded(photo_id), content_hash=file("b.jpg").content_hash)
    assert catalog.photos.record_embedded(number, [made]) == []
    assert pending_ids(catalog, number) == [photo_id]
    assert catalog.photos.records([photo_id])[photo_id].width is None
    made = replace(made, content_hash=file("a.jpg").content_hash)
    assert catalog.photos.record_embedded(number, [made]) == [photo_id]


def test_what_a_photo_is_is_remembered_with_its_vector(catalog: Catalog, number: int) -> None:
    [photo_id] = add(catalog, "a.jpg")
    assert catalog.photos.records([photo_id])[photo_id].width is None
    catalog.photos.record_embedded(number, [embedded(photo_id)])
    record = catalog.photos.records([photo_id])[photo_id]
    assert (record.width, record.height, record.damage) == (640, 480, None)
    assert record.path == ROOT / "a.jpg"


def test_a_batch_that_cannot_be_stored_leaves_none_of_it(catalog: Catalog, number: int) -> None:
    [photo_id] = add(catalog, "a.jpg")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        catalog.photos.record_embedded(number, [embedded(photo_id), embedded(999)])
    assert catalog.vectors.count(number) == 0


def test_records_of_many_photos_are_found_and_of_unknown_ones_are_not(catalog: Catalog) -> None:
    ids = add(catalog, *(f"{i}.jpg" for i in range(1200)))
    assert set(catalog.photos.records([*ids, 99_999])) == set(ids)
    assert catalog.photos.records([]) == {}


def test_present_photos_are_shown_newest_first(catalog: Catalog) -> None:
    old, new, middle = add(
        catalog,
        file("old.jpg", modified_ns=1),
        file("new.jpg", modified_ns=3),
        file("middle.jpg", modified_ns=2),
    )
    assert catalog.photos.present_ids() == [new, middle, old]


def test_failed_and_unreadable_photos_are_not_shown(catalog: Catalog) -> None:
    shown, failed = add(catalog, "a.jpg", "b.jpg")
    add(catalog, unreadable("c.jpg"))
    catalog.failures.record(failed, "not-image", "The file holds no image that is known.")
    assert catalog.photos.present_ids() == [shown]


def test_photos_are_counted_once_however_many_files_they_have(
    catalog: Catalog, number: int
) -> None:
    cat, _, _dog = add(catalog, file("a.jpg", "cat"), file("b.jpg", "cat"), "dog.jpg")
    catalog.photos.record_embedded(number, [embedded(cat)])
    assert catalog.photos.count(number) == (2, 1)


def test_every_file_of_a_failed_photo_is_told_with_the_newest_reason(catalog: Catalog) -> None:
    [photo_id, _] = add(catalog, file("b.jpg", "cat"), file("a.jpg", "cat"))
    for reason in ("The file is damaged.", "The photo is too large."):
        catalog.failures.record(photo_id, "damaged", reason)
    add(catalog, unreadable("c.jpg"))
    failures = [(Path(f.path).name, f.reason) for f in catalog.failures.all()]
    assert failures == [
        ("a.jpg", "The photo is too large."),
        ("b.jpg", "The photo is too large."),
        ("c.jpg", "The file can't be read."),
    ]
    assert all(f.failed_at > 0 for f in catalog.failures.all())
