"""A scan tells what has changed, and settling brings the catalogue level with it."""

import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from photoapp.catalog import UNLISTED, Catalog, Root
from photoapp.errors import FolderError
from photoapp.events import Event, FileFailed, ignore
from photoapp.library import scanning, settling
from photoapp.library.ignoring import Ignoring
from photoapp.library.looking import Looking
from photoapp.library.scanning import Area, Scan, outermost, resolve_folder, scan
from photoapp.library.settling import hash_file, settle
from photoapp.library.walking import Listing

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")


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

    def scan(self, below: str = "", *, deep: bool = True) -> Scan:
        root = self.catalog.roots.all()[0]
        return scan(self.catalog, root, Area(self.path / below, deep), Ignoring())

    def settle(self, found: Scan | None = None) -> list[Event]:
        events: list[Event] = []
        settle(self.catalog, [found or self.scan()], events.append, lambda: False)
        return events

    def known(self) -> set[str]:
        return {Path(path).as_posix() for path in self.catalog.files.below(self.root.id)}


@pytest.fixture
def folder(tmp_path: Path, catalog: Catalog) -> Folder:
    path = tmp_path / "photos"
    path.mkdir()
    return Folder(path, catalog, catalog.roots.add(path))


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
    settle(folder.catalog, [found], ignore, lambda: found.settled > 0)
    assert 0 < found.settled < 40
    assert len(folder.scan().changed) == 40 - found.settled
    folder.settle()
    assert len(folder.known()) == 40


def test_a_stopped_settling_forgets_no_moved_file(folder: Folder) -> None:
    folder.put("old.jpg", "cat")
    folder.settle()
    (folder.path / "old.jpg").rename(folder.path / "new.jpg")
    settle(folder.catalog, [folder.scan()], ignore, lambda: True)
    assert folder.known() == {"old.jpg"}


def test_the_files_found_are_told_as_they_come(folder: Folder) -> None:
    for i in range(3):
        folder.put(f"{i}.jpg", str(i))
    folder.put("a/3.jpg", "3")
    told: list[int] = []
    area = Area(folder.path)
    scan(folder.catalog, folder.root, area, Ignoring(), progress=told.append)
    assert told == [3, 4]


def test_a_root_that_is_suddenly_empty_is_a_drive_that_is_missing(folder: Folder) -> None:
    folder.put("2020/a.jpg", "cat")
    folder.settle()
    (folder.path / "2020/a.jpg").unlink()
    (folder.path / "2020").rmdir()
    folder.settle()
    assert folder.known() == {"2020/a.jpg"}


def test_a_scan_that_is_stopped_forgets_nothing(folder: Folder) -> None:
    folder.put("a/a.jpg", "cat")
    folder.put("b.jpg", "dog")
    folder.settle()
    (folder.path / "b.jpg").unlink()
    area = Area(folder.path)
    found = scan(folder.catalog, folder.root, area, Ignoring(), stopped=lambda: True)
    folder.settle(found)
    assert folder.known() == {"a/a.jpg", "b.jpg"}


def test_the_hash_is_blake2b_of_the_content(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"cat" * 100_000)
    assert hash_file(path)[0] == hashlib.blake2b(b"cat" * 100_000, digest_size=32).digest()


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

    def failing(path: str) -> object:
        if path.endswith("drive"):
            raise OSError("Input/output error")
        return listed(path)

    monkeypatch.setattr(os, "scandir", failing)
    folder.settle()
    assert folder.known() == {"drive/a.jpg", "b.jpg"}
    [told] = folder.catalog.failures.all()
    assert (told.path, told.kind) == (str(folder.path / "drive"), UNLISTED)
    monkeypatch.undo()
    folder.settle()
    assert folder.catalog.failures.all() == []


def _shown(found: Scan) -> tuple[set[str], set[str]]:
    return _names(found), {Path(path).as_posix() for path in found.gone}


