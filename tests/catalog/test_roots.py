"""Roots: the folders that are watched, and the files they hold."""

from pathlib import Path

from photoapp.catalog import Catalog
from tests.catalog.records import ROOT, add, add_root


def test_a_root_is_made_once(catalog: Catalog) -> None:
    root = add_root(catalog)
    assert add_root(catalog) == root
    assert add_root(catalog, Path("/photos2")) != root
    assert len(catalog.roots.all()) == 2


def test_an_outer_root_takes_over_the_files_of_inner_ones(catalog: Catalog) -> None:
    [summer] = add(catalog, "a.jpg", root=Path("/photos/2020/summer"))
    [winter] = add(catalog, "a/b.jpg", root=Path("/photos/winter"))
    inner = [root.id for root in catalog.roots.all()]
    [other] = add(catalog, "c.jpg", root=Path("/photos2"))
    outer = catalog.roots.add(Path("/photos"), takes_over=inner)
    assert [root.path for root in catalog.roots.all()] == [Path("/photos2"), Path("/photos")]
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


def test_files_are_counted_by_root(catalog: Catalog) -> None:
    add(catalog, "a.jpg", "b.jpg")
    add(catalog, "c.jpg", root=Path("/elsewhere"))
    assert sorted(catalog.roots.file_counts().values()) == [1, 2]


def test_a_root_can_be_offline_and_come_back(catalog: Catalog) -> None:
    root = add_root(catalog)
    for offline in (True, False):
        catalog.roots.set_offline(root.id, offline=offline)
        assert [r.offline for r in catalog.roots.all()] == [offline]


def test_a_root_that_moves_takes_its_files_along(catalog: Catalog) -> None:
    [photo_id] = add(catalog, "a.jpg")
    root = add_root(catalog)
    catalog.roots.set_offline(root.id, offline=True)
    catalog.roots.move(root.id, Path("/elsewhere"))
    record = catalog.photos.records([photo_id])[photo_id]
    assert (record.path, record.offline) == (Path("/elsewhere/a.jpg"), False)


def test_a_root_that_is_removed_takes_its_files_but_no_photos(catalog: Catalog) -> None:
    [photo_id] = add(catalog, "a.jpg")
    catalog.roots.remove(add_root(catalog).id)
    assert catalog.roots.all() == []
    assert catalog.photos.records([photo_id]) == {}
    assert add(catalog, "a.jpg", root=Path("/elsewhere")) == [photo_id]


def test_what_lies_beside_photos_is_remembered(catalog: Catalog) -> None:
    root = add_root(catalog)
    catalog.roots.describe(root.id, videos=3, live_photos=1, mounts={"usb", "sd"})
    [found] = catalog.roots.all()
    assert (found.videos, found.live_photos, found.mounts) == (3, 1, ("sd", "usb"))
    assert found.path == ROOT
