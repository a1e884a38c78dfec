"""Raw files: the preview first, upright, with the photo's real size; the content decides."""

import io

import numpy as np
import pytest
from PIL import Image

from photoapp.errors import PhotoUnreadableError
from photoapp.media import Want, open_photo
from photoapp.media.raw import is_raw
from tests.media.pictures import STORED_AS, difference, encoded, photo
from tests.media.raw_files import dng

_BLUE = Image.new("RGB", (400, 300), (0, 0, 255))


def _is_blue(image: Image.Image) -> bool:
    red, _, blue = image.resize((1, 1)).getpixel((0, 0))
    return blue > 200 and red < 60


def test_a_preview_that_is_large_enough_is_shown() -> None:
    opened = open_photo(dng(photo(800, 600), preview=_BLUE), Want(380, 200))
    assert _is_blue(opened.image)
    assert opened.size == (800, 600)
    assert opened.format == "RAW"
    assert opened.damage is None


def test_a_preview_that_is_too_small_gives_way_to_the_pixels() -> None:
    opened = open_photo(dng(photo(800, 600), preview=_BLUE.resize((160, 120))), Want(380, 200))
    assert opened.image.size == (400, 300)
    assert opened.size == (800, 600)
    assert not _is_blue(opened.image)


def test_the_pixels_alone_show_the_photo() -> None:
    opened = open_photo(dng(photo(800, 600)), Want(380, 200))
    shown, meant = (
        np.asarray(image.convert("L").resize((8, 6), Image.Resampling.BOX), dtype=float).ravel()
        for image in (opened.image, photo(400, 300))
    )
    assert np.corrcoef(shown, meant)[0, 1] > 0.95


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("with_preview", [True, False])
def test_it_is_upright_whatever_its_orientation(orientation: int, with_preview: bool) -> None:
    upright = photo(800, 600) if orientation in {1, 3} else photo(600, 800)
    stored = upright.transpose(STORED_AS[orientation]) if orientation != 1 else upright
    preview = stored.resize((stored.width // 2, stored.height // 2)) if with_preview else None
    opened = open_photo(dng(stored, orientation=orientation, preview=preview), Want(380, 200))
    assert opened.size == upright.size
    assert opened.image.size == (upright.width // 2, upright.height // 2)
    if with_preview:
        assert difference(opened.image, upright.reduce(2)) < 8


def test_a_preview_that_was_turned_already_is_not_turned_again() -> None:
    stored, upright = photo(800, 600), photo(300, 400)
    opened = open_photo(dng(stored, orientation=6, preview=upright), Want(380, 200))
    assert opened.size == (600, 800)
    assert difference(opened.image, upright) < 8


def test_a_preview_that_lies_about_itself_is_passed_over() -> None:
    data = dng(photo(800, 600), preview=_BLUE)
    at = data.rindex(b"\xff\xd8\xff")
    opened = open_photo(data[:at] + b"\0" * (len(data) - at), Want(380, 200))
    assert opened.image.size == (400, 300)
    assert not _is_blue(opened.image)


def test_what_is_cut_short_is_shown_by_its_preview_and_flagged() -> None:
    whole = dng(photo(4000, 3000), preview=_BLUE.resize((64, 48)))
    head, preview = whole[:4096], whole[whole.rindex(b"\xff\xd8\xff") :]
    moved = head.replace(
        len(whole[: -len(preview)]).to_bytes(4, "little"), (4096).to_bytes(4, "little")
    )
    opened = open_photo(moved + preview, Want(380, 200))
    assert opened.damage
    assert opened.size == (4000, 3000)
    assert _is_blue(opened.image)


def test_what_has_no_pixels_is_damaged() -> None:
    with pytest.raises(PhotoUnreadableError) as caught:
        open_photo(dng(photo(400, 300))[:4096], Want(380, 200))
    assert caught.value.kind == "damaged"
    assert caught.value.reason.endswith(".")


@pytest.mark.parametrize("file_format", ["TIFF", "JPEG", "HEIF", "PNG"])
def test_other_photos_are_not_raw_whatever_they_are_called(file_format: str) -> None:
    assert not is_raw(io.BytesIO(encoded(photo(64, 48), file_format)))


@pytest.mark.parametrize(
    "head",
    [
        b"FUJIFILMCCD-RAW 0201",
        b"II*\0\x10\0\0\0CR\2\0",
        b"\0\0\0\x18ftypcrx \0\0\0\1",
        b"IIRO\x08\0\0\0",
    ],
)
def test_raw_files_are_known_by_their_content(head: bytes) -> None:
    assert is_raw(io.BytesIO(head + bytes(64)))
    assert is_raw(io.BytesIO(dng(photo(64, 48))))


def test_a_huge_raw_file_is_refused_before_it_is_decoded() -> None:
    small = dng(photo(64, 48))
    wide = small.replace(
        b"\x00\x01\x04\0\1\0\0\0" + (64).to_bytes(4, "little"),
        b"\x00\x01\x04\0\1\0\0\0" + (60_000).to_bytes(4, "little"),
    )
    tall = wide.replace(
        b"\x01\x01\x04\0\1\0\0\0" + (48).to_bytes(4, "little"),
        b"\x01\x01\x04\0\1\0\0\0" + (60_000).to_bytes(4, "little"),
    )
    with pytest.raises(PhotoUnreadableError):
        open_photo(tall, Want(380, 200))
