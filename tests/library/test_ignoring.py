"""What a walk leaves out, by the user's patterns and of other programs' folders."""

from pathlib import Path

import pytest

from photoapp.library.ignoring import Ignoring
from photoapp.library.walking import walk


def _left(tmp_path: Path, patterns: list[str], *paths: str) -> set[str]:
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    listings = walk(tmp_path, "", Ignoring(patterns=patterns))
    return {Path(file.path).as_posix() for listing in listings for file in listing.files}


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("*_edited.jpg", {"a.jpg", "trips/rome/b.jpg", "work/c.jpg"}),
        ("WORK", {"a.jpg", "trips/rome/b.jpg", "trips/rome/b_edited.jpg"}),
        ("work/", {"a.jpg", "trips/rome/b.jpg", "trips/rome/b_edited.jpg"}),
        ("trips/*", {"a.jpg", "work/c.jpg"}),
        ("trips/rome/b.jpg", {"a.jpg", "trips/rome/b_edited.jpg", "work/c.jpg"}),
        ("[ac].jpg", {"trips/rome/b.jpg", "trips/rome/b_edited.jpg"}),
    ],
)
def test_the_users_patterns(tmp_path: Path, pattern: str, left: set[str]) -> None:
    paths = ["a.jpg", "trips/rome/b.jpg", "trips/rome/b_edited.jpg", "work/c.jpg"]
    assert _left(tmp_path, [pattern], *paths) == left


def test_of_an_apple_photos_library_only_the_originals_count(tmp_path: Path) -> None:
    library = "Photos.photoslibrary"
    paths = [f"{library}/originals/A/a.heic", f"{library}/resources/derivatives/a.jpeg"]
    assert _left(tmp_path, [], *paths) == {f"{library}/originals/A/a.heic"}


def test_previews_of_other_programs_are_left_out(tmp_path: Path) -> None:
    paths = ["a.jpg", "Catalog Previews.lrdata/b.jpg", "#recycle/c.jpg", "__MACOSX/d.jpg"]
    assert _left(tmp_path, [], *paths) == {"a.jpg"}
