"""A walk finds what may be photos, passes over the rest, and always ends."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from photoapp.library.walking import FoundFile, walk

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")


def _put(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"\xff\xd8\xff a JPEG, as far as a walk looks")


def _paths(found: Iterator[FoundFile]) -> set[str]:
    return {Path(file.path).as_posix() for file in found}


def test_photos_are_found_at_any_depth_and_nothing_else(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "2020/b.JPG", "2020/summer/c.png", "no-suffix", "d.txt", "e.mp4")
    assert _paths(walk(tmp_path, [])) == {"a.jpg", "2020/b.JPG", "2020/summer/c.png", "no-suffix"}


def test_a_file_comes_with_its_size_and_time(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg")
    stat = (tmp_path / "a.jpg").stat()
    assert list(walk(tmp_path, [])) == [
        FoundFile("a.jpg", stat.st_size, stat.st_mtime_ns, stat.st_ino)
    ]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", ".hidden.jpg", ".hidden/b.jpg", "._a.jpg")
    assert _paths(walk(tmp_path, [])) == {"a.jpg"}


def test_a_hidden_folder_that_was_asked_for_is_walked(tmp_path: Path) -> None:
    _put(tmp_path, ".hidden/a.jpg")
    assert _paths(walk(tmp_path / ".hidden", [])) == {"a.jpg"}


@pytest.mark.parametrize("name", ["@eaDir", "$RECYCLE.BIN", "lost+found"])
def test_folders_of_other_programs_are_left_out(tmp_path: Path, name: str) -> None:
    _put(tmp_path, "a.jpg", f"{name}/b.jpg", f"2020/{name}/c.jpg")
    assert _paths(walk(tmp_path, [])) == {"a.jpg"}


def test_photoapps_own_folders_are_left_out(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "photoapp/cache/b.jpg", "photoapp/c.jpg")
    assert _paths(walk(tmp_path, [tmp_path / "photoapp" / "cache"])) == {"a.jpg", "photoapp/c.jpg"}


@needs_links
def test_own_folders_are_left_out_under_any_name(tmp_path: Path) -> None:
    _put(tmp_path, "cache/b.jpg", "photos/a.jpg")
    (tmp_path / "photos" / "link").symlink_to(tmp_path / "cache")
    assert _paths(walk(tmp_path / "photos", [tmp_path / "cache"])) == {"a.jpg"}


def test_a_folder_named_like_a_photo_is_walked(tmp_path: Path) -> None:
    _put(tmp_path, "folder.jpg/a.jpg")
    assert _paths(walk(tmp_path, [])) == {"folder.jpg/a.jpg"}


@needs_links
def test_links_are_followed_each_folder_once(tmp_path: Path) -> None:
    _put(tmp_path, "outside/a.jpg", "photos/b.jpg")
    for name in ("one", "two"):
        (tmp_path / "photos" / name).symlink_to(tmp_path / "outside")
    (tmp_path / "photos" / "c.jpg").symlink_to(tmp_path / "outside" / "a.jpg")
    found = _paths(walk(tmp_path / "photos", []))
    assert {"b.jpg", "c.jpg"} < found
    assert len(found & {"one/a.jpg", "two/a.jpg"}) == 1
    assert len(found) == 3


@needs_links
def test_loops_of_links_end(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "deep/b.jpg")
    (tmp_path / "deep" / "back").symlink_to(tmp_path)
    assert _paths(walk(tmp_path, [])) == {"a.jpg", "deep/b.jpg"}


@needs_links
@pytest.mark.parametrize("target", ["link.jpg", "nowhere.jpg"], ids=["itself", "nowhere"])
def test_a_link_that_leads_nowhere_is_passed_over(tmp_path: Path, target: str) -> None:
    _put(tmp_path, "a.jpg", "z.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / target)
    assert _paths(walk(tmp_path, [])) == {"a.jpg", "z.jpg"}


def test_a_folder_that_is_gone_when_its_turn_comes_is_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _put(tmp_path, "a.jpg", "z.jpg")
    (tmp_path / "empty").mkdir()
    found = walk(tmp_path, [])
    first = next(found)
    (tmp_path / "empty").rmdir()
    assert _paths(iter([first, *found])) == {"a.jpg", "z.jpg"}
    assert "can't list" in caplog.text


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg", "closed/b.jpg")
    (tmp_path / "closed").chmod(0)
    try:
        assert _paths(walk(tmp_path, [])) == {"a.jpg"}
    finally:
        (tmp_path / "closed").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    _put(tmp_path, "a.jpg")
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.jpg")
    assert _paths(walk(tmp_path, [])) == {"a.jpg"}


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_names_that_are_not_utf8_are_found(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jpg")
    try:
        _put(tmp_path, name)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert _paths(walk(tmp_path, [])) == {name}


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drive").mkdir()
    (tmp_path / "drive/a.jpg").write_bytes(b"x")
    (tmp_path / "b.jpg").write_bytes(b"x")
    listed = os.scandir

    def failing(folder: Path) -> object:
        if folder.name == "drive":
            raise OSError("Input/output error")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", failing)
    told: list[str] = []
    assert [f.path for f in walk(tmp_path, [], told.append)] == ["b.jpg"]
    assert told == ["drive"]


def test_a_folder_within_a_skipped_one_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "own/thumbnails").mkdir(parents=True)
    (tmp_path / "own/thumbnails/a.jpg").write_bytes(b"x")
    assert list(walk(tmp_path / "own/thumbnails", [tmp_path / "own"])) == []
