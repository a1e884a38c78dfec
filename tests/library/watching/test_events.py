"""What happens in real folders, heard of from the system, is looked at once it rests."""

import os
import shutil
from pathlib import Path

import pytest

from photoapp.library.scanning import Area
from tests.library.watching.folders import watched


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "photos"
    (root / "2020").mkdir(parents=True)
    (root / "2020" / "old.jpg").write_text("old")
    return root


def test_everything_is_looked_at_first(root: Path, tmp_path: Path) -> None:
    with watched(tmp_path, root) as running:
        assert running.library.areas() == [Area(root, deep=True)]
        assert running.told(root) == ["events"]


def test_a_new_file_has_its_folder_looked_at_and_nothing_else(root: Path, tmp_path: Path) -> None:
    with watched(tmp_path, root) as running:
        (root / "2020" / "new.jpg").write_text("new")
        running.until(lambda: running.library.areas()[1:])
        assert running.library.areas()[1:] == [Area(root / "2020", deep=False)]


@pytest.mark.parametrize(
    "happen",
    [
        lambda file: file.write_text("changed"),
        lambda file: file.unlink(),
        lambda file: file.rename(file.with_name("renamed.jpg")),
        lambda file: os.utime(file, (0, 0)),
        lambda file: os.link(file, file.with_name("second name.jpg")),
        lambda file: file.with_name("made later").symlink_to(file),
    ],
    ids=["changed", "deleted", "renamed", "dated", "linked", "soft link"],
)
def test_what_happens_to_a_file_has_its_folder_looked_at(
    root: Path, tmp_path: Path, happen: object
) -> None:
    with watched(tmp_path, root) as running:
        happen(root / "2020" / "old.jpg")  # type: ignore[operator]
        running.until(lambda: running.library.areas()[1:])
        assert running.library.areas()[1:] == [Area(root / "2020", deep=False)]


def test_a_file_moved_between_folders_has_both_looked_at_together(
    root: Path, tmp_path: Path
) -> None:
    (root / "2021").mkdir()
    with watched(tmp_path, root) as running:
        (root / "2020" / "old.jpg").rename(root / "2021" / "old.jpg")
        running.until(lambda: len(running.library.runs) > 1)
        areas = running.library.runs[1][0]
        assert areas == [Area(root / "2020", deep=False), Area(root / "2021", deep=False)]


