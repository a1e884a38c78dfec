"""A walk finds what may be photos, passes over the rest, and always ends."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from photoapp.library.ignoring import Ignoring
from photoapp.library.walking import FoundFile, Listing, walk

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")


def _put(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"\xff\xd8\xff a JPEG, as far as a walk looks")


def _paths(listings: Iterator[Listing]) -> set[str]:
    return {Path(file.path).as_posix() for listing in listings for file in listing.files}


def _walk(root: Path, *own: Path, folder: str = "") -> Iterator[Listing]:
    return walk(root, folder, Ignoring(own))


def test_photos_are_found_at_any_depth_and_nothing_else(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "2020/b.JPG", "2020/summer/c.png", "no-suffix", "d.txt", "e.mp4")
    assert _paths(_walk(tmp_path)) == {"a.jpg", "2020/b.JPG", "2020/summer/c.png", "no-suffix"}


def test_a_file_comes_with_its_size_and_time(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg")
    stat = (tmp_path / "a.jpg").stat()
    [listing] = _walk(tmp_path)
    assert listing.files == [FoundFile("a.jpg", stat.st_size, stat.st_mtime_ns, stat.st_ino)]
    assert listing.device == stat.st_dev


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", ".hidden.jpg", ".hidden/b.jpg", "._a.jpg")
    assert _paths(_walk(tmp_path)) == {"a.jpg"}


def test_a_hidden_folder_that_was_asked_for_is_walked(tmp_path: Path) -> None:
    _put(tmp_path, ".hidden/a.jpg")
    assert _paths(_walk(tmp_path / ".hidden")) == {"a.jpg"}


@pytest.mark.parametrize("name", ["@eaDir", "$RECYCLE.BIN", "lost+found"])
def test_folders_of_other_programs_are_left_out(tmp_path: Path, name: str) -> None:
    _put(tmp_path, "a.jpg", f"{name}/b.jpg", f"2020/{name}/c.jpg")
    assert _paths(_walk(tmp_path)) == {"a.jpg"}


def test_photoapps_own_folders_are_left_out(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "photoapp/cache/b.jpg", "photoapp/c.jpg")
    assert _paths(_walk(tmp_path, tmp_path / "photoapp" / "cache")) == {"a.jpg", "photoapp/c.jpg"}


@needs_links
def test_own_folders_are_left_out_under_any_name(tmp_path: Path) -> None:
    _put(tmp_path, "cache/b.jpg", "photos/a.jpg")
    (tmp_path / "photos" / "link").symlink_to(tmp_path / "cache")
    assert _paths(_walk(tmp_path / "photos", tmp_path / "cache")) == {"a.jpg"}


def test_a_folder_named_like_a_photo_is_walked(tmp_path: Path) -> None:
    _put(tmp_path, "folder.jpg/a.jpg")
    assert _paths(_walk(tmp_path)) == {"folder.jpg/a.jpg"}


@needs_links
def test_links_are_followed_each_folder_once(tmp_path: Path) -> None:
    _put(tmp_path, "outside/a.jpg", "photos/b.jpg")
    for name in ("one", "two"):
        (tmp_path / "photos" / name).symlink_to(tmp_path / "outside")
    (tmp_path / "photos" / "c.jpg").symlink_to(tmp_path / "outside" / "a.jpg")
    found = _paths(_walk(tmp_path / "photos"))
    assert {"b.jpg", "c.jpg"} < found
    assert len(found & {"one/a.jpg", "two/a.jpg"}) == 1
    assert len(found) == 3


@needs_links
def test_loops_of_links_end(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "deep/b.jpg")
    (tmp_path / "deep" / "back").symlink_to(tmp_path)
    assert _paths(_walk(tmp_path)) == {"a.jpg", "deep/b.jpg"}


@needs_links
@pytest.mark.parametrize("target", ["link.jpg", "nowhere.jpg"], ids=["itself", "nowhere"])
def test_a_link_that_leads_nowhere_is_passed_over(tmp_path: Path, target: str) -> None:
    _put(tmp_path, "a.jpg", "z.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / target)
    assert _paths(_walk(tmp_path)) == {"a.jpg", "z.jpg"}


def test_a_folder_that_is_gone_when_its_turn_comes_is_passed_over(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "z.jpg")
    (tmp_path / "empty").mkdir()
    found = _walk(tmp_path)
    first = next(found)
    (tmp_path / "empty").rmdir()
    [gone] = rest = list(found)
    assert (gone.folder, gone.problem) == ("empty", "")
    assert _paths(iter([first, *rest])) == {"a.jpg", "z.jpg"}


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "closed/b.jpg")
    (tmp_path / "closed").chmod(0)
    try:
        assert _paths(_walk(tmp_path)) == {"a.jpg"}
    finally:
        (tmp_path / "closed").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg")
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.jpg")
    assert _paths(_walk(tmp_path)) == {"a.jpg"}


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_names_that_are_not_utf8_are_found(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jpg")
    try:
        _put(tmp_path, name)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert _paths(_walk(tmp_path)) == {name}


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(tmp_path, "drive/a.jpg", "b.jpg")
    listed = os.scandir

    def failing(folder: str) -> object:
        if folder.endswith("drive"):
            raise OSError(errno.EIO, "Input/output error")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", failing)
    listings = {listing.folder: listing for listing in _walk(tmp_path)}
    assert [file.path for file in listings[""].files] == ["b.jpg"]
    assert listings["drive"].problem == "The folder can't be listed: Input/output error."


def test_a_folder_whose_files_cannot_be_looked_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(tmp_path, "closed/a.jpg", "b.jpg")
    listed = os.scandir

    class Closed:
        """A file that may be seen, and not looked at."""

        name = "a.jpg"

        def is_dir(self) -> bool:
            return False

        def stat(self) -> os.stat_result:
            raise PermissionError(errno.EACCES, "Permission denied")

    def failing(folder: str) -> object:
        return nullcontext([Closed()]) if folder.endswith("closed") else listed(folder)

    monkeypatch.setattr(os, "scandir", failing)
    listings = {listing.folder: listing for listing in _walk(tmp_path)}
    assert [file.path for file in listings[""].files] == ["b.jpg"]
    assert listings["closed"].problem == "The folder can't be listed: Permission denied."


def test_a_folder_within_a_skipped_one_is_skipped(tmp_path: Path) -> None:
    _put(tmp_path, "own/thumbnails/a.jpg")
    assert list(_walk(tmp_path / "own/thumbnails", tmp_path / "own")) == []


def test_a_walk_can_begin_below_the_root(tmp_path: Path) -> None:
    _put(tmp_path, "a/b/c.jpg", "a/d.jpg", "e.jpg")
    below = str(Path("a", "b"))
    assert _paths(_walk(tmp_path, folder=below)) == {"a/b/c.jpg"}


def test_folders_can_be_passed_over(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "b/c.jpg", "d/e.jpg")
    assert _paths(walk(tmp_path, passed_over=["b"])) == {"a.jpg", "d/e.jpg"}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the tree is made through /proc")
def test_a_deep_tree_is_walked_as_far_as_the_system_goes(tmp_path: Path) -> None:
    """Beyond what a path may measure, the folder is told, and all else is found."""
    name = "d" * 200
    depth = 0
    here = os.open(tmp_path, os.O_RDONLY)
    for depth in range(1, 31):  # 6,000 bytes, by folders relative to each other
        Path(f"/proc/self/fd/{here}", f"{depth}.jpg").write_bytes(b"x")
        os.mkdir(name, dir_fd=here)
        deeper = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    listings = list(_walk(tmp_path))
    found = [file for listing in listings for file in listing.files]
    assert 15 < len(found) < 30
    problems = [listing.problem for listing in listings if listing.problem is not None]
    assert problems == ["The folder can't be listed: File name too long."]


def test_videos_are_counted_and_those_of_live_photos(tmp_path: Path) -> None:
    _put(tmp_path, "IMG_1.HEIC", "IMG_1.mov", "clip.mp4", "IMG_2.jpg")
    [listing] = _walk(tmp_path)
    assert (len(listing.files), listing.videos, listing.live_photos) == (2, 2, 1)


def test_what_describes_a_photo_is_told_with_it(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "a.jpg.xmp", "b.jpg")
    [listing] = _walk(tmp_path)
    a, b = listing.files
    stat = (tmp_path / "a.jpg.xmp").stat()
    assert json.loads(a.sidecars) == [["a.jpg.xmp", stat.st_size, stat.st_mtime_ns]]
    assert b.sidecars == ""