def test_a_look_at_a_folders_own_files_leaves_known_folders_alone(folder: Folder) -> None:
    for name in ("a.jpg", "b.jpg", "known/c.jpg", "gone/d.jpg", "gone/deep/e.jpg"):
        folder.put(name, name)
    folder.settle()
    shutil.rmtree(folder.path / "gone")
    (folder.path / "b.jpg").unlink()
    (folder.path / "known/c.jpg").unlink()
    folder.put("new.jpg", "new")
    folder.put("moved/in/f.jpg", "f")
    found = folder.scan(deep=False)
    assert _shown(found) == (
        {"new.jpg", "moved/in/f.jpg"},
        {"b.jpg", "gone/d.jpg", "gone/deep/e.jpg"},
    )
    folder.settle(found)
    assert folder.known() == {"a.jpg", "known/c.jpg", "new.jpg", "moved/in/f.jpg"}


def test_a_look_below_concerns_only_that_folder(folder: Folder) -> None:
    for name in ("x/a.jpg", "x/sub/b.jpg", "xy/c.jpg"):
        folder.put(name, name)
    folder.settle()
    for name in ("x/a.jpg", "x/sub/b.jpg", "xy/c.jpg"):
        (folder.path / name).unlink()
    folder.put("x/new.jpg", "new")
    found = folder.scan("x", deep=False)
    assert _shown(found) == ({"x/new.jpg"}, {"x/a.jpg"})


def test_the_last_folder_that_goes_is_noticed_by_a_look_at_the_root(folder: Folder) -> None:
    folder.put("only/a.jpg", "cat")
    folder.put("kept/b.jpg", "dog")
    folder.settle()
    shutil.rmtree(folder.path / "only")
    assert folder.scan(deep=False).gone == [str(Path("only/a.jpg"))]


def test_a_file_that_was_moved_is_not_read_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("a.jpg", "cat")
    folder.settle()
    [before] = folder.catalog.photos.present_ids()
    (folder.path / "sub").mkdir()
    (folder.path / "a.jpg").rename(folder.path / "sub" / "b.jpg")
    monkeypatch.setattr(settling, "hash_file", lambda _: pytest.fail("the file was read"))
    folder.settle()
    assert folder.known() == {"sub/b.jpg"}
    assert folder.catalog.photos.present_ids() == [before]


def test_a_file_of_the_same_size_and_time_in_another_place_is_read(folder: Folder) -> None:
    folder.put("a.jpg", "cat")
    folder.settle()
    folder.put("b.jpg", "dog")  # as if written at the same time
    (folder.path / "a.jpg").unlink()
    folder.settle()
    [record] = folder.catalog.photos.records(folder.catalog.photos.present_ids()).values()
    assert record.content_hash == hashlib.blake2b(b"dog", digest_size=32).digest()


def test_a_file_written_again_in_the_same_moment_is_noticed(folder: Folder) -> None:
    path = folder.path / "a.jpg"
    path.write_text("cat")
    stat = path.stat()
    folder.settle()
    path.write_text("dog")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    folder.settle()
    [record] = folder.catalog.photos.records(folder.catalog.photos.present_ids()).values()
    assert record.content_hash == hashlib.blake2b(b"dog", digest_size=32).digest()