def test_a_folder_moved_in_is_looked_at_with_all_it_holds(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside" / "trip" / "day one"
    outside.mkdir(parents=True)
    (outside / "a.jpg").write_text("a")
    with watched(tmp_path, root) as running:
        outside.parent.rename(root / "trip")
        running.until(lambda: running.library.seen(root / "trip" / "day one" / "a.jpg"))
        (root / "trip" / "day one" / "b.jpg").write_text("b")  # and it is watched from now on
        running.until(lambda: running.library.seen(root / "trip" / "day one" / "b.jpg"))


def test_a_folder_moved_out_has_the_one_it_was_in_looked_at(root: Path, tmp_path: Path) -> None:
    with watched(tmp_path, root) as running:
        (root / "2020").rename(tmp_path / "2020")
        running.until(lambda: running.library.areas()[1:])
        assert running.library.areas()[1:] == [Area(root, deep=False)]


def test_a_renamed_folder_is_new_under_its_new_name_before_the_old_one_is_gone(
    root: Path, tmp_path: Path
) -> None:
    with watched(tmp_path, root) as running:
        (root / "2020").rename(root / "2020 in Rome")
        running.until(lambda: len(running.library.runs) > 1)
        new, old = Area(root / "2020 in Rome", deep=True), Area(root, deep=False)
        assert running.library.runs[1][0] == [new, old]


def test_a_deleted_tree_has_the_folder_it_was_in_looked_at(root: Path, tmp_path: Path) -> None:
    (root / "2020" / "June" / "Rome").mkdir(parents=True)
    (root / "2020" / "June" / "Rome" / "a.jpg").write_text("a")
    with watched(tmp_path, root) as running:
        shutil.rmtree(root / "2020")
        running.until(lambda: Area(root, deep=False) in running.library.areas())
        # On a slow machine what was in it may have been looked at while it went.
        assert running.library.areas()[-1] == Area(root, deep=False)


def test_a_file_written_in_pieces_is_looked_at_once_and_complete(
    root: Path, tmp_path: Path
) -> None:
    slow, other = root / "2020" / "slow.jpg", root / "2021" / "other.jpg"
    other.parent.mkdir()
    with watched(tmp_path, root, speed=1) as running:

        def let_it_look(text: str) -> None:
            other.write_text(text)
            running.until(lambda: len(text) in running.library.seen(other))

        with slow.open("wb", buffering=0) as file:
            for text in ("a", "bb", "ccc"):
                file.write(b"piece")
                let_it_look(text)
        running.until(lambda: running.library.seen(slow))
        let_it_look("dddd")
        assert running.library.seen(slow) == [15]


def test_reading_photos_has_nothing_looked_at(root: Path, tmp_path: Path) -> None:
    (root / "2021").mkdir()
    with watched(tmp_path, root) as running:
        (root / "2020" / "old.jpg").read_bytes()
        list(os.walk(root))
        (root / "2021" / "new.jpg").write_text("new")
        running.until(lambda: running.library.areas()[1:])
        assert running.library.areas()[1:] == [Area(root / "2021", deep=False)]


@pytest.mark.parametrize(
    "name", [".hidden.jpg", "download.jpg.crdownload", "copy.jpg.part", "@eaDir/small.jpg"]
)
def test_hidden_and_unfinished_things_have_nothing_looked_at(
    root: Path, tmp_path: Path, name: str
) -> None:
    (root / "@eaDir").mkdir()
    with watched(tmp_path, root) as running:
        (root / name).write_text("nothing")
        (root / "2020" / "new.jpg").write_text("new")
        running.until(lambda: running.library.areas()[1:])
        assert running.library.areas()[1:] == [Area(root / "2020", deep=False)]


def test_a_download_counts_when_it_gets_its_name(root: Path, tmp_path: Path) -> None:
    part = root / "2020" / "new.jpg.part"
    with watched(tmp_path, root) as running:
        part.write_text("new")
        part.rename(root / "2020" / "new.jpg")
        running.until(lambda: running.library.seen(root / "2020" / "new.jpg"))


def test_what_photoapp_writes_itself_has_nothing_looked_at(tmp_path: Path) -> None:
    with watched(tmp_path, tmp_path) as running:  # its home lies in the watched folder
        (running.library.paths.cache / "thumbnail.jpg").write_text("small")
        (tmp_path / "photo.jpg").write_text("photo")
        running.until(lambda: running.library.areas()[1:])
        assert running.library.areas()[1:] == [Area(tmp_path, deep=False)]


def test_a_root_that_is_a_link_is_watched_and_named_as_it_is(root: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(root)
    with watched(tmp_path, link) as running:
        (root / "2020" / "new.jpg").write_text("new")
        (root / "top.jpg").write_text("top")
        running.until(lambda: len(running.library.areas()) > 2)
        assert set(running.library.areas()[1:]) == {
            Area(link, deep=False),
            Area(link / "2020", deep=False),
        }


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_not_utf_8_are_heard_of(root: Path, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9"))
    try:
        odd.mkdir()
    except OSError:
        pytest.skip("this disk wants UTF-8")
    with watched(tmp_path, root) as running:
        (odd / "a.jpg").write_text("a")
        running.until(lambda: running.library.areas()[1:])
        assert running.library.areas()[1:] == [Area(odd, deep=False)]


def test_a_burst_of_ten_thousand_files_is_a_few_looks(root: Path, tmp_path: Path) -> None:
    with watched(tmp_path, root) as running:
        for i in range(10_000):
            (root / "2020" / f"{i}.jpg").touch()
        last = root / "2020" / "last.jpg"
        last.write_text("last")
        running.until(lambda: running.library.seen(last))
        assert len(running.library.runs) < 100  # and not one a file


def test_a_burst_of_many_folders_misses_none(root: Path, tmp_path: Path) -> None:
    folders = [root / str(i) for i in range(700)]
    for folder in folders:
        folder.mkdir()
    with watched(tmp_path, root) as running:
        for folder in folders:
            (folder / "a.jpg").touch()
        running.until(lambda: all(running.library.seen(f / "a.jpg") for f in folders))
