"""Identity is content: a photo stays itself wherever its files go."""

import os
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

NOT_UTF8 = os.fsdecode(b"caf\xe9.jpg")


def test_two_files_of_one_content_are_one_photo(catalog: Catalog) -> None:
    first, copy, other = add(catalog, file("a.jpg", "cat"), file("b/a.jpg", "cat"), "c.jpg")
    assert first == copy != other
    assert list(catalog.files.paths_of(first)) == [ROOT / "a.jpg", ROOT / "b" / "a.jpg"]


def test_an_edited_file_holds_another_photo(catalog: Catalog) -> None:
    before, after = (add(catalog, file("a.jpg", content))[0] for content in ("cat", "dog"))
    assert before != after
    assert catalog.photos.present_ids() == [after]


def test_a_moved_file_keeps_its_photo_and_its_vector(catalog: Catalog) -> None:
    number = model(catalog)
    [photo_id] = add(catalog, file("old.jpg", "cat"))
    catalog.photos.record_embedded(number, [embedded(photo_id)])
    assert add(catalog, file("new.jpg", "cat")) == [photo_id]
    catalog.files.forget(add_root(catalog).id, ["old.jpg"])
    assert pending_ids(catalog, number) == []
    assert catalog.photos.records([photo_id])[photo_id].path == ROOT / "new.jpg"


def test_a_forgotten_file_that_comes_back_is_the_photo_it_was(catalog: Catalog) -> None:
    number = model(catalog)
    [photo_id] = add(catalog, "a.jpg")
    catalog.photos.record_embedded(number, [embedded(photo_id)])
    catalog.files.forget(add_root(catalog).id, ["a.jpg"])
    assert catalog.photos.records([photo_id]) == {}
    assert add(catalog, "a.jpg") == [photo_id]
    assert pending_ids(catalog, number) == []


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_names_that_are_not_utf8_come_back_as_they_were(catalog: Catalog) -> None:
    root = Path("/", NOT_UTF8)
    [photo_id] = add(catalog, NOT_UTF8, root=root)
    held = add_root(catalog, root)
    assert held.path == root
    assert list(catalog.files.below(held.id)) == [NOT_UTF8]
    assert catalog.photos.pending(model(catalog), 0, 1)[0].path == root / NOT_UTF8
    assert list(catalog.files.paths_of(photo_id)) == [root / NOT_UTF8]
    catalog.failures.record(photo_id, "damaged", "The file is damaged.")
    assert catalog.failures.all()[0].path == str(root / NOT_UTF8)
    catalog.files.forget(held.id, [NOT_UTF8])
    assert catalog.files.below(held.id) == {}


def test_what_is_remembered_of_a_file_tells_whether_it_changed(catalog: Catalog) -> None:
    add(catalog, file("a.jpg", byte_size=7, modified_ns=8), unreadable("b.jpg"))
    below = catalog.files.below(add_root(catalog).id)
    assert (below["a.jpg"].byte_size, below["a.jpg"].modified_ns) == (7, 8)
    assert below["a.jpg"].readable
    assert not below["b.jpg"].readable


def test_a_folder_inside_a_root_belongs_to_it(catalog: Catalog) -> None:
    root = add_root(catalog, Path("/photos"))
    assert add_root(catalog, Path("/photos")) == root
    assert add_root(catalog, Path("/photos/2020/summer")) == root
    assert add_root(catalog, Path("/photos2")) != root
    assert len(catalog.files.roots()) == 2


def test_an_outer_root_takes_over_the_files_of_inner_ones(catalog: Catalog) -> None:
    [summer] = add(catalog, "a.jpg", root=Path("/photos/2020/summer"))
    [winter] = add(catalog, "a/b.jpg", root=Path("/photos/winter"))
    [other] = add(catalog, "c.jpg", root=Path("/photos2"))
    outer = add_root(catalog, Path("/photos"))
    assert [root.path for root in catalog.files.roots()] == [Path("/photos2"), Path("/photos")]
    below = set(catalog.files.below(outer.id))
    assert below == {str(Path("2020/summer/a.jpg")), str(Path("winter/a/b.jpg"))}
    paths = {
        i: record.path for i, record in catalog.photos.records([summer, winter, other]).items()
    }
    assert paths == {
        summer: Path("/photos/2020/summer/a.jpg"),
        winter: Path("/photos/winter/a/b.jpg"),
        other: Path("/photos2/c.jpg"),
    }


def test_a_problem_is_told_and_ends_when_the_file_is_read(catalog: Catalog) -> None:
    add(catalog, "a.jpg", "b.jpg")
    catalog.files.set_problem(str(ROOT / "a.jpg"), "changed", "The file changed.")
    assert [(f.path, f.kind) for f in catalog.failures.all()] == [(str(ROOT / "a.jpg"), "changed")]
    add(catalog, "a.jpg")
    assert catalog.failures.all() == []


def test_files_are_counted_by_root(catalog: Catalog) -> None:
    add(catalog, "a.jpg", "b.jpg")
    add(catalog, "c.jpg", root=Path("/elsewhere"))
    assert sorted(catalog.files.counts().values()) == [1, 2]


def test_a_root_can_be_offline_and_come_back(catalog: Catalog) -> None:
    root = add_root(catalog)
    for offline in (True, False):
        catalog.files.set_offline(root.id, offline=offline)
        assert [r.offline for r in catalog.files.roots()] == [offline]


def test_copies_on_present_roots_come_first(catalog: Catalog) -> None:
    [photo_id] = add(catalog, file("a.jpg", "cat"), root=Path("/drive"))
    add(catalog, file("b.jpg", "cat"), root=Path("/home"))
    catalog.files.set_offline(add_root(catalog, Path("/drive")).id, offline=True)
    assert next(catalog.files.paths_of(photo_id)) == Path("/home/b.jpg")
    record = catalog.photos.records([photo_id])[photo_id]
    assert (record.path, record.offline) == (Path("/home/b.jpg"), False)


def test_an_inner_root_that_is_missing_stays_a_root(catalog: Catalog) -> None:
    inner = catalog.files.add_root(Path("/mnt/usb"))
    outer = catalog.files.add_root(Path("/mnt"), apart=[inner.id])
    assert {root.path for root in catalog.files.roots()} == {inner.path, outer.path}
