"""Identity is content: a photo stays itself wherever its files go."""

import os
from pathlib import Path

import pytest

from photoapp.catalog import Catalog
from photoapp.errors import FolderError
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
    assert below["a.jpg"] == (7, 8, "")
    assert below["b.jpg"].sidecars is None


@pytest.mark.parametrize(
    ("apart_ns", "settled"),
    [(0, False), (1_900_000_000, False), (3_000_000_000, True), (-10_000_000_000, True)],
)
def test_a_file_written_as_it_was_read_is_read_again(
    catalog: Catalog, apart_ns: int, settled: bool
) -> None:
    written = 1_700_000_000_000_000_000
    add(catalog, file("a.jpg", modified_ns=written, hashed_ns=written + apart_ns))
    [stored] = catalog.files.below(add_root(catalog).id).values()
    assert (stored.sidecars == "") is settled


def test_the_files_below_a_folder_can_be_asked_for(catalog: Catalog) -> None:
    names = ["a/1.jpg", "a/b/2.jpg", "a.jpg", "ab/3.jpg", "a!/4.jpg", "a/" + NOT_UTF8]
    add(catalog, *(str(Path(name)) for name in names))
    root_id = add_root(catalog).id
    assert set(catalog.files.below(root_id)) == {str(Path(name)) for name in names}
    assert set(catalog.files.below(root_id, "a")) == {
        str(Path(name)) for name in ("a/1.jpg", "a/b/2.jpg", "a/" + NOT_UTF8)
    }


def test_what_files_hold_is_told_with_what_they_are_told_by(catalog: Catalog) -> None:
    add(catalog, file("a.jpg", "cat", inode=5), file("b.jpg", "dog"), unreadable("c.jpg"))
    [held] = catalog.files.contents(add_root(catalog).id, ["a.jpg", "c.jpg", "none.jpg"])
    assert (held.inode, held.byte_size, held.modified_ns) == (5, 100, 1)
    add(catalog, file("a.jpg", "cat", hashed_ns=2))
    assert catalog.files.contents(add_root(catalog).id, ["a.jpg"]) == []  # it isn't sure of it
    assert held.content_hash == file("x", "cat").content_hash


def test_what_files_are_told_by_can_be_had_of_some(catalog: Catalog) -> None:
    add(catalog, *(f"{i:03}.jpg" for i in range(100)), unreadable("x.jpg"))
    root_id = add_root(catalog).id
    assert len(list(catalog.files.traits(root_id))) == 100
    some = [traits.path for traits in catalog.files.traits(root_id, 10)]
    assert 8 <= len(some) <= 10
    assert some[0] < "015.jpg"
    assert some[-1] > "085.jpg"


def test_files_of_a_root_that_was_removed_meanwhile_are_refused(catalog: Catalog) -> None:
    root = add_root(catalog)
    catalog.roots.remove(root.id)
    with pytest.raises(FolderError, match="no longer"):
        catalog.files.record(root.id, [file("a.jpg")])
    with pytest.raises(FolderError):
        catalog.folders.settle(root.id, {"": b"x"})
    with pytest.raises(FolderError):
        catalog.failures.record_unlisted(root.id, "", [("a", "Closed.")], deep=True)
    assert catalog.photos.present_ids() == []


def test_the_photo_at_a_path_is_known(catalog: Catalog) -> None:
    [photo_id] = add(catalog, "a/b.jpg")
    assert catalog.files.photo_at(ROOT / "a" / "b.jpg") == photo_id
    assert catalog.files.photo_at(ROOT / "b.jpg") is None


def test_a_problem_is_told_and_ends_when_the_file_is_read(catalog: Catalog) -> None:
    add(catalog, "a.jpg", "b.jpg")
    catalog.files.set_problem(ROOT / "a.jpg", 1, "changed", "The file changed.")
    assert [(f.path, f.kind) for f in catalog.failures.all()] == [(str(ROOT / "a.jpg"), "changed")]
    add(catalog, "a.jpg")
    assert catalog.failures.all() == []


def test_copies_on_present_roots_come_first(catalog: Catalog) -> None:
    [photo_id] = add(catalog, file("a.jpg", "cat"), root=Path("/drive"))
    add(catalog, file("b.jpg", "cat"), root=Path("/home"))
    catalog.roots.set_offline(add_root(catalog, Path("/drive")).id, offline=True)
    assert next(catalog.files.paths_of(photo_id)) == Path("/home/b.jpg")
    record = catalog.photos.records([photo_id])[photo_id]
    assert (record.path, record.offline) == (Path("/home/b.jpg"), False)
