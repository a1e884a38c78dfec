"""A file may be a photo by its name, or by its first bytes where the name says nothing."""

from pathlib import Path

import pytest

from photoapp.media import is_video, kind_of_name, may_be_photo
from tests.media.pictures import encoded, photo


@pytest.mark.parametrize(
    "name",
    [
        "a.jpg",
        "A.JPG",
        "a.b.jpeg",
        "a.png",
        "a.heic",
        "a.avif",
        "a.tif",
        "a.jxl",
        "a.CR2",
        "a.cr3",
        "a.nef",
        "a.arw",
        "a.DNG",
        "a.raf",
        "a.orf",
        "a.rw2",
        "a.pef",
        "a.srw",
        "a.mrw",
        "a.kdc",
    ],
)
def test_a_photos_name_is_enough(name: str) -> None:
    assert may_be_photo(Path("nowhere", name))


@pytest.mark.parametrize(
    "name",
    [
        "a.mp4",
        "a.txt",
        "a.pdf",
        "a.svg",
        "a.psd",
        "a.py",
        "a.MOV",
        "a.xmp",
        "a.AAE",
        "a.json",
        "a.jpg.xmp",
        "a.thm",
    ],
)
def test_another_types_name_is_enough(name: str) -> None:
    assert not may_be_photo(Path("nowhere", name))


@pytest.mark.parametrize(
    "file_format", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "HEIF", "AVIF", "BMP", "JXL", "JPEG2000"]
)
@pytest.mark.parametrize("name", ["photo", "photo.backup-2019", "no. 5"])
def test_a_name_that_says_nothing_leaves_it_to_the_content(
    tmp_path: Path, name: str, file_format: str
) -> None:
    path = tmp_path / name
    path.write_bytes(encoded(photo(16, 16), file_format))
    assert may_be_photo(path)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"To do:\n", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypmp42"]
)
def test_what_does_not_begin_as_a_photo_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "README"
    path.write_bytes(content)
    assert not may_be_photo(path)


def test_a_file_that_must_be_read_and_cannot_be_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        may_be_photo(tmp_path / "gone")


@pytest.mark.parametrize(
    "name",
    ["a.mp4", "A.MOV", "a.m4v", "a.avi", "a.mkv", "a.mts", "a.m2ts", "a.3gp", "a.webm", "a.wmv"],
)
def test_videos_are_known_by_name(name: str) -> None:
    assert is_video(Path("nowhere", name))
    assert is_video(f"no.where/{name}")
    assert kind_of_name(name) == "video"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IMG_1.JPG", "photo"),
        ("a.Jpg", "photo"),
        ("a.xmp", "other"),
        ("a", "unknown"),
        (".jpg", "unknown"),
        ("a.2019", "unknown"),
        ("a.", "unknown"),
        ("a.ts", "other"),
        ("", "unknown"),
    ],
)
def test_a_name_tells_the_kind(name: str, kind: str) -> None:
    assert kind_of_name(name) == kind
    assert kind_of_name(name) == kind  # the second time it is remembered
    assert not is_video(name)


def test_a_photo_may_be_named_by_text(tmp_path: Path) -> None:
    path = tmp_path / "folder.mp4"
    path.mkdir()
    (path / "photo").write_bytes(encoded(photo(16, 16)))
    assert may_be_photo(str(path / "photo"))
