"""A file may be a photo by its name, or by its first bytes where the name says nothing."""

from pathlib import Path

import pytest

from photoapp.media import may_be_photo
from tests.media.pictures import encoded, photo


@pytest.mark.parametrize(
    "name", ["a.jpg", "A.JPG", "a.b.jpeg", "a.png", "a.heic", "a.avif", "a.tif"]
)
def test_a_photos_name_is_enough(name: str) -> None:
    assert may_be_photo(Path("nowhere", name))


@pytest.mark.parametrize("name", ["a.mp4", "a.txt", "a.pdf", "a.svg", "a.psd", "a.py", "a.MOV"])
def test_another_types_name_is_enough(name: str) -> None:
    assert not may_be_photo(Path("nowhere", name))


@pytest.mark.parametrize(
    "file_format", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "HEIF", "AVIF", "BMP"]
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
