"""A scan tells what has changed, and settling brings the catalogue level with it."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from photoapp.catalog import Catalog, Root
from photoapp.errors import FolderError
from photoapp.events import Event, FileFailed, ignore
from photoapp.library.scanning import Scan, hash_file, resolve_folder, scan, settle


@dataclass
class Folder:
    """A folder of files that are photos by name, and the catalogue that knows them."""

    path: Path
    catalog: Catalog
    root: Root

    def put(self, name: str, content: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        os.utime(path, ns=(0, 1_000_000_000 * len(content)))  # as if written at another time

    def scan(self, below: str = "") -> Scan:
        return scan(self.catalog, self.root, self.path / below, skip=[])

    def settle(self, found: Scan | None = None) -> list[Event]:
        events: list[Event] = []
        settle(self.catalog, found or self.scan(), events.append, lambda: False)
        return events

    def known(self) -> set[str]:
        return {Path(path).as_posix() for path in self.catalog.files.below(self.root.id)}


@pytest.fixture
def folder(tmp_path: Path, catalog: Catalog) -> Folder:
    path = tmp_path / "photos"
    path.mkdir()
    return Folder(path, catalog, catalog.files.add_root(path))


def _names(found: Scan) -> set[str]:
    return {Path(file.path).as_posix() for file in found.changed}


def test_at_first_everything_is_new_and_then_nothing(folder: Folder) -> None:
    folder.put("a.jpg", "cat")
    folder.put("2020/b.jpg", "dog")
    first = folder.scan()
    assert _names(first) == {"a.jpg", "2020/b.jpg"}
    folder.settle(first)
    assert (first.settled, first.found) == (2, 2)
    second = folder.scan()
    assert (second.changed, second.unchanged, second.gone) == ([], 2, [])


def test_a_scan_by_itself_changes_nothing(folder: Folder) -> None:
    folder.put("a.jpg", "cat")
    folder.scan()
    assert folder.known() == set()


def test_a_changed_file_is_noticed(folder: Folder) -> None:
    folder.put("a.jpg", "cat")
    folder.put("b.jpg", "dog")
    folder.settle()
    folder.put("a.jpg", "edited")
    found = folder.scan()
    assert (_names(found), found.unchanged) == ({"a.jpg"}, 1)
    folder.settle(found)
    assert folder.scan().changed == []


def test_a_file_written_again_as_it_was_stays_its_photo(folder: Folder) -> None:
    folder.put("a.jpg", "cat")
    folder.settle()
    before = folder.catalog.photos.present_ids()
    os.utime(folder.path / "a.jpg")
    folder.settle()
    assert folder.catalog.photos.present_ids() == before


def test_a_file_that_is_gone_is_forgotten(folder: Folder) -> None:
    folder.put("a.jpg", "cat")
    folder.put("b.jpg", "dog")
    folder.settle()
    (folder.path / "a.jpg").unlink()
    found = folder.scan()
    assert found.gone == ["a.jpg"]
    folder.settle(found)
    assert folder.known() == {"b.jpg"}


def test_a_moved_folder_keeps_its_photos(folder: Folder) -> None:
    folder.put("old/a.jpg", "cat")
    folder.put("old/b.jpg", "dog")
    folder.settle()
    before = set(folder.catalog.photos.present_ids())
    shutil.move(folder.path / "old", folder.path / "new")
    folder.settle()
    assert folder.known() == {"new/a.jpg", "new/b.jpg"}
    assert set(folder.catalog.photos.present_ids()) == before


def test_copies_are_one_photo(folder: Folder) -> None:
    folder.put("a.jpg", "cat")
    folder.put("copy.jpg", "cat")
    folder.settle()
    assert len(folder.catalog.photos.present_ids()) == 1


def test_a_scan_of_a_part_leaves_the_rest_alone(folder: Folder) -> None:
    for name in ("2020/a.jpg", "2020b/b.jpg", "c.jpg"):
        folder.put(name, name)
    folder.settle()
    for name in ("2020/a.jpg", "2020b/b.jpg", "c.jpg"):
        (folder.path / name).unlink()
    folder.put("2020/new.jpg", "new")
    found = folder.scan("2020")
    assert (_names(found), [Path(p).as_posix() for p in found.gone]) == (
        {"2020/new.jpg"},
        ["2020/a.jpg"],
    )
    folder.settle(found)
    assert folder.known() == {"2020/new.jpg", "2020b/b.jpg", "c.jpg"}


def test_a_file_that_vanishes_before_it_is_read_is_told_and_tried_again(folder: Folder) -> None:
    folder.put("a.jpg", "cat")
    found = folder.scan()
    (folder.path / "a.jpg").unlink()
    [event] = folder.settle(found)
    assert isinstance(event, FileFailed)
    assert (event.path, event.kind) == (str(folder.path / "a.jpg"), "unreadable")
    assert found.unreadable == 1
    assert [f.kind for f in folder.catalog.failures.all()] == ["unreadable"]
    folder.put("a.jpg", "cat")
    assert folder.settle() == []
    assert folder.catalog.failures.all() == []
    assert len(folder.catalog.photos.present_ids()) == 1


def test_a_stop_leaves_the_rest_to_the_next_scan(folder: Folder) -> None:
    for i in range(40):
        folder.put(f"{i}.jpg", str(i))
    found = folder.scan()
    settle(folder.catalog, found, ignore, lambda: found.settled > 0)
    assert 0 < found.settled < 40
    assert len(folder.scan().changed) == 40 - found.settled
    folder.settle()
    assert len(folder.known()) == 40


def test_a_stopped_settling_forgets_no_moved_file(folder: Folder) -> None:
    folder.put("old.jpg", "cat")
    folder.settle()
    (folder.path / "old.jpg").rename(folder.path / "new.jpg")
    settle(folder.catalog, folder.scan(), ignore, lambda: True)
    assert folder.known() == {"old.jpg"}


def test_the_files_found_are_told_as_they_come(folder: Folder) -> None:
    for i in range(3):
        folder.put(f"{i}.jpg", str(i))
    told: list[int] = []
    scan(folder.catalog, folder.root, folder.path, skip=[], progress=told.append)
    assert told == [1, 2, 3]


def test_a_root_that_is_suddenly_empty_is_a_drive_that_is_missing(folder: Folder) -> None:
    folder.put("2020/a.jpg", "cat")
    folder.settle()
    (folder.path / "2020/a.jpg").unlink()
    (folder.path / "2020").rmdir()
    folder.settle()
    assert folder.known() == {"2020/a.jpg"}


def test_a_scan_that_is_stopped_forgets_nothing(folder: Folder) -> None:
    folder.put("a.jpg", "cat")
    folder.put("b.jpg", "dog")
    folder.settle()
    (folder.path / "b.jpg").unlink()
    found = scan(folder.catalog, folder.root, folder.path, skip=[], stopped=lambda: True)
    folder.settle(found)
    assert folder.known() == {"a.jpg", "b.jpg"}


def test_the_hash_is_blake2b_of_the_content(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"cat" * 100_000)
    assert hash_file(path) == hashlib.blake2b(b"cat" * 100_000, digest_size=32).digest()


def test_a_folder_is_resolved_as_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "photos").mkdir()
    monkeypatch.chdir(tmp_path)
    assert resolve_folder(Path("photos")) == tmp_path / "photos"
    assert resolve_folder(Path("photos/../photos/.")) == tmp_path / "photos"
    assert resolve_folder(Path("~")) == Path.home()


@pytest.mark.parametrize("name", ["missing", "file.jpg"])
def test_what_is_no_folder_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.jpg").touch()
    with pytest.raises(FolderError) as caught:
        resolve_folder(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)


def test_what_lies_in_a_folder_that_cannot_be_listed_is_not_forgotten(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("drive/a.jpg", "cat")
    folder.put("b.jpg", "dog")
    folder.put("c.jpg", "cow!")
    folder.settle()
    (folder.path / "c.jpg").unlink()
    listed = os.scandir

    def failing(path: Path) -> object:
        if path.name == "drive":
            raise OSError("Input/output error")
        return listed(path)

    monkeypatch.setattr(os, "scandir", failing)
    folder.settle()
    assert folder.known() == {"drive/a.jpg", "b.jpg"}
