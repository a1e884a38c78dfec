"""The same picture under other metadata is the same photo; another picture is another."""

from pathlib import Path

import pytest

from photoapp.catalog import Catalog, FileRecord, PhotoMetadata
from tests.catalog.records import add, add_root, embedded, file, model, pending_ids


@pytest.fixture
def number(catalog: Catalog) -> int:
    return model(catalog)


def _jpeg(path: str, content: str, picture: str) -> FileRecord:
    return file(path, content, picture_hash=picture.encode().ljust(32))


def test_a_file_whose_metadata_is_written_anew_stays_its_photo(
    catalog: Catalog, number: int
) -> None:
    [photo_id] = add(catalog, _jpeg("a.jpg", "before", "cat"))
    catalog.photos.record_embedded(number, [embedded(photo_id, 0.6, 0.8)])
    [pending] = catalog.metadata.pending(0, 9)
    catalog.metadata.record([(pending, PhotoMetadata(caption="a cat"))])
    assert add(catalog, _jpeg("a.jpg", "after", "cat")) == [photo_id]
    assert pending_ids(catalog, number) == []
    assert [p.photo_id for p in catalog.metadata.pending(0, 9)] == [photo_id]
    record = catalog.photos.records([photo_id])[photo_id]
    assert record.content_hash == file("x", "after").content_hash


def test_another_picture_under_the_same_name_is_another_photo(
    catalog: Catalog, number: int
) -> None:
    [photo_id] = add(catalog, _jpeg("a.jpg", "one", "cat"))
    catalog.photos.record_embedded(number, [embedded(photo_id)])
    [other] = add(catalog, _jpeg("a.jpg", "two", "dog"))
    assert other != photo_id
    assert pending_ids(catalog, number) == [other]


def test_a_copy_with_other_metadata_gets_the_vectors_and_is_a_photo_of_its_own(
    catalog: Catalog, number: int
) -> None:
    later = model(catalog, "later")
    [photo_id] = add(catalog, _jpeg("a.jpg", "one", "cat"))
    for each in (number, later):
        catalog.photos.record_embedded(each, [embedded(photo_id, 0.6, 0.8)])
    [copy] = add(catalog, _jpeg("b.jpg", "two", "cat"))
    assert copy != photo_id
    for each in (number, later):
        assert pending_ids(catalog, each) == []
        [batch] = catalog.vectors.batches(each, 0)
        assert batch.photo_ids.tolist() == [photo_id, copy]
        assert (batch.vectors[0] == batch.vectors[1]).all()
    assert catalog.vectors.features(number)[0].tolist() == [photo_id, copy]
    assert catalog.photos.records([copy])[copy].width == 640


def test_one_of_two_copies_that_is_written_anew_leaves_the_other_its_photo(
    catalog: Catalog, number: int
) -> None:
    [photo_id, _] = add(catalog, _jpeg("a.jpg", "one", "cat"), _jpeg("b.jpg", "one", "cat"))
    catalog.photos.record_embedded(number, [embedded(photo_id)])
    [rewritten] = add(catalog, _jpeg("a.jpg", "two", "cat"))
    assert rewritten != photo_id
    assert pending_ids(catalog, number) == []
    assert next(catalog.files.paths_of(photo_id)).name == "b.jpg"


def test_a_photo_of_unknown_picture_hash_learns_it(catalog: Catalog) -> None:
    [photo_id] = add(catalog, file("a.jpg", "one"))
    add(catalog, _jpeg("a.jpg", "one", "cat"))
    assert add(catalog, _jpeg("a.jpg", "two", "cat")) == [photo_id]


def test_a_photo_that_failed_is_tried_again_when_its_file_is_rewritten(
    catalog: Catalog, number: int
) -> None:
    [photo_id] = add(catalog, _jpeg("a.jpg", "one", "cat"))
    catalog.failures.record(photo_id, "crashed", "The decoder crashed.")
    add(catalog, _jpeg("a.jpg", "two", "cat"))
    assert pending_ids(catalog, number) == [photo_id]
    assert next(catalog.files.paths_of(photo_id)) == add_root(catalog).path / Path("a.jpg")