def test_a_drive_mounted_below_that_is_missing_keeps_its_files(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("sd/a.jpg", "cat")
    folder.put("b.jpg", "dog")
    walked = scanning.walk

    def with_a_drive(*arguments: Any, **more: Any) -> Iterator[Listing]:
        for listing in walked(*arguments, **more):
            yield replace(listing, device=7) if listing.folder == "sd" else listing

    monkeypatch.setattr(scanning, "walk", with_a_drive)
    folder.settle()
    monkeypatch.undo()
    (folder.path / "sd/a.jpg").unlink()  # what is left is the empty place it was mounted on
    folder.settle()
    assert folder.known() == {"sd/a.jpg", "b.jpg"}
    assert [f.reason for f in folder.catalog.failures.all()] == [
        "The drive that was here is missing."
    ]
    (folder.path / "sd").rmdir()
    folder.settle(folder.scan(deep=False))
    assert folder.known() == {"sd/a.jpg", "b.jpg"}
    folder.put("sd/a.jpg", "cat")
    monkeypatch.setattr(scanning, "walk", with_a_drive)
    folder.settle()
    assert folder.catalog.failures.all() == []


def test_a_root_that_is_pulled_out_while_it_is_walked_loses_nothing(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("a.jpg", "cat")
    folder.put("sub/b.jpg", "dog")
    folder.settle()
    walked = scanning.walk

    def pulled_out(*arguments: Any, **more: Any) -> Iterator[Listing]:
        for listing in walked(*arguments, **more):
            yield Listing(listing.folder, listing.device, folders=listing.folders)
            shutil.rmtree(folder.path, ignore_errors=True)

    monkeypatch.setattr(scanning, "walk", pulled_out)
    folder.settle()
    assert folder.known() == {"a.jpg", "sub/b.jpg"}


def test_videos_and_live_photos_are_counted_by_root(folder: Folder) -> None:
    for name in ("a.jpg", "a.mov", "sub/clip.mp4"):
        folder.put(name, name)
    folder.settle()
    [root] = folder.catalog.roots.all()
    assert (root.videos, root.live_photos) == (2, 1)


def test_areas_in_others_are_looked_at_once() -> None:
    a, ab, c = (Path("/p", name) for name in ("a", "a/b", "c"))
    areas = [Area(ab), Area(a), Area(a, deep=False), Area(c, deep=False), Area(c, deep=False)]
    assert outermost(areas) == [Area(a), Area(c, deep=False)]
    assert outermost([Area(a, deep=False), Area(ab)]) == [Area(a, deep=False), Area(ab)]


def test_a_folder_that_goes_is_noticed_though_nothing_else_has_changed(folder: Folder) -> None:
    """Every folder that is left looks as it did; only there are fewer."""
    for name in ("gone/a.jpg", "kept/b.jpg"):
        folder.put(name, name)
    folder.settle()
    assert folder.catalog.folders.signatures(folder.root.id).keys() == {"", "gone", "kept"}
    shutil.rmtree(folder.path / "gone")
    found = folder.scan()
    assert found.gone == [str(Path("gone/a.jpg"))]
    folder.settle(found)
    assert folder.catalog.folders.signatures(folder.root.id).keys() == {"", "kept"}


def test_an_unchanged_tree_is_not_compared_file_by_file(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.jpg", "b/c.jpg"):
        folder.put(name, name)
    folder.settle()
    monkeypatch.setattr(folder.catalog.files, "below", lambda *_: pytest.fail("files were read"))
    found = folder.scan()
    assert (found.changed, found.unchanged, found.gone) == ([], 2, [])


def test_a_file_that_could_not_be_read_by_the_model_is_compared_again(folder: Folder) -> None:
    folder.put("b/c.jpg", "cat")
    folder.settle()
    path = folder.path / "b" / "c.jpg"
    written = path.stat().st_mtime_ns
    assert not folder.catalog.files.set_problem(path, written - 1, "changed", "It was another.")
    assert folder.scan().changed == []
    assert folder.catalog.files.set_problem(path, written, "changed", "The file changed.")
    assert _names(folder.scan()) == {"b/c.jpg"}


def test_files_of_all_folders_are_recorded_before_any_is_forgotten(
    folder: Folder, tmp_path: Path
) -> None:
    other = Folder(tmp_path / "other", folder.catalog, folder.catalog.roots.add(tmp_path / "other"))
    folder.put("a.jpg", "cat")
    folder.settle()
    other.path.mkdir()
    (folder.path / "a.jpg").rename(other.path / "a.jpg")
    roots = folder.catalog.roots.all()
    scans = [scan(folder.catalog, root, Area(root.path), Ignoring()) for root in roots]
    scans[0].empty, scans[0].gone = False, ["a.jpg"]
    done: list[str] = []
    record, forget = folder.catalog.files.record, folder.catalog.files.forget
    folder.catalog.files.record = lambda *a: done.append("record") or record(*a)  # type: ignore[method-assign, func-returns-value]
    folder.catalog.files.forget = lambda *a: done.append("forget") or forget(*a)  # type: ignore[method-assign, func-returns-value]
    settle(folder.catalog, scans, ignore, lambda: False)
    assert done == ["record", "forget", "forget"]
    assert len(folder.catalog.photos.present_ids()) == 1


@needs_links
def test_a_look_at_a_part_does_not_follow_links_nor_forget_what_is_behind_them(
    folder: Folder, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "far.jpg").write_text("far")
    folder.put("a/near.jpg", "near")
    (folder.path / "a" / "loop").symlink_to(folder.path)
    (folder.path / "a" / "link").symlink_to(outside)
    folder.settle()
    assert folder.known() == {"a/near.jpg", "a/link/far.jpg"}
    folder.put("a/new.jpg", "new")
    for deep in (False, True):
        folder.settle(folder.scan("a", deep=deep))
        assert folder.known() == {"a/near.jpg", "a/new.jpg", "a/link/far.jpg"}
    assert folder.catalog.failures.all() == []


def test_a_drive_mounted_below_that_is_there_is_not_missing(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("sd/a.jpg", "cat")
    folder.put("sd/b.jpg", "dog")
    folder.settle()
    folder.catalog.roots.describe(folder.root.id, videos=0, live_photos=0, mounts={"sd"})
    monkeypatch.setattr(scanning, "_is_mounted", lambda _: True)
    (folder.path / "sd/a.jpg").unlink()
    folder.settle(folder.scan(deep=False))
    assert folder.catalog.failures.all() == []
    folder.settle(folder.scan("sd"))
    assert folder.known() == {"sd/b.jpg"}


def test_a_folder_that_was_renamed_is_looked_at_once_and_not_read_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events mark the folder that both names are in, and the new one in full."""
    for number in range(5):
        folder.put(f"old/{number}.jpg", str(number) * (number + 1))
    folder.settle()
    (folder.path / "old").rename(folder.path / "new")
    areas = [Area(folder.path / "new"), Area(folder.path, deep=False)]
    looking = Looking(folder.catalog, Ignoring(), ignore, threading.Event(), lambda: None)
    scans = looking.at(areas)
    assert sum(found.found for found in scans) == 5
    monkeypatch.setattr(settling, "hash_file", lambda _: pytest.fail("a file was read"))
    settle(folder.catalog, scans, ignore, lambda: False)
    assert folder.known() == {f"new/{number}.jpg" for number in range(5)}


def test_what_is_left_out_is_not_looked_at_because_of_an_event(folder: Folder) -> None:
    for name in ("Private/a.jpg", "x.photoslibrary/resources/b.jpg", ".hidden/c.jpg"):
        folder.put(name, name)
        ignoring = Ignoring(patterns=["Private"])
        looking = Looking(folder.catalog, ignoring, ignore, threading.Event(), lambda: None)
        for deep in (False, True):
            assert looking.at([Area((folder.path / name).parent, deep)]) == []
        assert sum(found.found for found in looking.at([Area(folder.path)])) == 0


def test_a_root_inside_another_is_looked_at_by_itself(folder: Folder) -> None:
    folder.put("drive/a.jpg", "cat")
    inner = folder.catalog.roots.add(folder.path / "drive")
    folder.put("b.jpg", "dog")
    looking = Looking(folder.catalog, Ignoring(), ignore, threading.Event(), lambda: None)
    scans = looking.at([Area(folder.path), Area(inner.path)])
    assert [(found.root.id, found.found) for found in scans] == [(folder.root.id, 1), (inner.id, 1)]
    settle(folder.catalog, scans, ignore, lambda: False)
    outer = folder.catalog.roots.add(folder.path.parent, takes_over=[folder.root.id, inner.id])
    below = {Path(path).as_posix() for path in folder.catalog.files.below(outer.id)}
    assert below == {"photos/b.jpg", "photos/drive/a.jpg"}


def test_a_file_that_cannot_be_read_is_told_once(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("a.jpg", "cat")

    def failing(_: Path) -> tuple[bytes, bytes | None]:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(settling, "hash_file", failing)
    assert [len(folder.settle()) for _ in range(3)] == [1, 0, 0]
    assert len(folder.catalog.failures.all()) == 1


def test_a_row_that_doctor_has_removed_comes_back(folder: Folder) -> None:
    folder.put("b/c.jpg", "cat")
    folder.settle()
    folder.catalog.files.forget(folder.root.id, [str(Path("b/c.jpg"))])
    folder.settle()
    assert folder.known() == {"b/c.jpg"}
