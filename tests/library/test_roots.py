"""Which root holds a folder, and where a root has gone."""

import shutil
from pathlib import Path

import pytest

from photoapp.catalog import Catalog, Root
from photoapp.events import ignore
from photoapp.library import roots, scanning
from photoapp.library.ignoring import Ignoring
from photoapp.library.roots import hold, present_roots
from photoapp.library.scanning import Area, scan
from photoapp.library.settling import settle


def _root(catalog: Catalog, folder: Path, *names: str) -> Root:
    """A root whose files are known."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    folder.mkdir(parents=True, exist_ok=True)
    root = hold(catalog, folder)
    settle(catalog, [scan(catalog, root, Area(folder), Ignoring())], ignore, lambda: False)
    return root


def _paths(catalog: Catalog) -> list[Path]:
    return [root.path for root in catalog.roots.all()]


def test_a_folder_in_a_root_belongs_to_it(catalog: Catalog, tmp_path: Path) -> None:
    root = _root(catalog, tmp_path / "photos", "2020/a.jpg")
    assert hold(catalog, tmp_path / "photos" / "2020") == root
    assert hold(catalog, tmp_path / "photos2").id != root.id


def test_a_hidden_folder_is_a_root_of_its_own(catalog: Catalog, tmp_path: Path) -> None:
    outer = _root(catalog, tmp_path / "photos", "a.jpg")
    (tmp_path / "photos" / ".hidden").mkdir()
    hidden = hold(catalog, tmp_path / "photos" / ".hidden")
    assert hidden.id != outer.id
    assert hold(catalog, tmp_path).id not in (hidden.id, outer.id)
    assert _paths(catalog) == [hidden.path, tmp_path]  # which the outermost does not see


def test_a_drive_that_is_missing_stays_a_root(catalog: Catalog, tmp_path: Path) -> None:
    drive = _root(catalog, tmp_path / "mnt" / "usb", "a.jpg")
    shutil.rmtree(drive.path)
    outer = hold(catalog, tmp_path / "mnt")
    assert _paths(catalog) == [drive.path, outer.path]


def test_a_root_that_is_added_where_it_is_now_is_moved(catalog: Catalog, tmp_path: Path) -> None:
    root = _root(catalog, tmp_path / "D", "a.jpg", "sub/b.jpg")
    shutil.copytree(root.path, tmp_path / "E")
    shutil.rmtree(root.path)
    (tmp_path / "E" / "new.jpg").write_text("new")
    assert hold(catalog, tmp_path / "E").id == root.id
    assert _paths(catalog) == [tmp_path / "E"]


@pytest.mark.parametrize("what", ["missing", "edited"])
def test_copies_of_only_some_files_are_another_folder(
    catalog: Catalog, tmp_path: Path, what: str
) -> None:
    root = _root(catalog, tmp_path / "D", *(f"{i}.jpg" for i in range(50)))
    shutil.copytree(root.path, tmp_path / "E")
    shutil.rmtree(root.path)
    if what == "missing":
        (tmp_path / "E" / "7.jpg").unlink()
    else:
        (tmp_path / "E" / "7.jpg").write_text("edited")
    assert hold(catalog, tmp_path / "E").id != root.id
    assert _paths(catalog) == [root.path, tmp_path / "E"]


def test_an_empty_root_is_moved_nowhere(catalog: Catalog, tmp_path: Path) -> None:
    root = _root(catalog, tmp_path / "D")
    root.path.rmdir()
    (tmp_path / "E").mkdir()
    assert hold(catalog, tmp_path / "E").id != root.id


def test_a_missing_root_is_offline_until_it_is_back(catalog: Catalog, tmp_path: Path) -> None:
    root = _root(catalog, tmp_path / "D", "a.jpg")
    root.path.rename(tmp_path / "away")
    assert present_roots(catalog) == []
    assert [r.offline for r in catalog.roots.all()] == [True]
    (tmp_path / "away").rename(root.path)
    assert [r.path for r in present_roots(catalog)] == [root.path]
    assert [r.offline for r in catalog.roots.all()] == [False]


def test_a_drive_that_is_mounted_under_another_name_is_followed(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _root(catalog, tmp_path / "media" / "DISK" / "Photos", "a.jpg", "b.jpg")
    (tmp_path / "media" / "DISK").rename(tmp_path / "media" / "DISK1")
    present_roots(catalog)
    assert _paths(catalog) == [root.path]  # a folder that is no drive is not taken for one
    monkeypatch.setattr(roots.os.path, "ismount", lambda path: Path(path).name == "DISK1")
    assert [r.id for r in present_roots(catalog)] == [root.id]
    assert _paths(catalog) == [tmp_path / "media" / "DISK1" / "Photos"]


def test_a_copy_on_another_drive_is_not_followed(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _root(catalog, tmp_path / "media" / "DISK" / "Photos", "a.jpg", "b.jpg")
    shutil.copytree(tmp_path / "media" / "DISK", tmp_path / "media" / "BACKUP")
    (tmp_path / "media" / "DISK").rename(tmp_path / "unplugged")
    monkeypatch.setattr(roots.os.path, "ismount", lambda path: Path(path).name == "BACKUP")
    assert present_roots(catalog) == []
    assert _paths(catalog) == [root.path]


def test_the_place_where_a_drive_was_mounted_is_not_the_drive(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = tmp_path / "usb"
    with monkeypatch.context() as mounted:
        mounted.setattr(scanning.os.path, "ismount", lambda path: Path(path) == drive)
        root = _root(catalog, drive, "a.jpg", "b.jpg")
    assert present_roots(catalog) == []
    (drive / "a.jpg").unlink()
    (drive / "stray.jpg").write_text("saved where the drive should be")
    root = catalog.roots.all()[0]
    assert (root.offline, root.mounts) == (True, ("",))
    found = scan(catalog, root, Area(drive), Ignoring())
    settle(catalog, [found], ignore, lambda: False)
    assert "a.jpg" in catalog.files.below(root.id)


def test_a_root_that_holds_nothing_all_of_a_sudden_is_offline(
    catalog: Catalog, tmp_path: Path
) -> None:
    root = _root(catalog, tmp_path / "D", "sub/a.jpg")
    new = _root(catalog, tmp_path / "new and empty")
    shutil.move(root.path / "sub", tmp_path / "away")
    (root.path / ".Trash").mkdir()
    assert [r.id for r in present_roots(catalog)] == [new.id]
    shutil.copytree(tmp_path / "away", tmp_path / "E" / "sub")
    assert hold(catalog, tmp_path / "E").id == root.id
