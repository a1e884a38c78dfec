"""Small files that would fill the memory or take for ever are seen through."""

import random
import zlib
from pathlib import Path

import pytest

from photoapp.errors import PhotoUnreadableError
from photoapp.media import Want, open_photo
from tests.media.hostile import (
    film,
    gif_of_frames,
    huge,
    jxl_header,
    png_chunk,
    png_with,
    tiff_of_pages,
)
from tests.media.pictures import difference, encoded, photo

_WANT = Want(480, 260)
_MUCH = zlib.compress(bytes(100_000_000))


def _refusal(data: bytes) -> PhotoUnreadableError:
    with pytest.raises(PhotoUnreadableError) as caught:
        open_photo(data, _WANT)
    assert caught.value.reason.endswith(".")
    return caught.value


@pytest.mark.parametrize(
    "file_format",
    ["PNG", "TIFF", "TIFF tile", "GIF", "BMP", "WEBP", "HEIF", "JXL", "JPEG2000", "ICO", "PSD"],
)
def test_a_huge_picture_in_a_tiny_file_is_refused(file_format: str) -> None:
    assert _refusal(huge(file_format)).kind == "oversized"


def test_a_huge_avif_is_refused_by_its_own_decoder() -> None:
    assert _refusal(huge("AVIF")).kind == "damaged"


def test_a_jpegs_scale_bounds_what_is_decoded() -> None:
    opened = open_photo(huge("JPEG"), _WANT)
    assert opened.size == (60_000, 60_000)
    assert opened.image.size == (500, 500)


@pytest.mark.parametrize(
    "chunk",
    [
        png_chunk(b"zTXt", b"a\0\0" + _MUCH),
        png_chunk(b"iTXt", b"a\0\1\0\0\0" + _MUCH),
        png_chunk(b"iCCP", b"a\0\0" + _MUCH),
    ],
    ids=["zTXt", "iTXt", "iCCP"],
)
def test_a_text_that_unpacks_to_a_flood_does_not_hide_the_picture(chunk: bytes) -> None:
    opened = open_photo(png_with(chunk))
    assert difference(opened.image, photo(64, 48)) == 0


@pytest.mark.parametrize("pages", [1, 1000])
def test_of_many_pages_the_first_is_shown(pages: int) -> None:
    assert open_photo(tiff_of_pages(pages)).size == (8, 8)


def test_pages_that_go_round_in_circles_have_a_first_one() -> None:
    assert open_photo(tiff_of_pages(5, following_last=72)).size == (8, 8)


def test_a_film_of_thousands_of_empty_frames_is_opened_and_empty() -> None:
    assert open_photo(gif_of_frames(5000)).image.getpixel((8, 8)) == (0, 0, 0)


@pytest.mark.parametrize("file_format", ["GIF", "PNG", "WEBP", "AVIF"])
def test_of_a_film_the_first_frame_that_shows_something_is_shown(file_format: str) -> None:
    opened = open_photo(film(file_format, empty_frames=5))
    assert difference(opened.image, photo(64, 48)) < 12


_HEADS = [
    b"", b"II*\0\x08\0\0\0", b"MM\0*", b"IIU\0", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", b"P6 #",
    b"\x89PNG\r\n\x1a\n", b"\0\0\0\x0cftypheic", b"RIFF\0\0\0\0WEBP", b"\xff\x0a", b"8BPS",
]  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("head", _HEADS)
def test_a_sparse_file_of_a_gibibyte_is_refused_soon(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "large.dng"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(1 << 30)
    with path.open("rb") as file, pytest.raises(PhotoUnreadableError):
        open_photo(file, _WANT)


_FORMATS = ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "HEIF", "AVIF", "JXL"]


@pytest.mark.parametrize("file_format", _FORMATS)
def test_a_file_cut_off_anywhere_is_shown_or_refused_with_a_sentence(file_format: str) -> None:
    data = encoded(photo(96, 64), file_format)
    chance = random.Random(file_format)
    for length in [*range(0, 40, 3), *(chance.randrange(len(data)) for _ in range(40))]:
        said = _what_is_said(data[:length])
        assert said is None or said.endswith(".")


def test_jpeg_xl_with_bytes_changed_at_random_is_shown_or_refused() -> None:
    data = encoded(photo(96, 64), "JXL")
    chance = random.Random(7)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        said = _what_is_said(bytes(broken))
        assert said is None or said.endswith(".")


def _what_is_said(data: bytes) -> str | None:
    try:
        return open_photo(data, _WANT).damage
    except PhotoUnreadableError as refusal:
        return refusal.reason


def test_a_jpeg_xl_that_ends_after_its_header_is_damaged() -> None:
    small = ((1, 1), (7, 5), (1, 3), (1, 1))  # 64 by 64, all else as usual
    assert _refusal(jxl_header(small)).kind == "damaged"
