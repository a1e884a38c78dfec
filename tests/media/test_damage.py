"""A damaged file is shown as far as it goes, or refused with a sentence; nothing else happens."""

import random

import pytest
from PIL import Image

from photoapp.errors import PhotoUnreadableError
from photoapp.media import Want, open_photo
from tests.media.pictures import difference, encoded, photo, png_header


def _refusal(data: bytes) -> PhotoUnreadableError:
    with pytest.raises(PhotoUnreadableError) as caught:
        open_photo(data, Want(480, 260))
    return caught.value


def _is_sentence(text: str) -> bool:
    return text[0].isupper() and text.endswith(".") and not text.endswith("..")


@pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
def test_a_truncated_photo_is_shown_and_flagged(file_format: str) -> None:
    whole = photo(640, 480)
    data = encoded(whole, file_format)
    opened = open_photo(data[: len(data) * 3 // 4])
    assert opened.damage
    assert _is_sentence(opened.damage)
    assert opened.size == (640, 480)
    top = (0, 0, 640, 200)
    assert difference(opened.image.crop(top), whole.crop(top)) < 6


def test_a_truncated_photo_is_shown_small_too() -> None:
    data = encoded(photo(2400, 1800))
    opened = open_photo(data[: len(data) // 2], Want(300))
    assert opened.damage
    assert opened.size == (2400, 1800)
    assert opened.image.size == (300, 225)


def test_a_photo_cut_off_before_its_picture_is_damaged() -> None:
    data = encoded(photo(640, 480))
    start_of_scan = data.index(b"\xff\xda")
    for length in (start_of_scan // 2, start_of_scan, start_of_scan + 16):
        refusal = _refusal(data[:length])
        assert refusal.kind == "damaged"
        assert _is_sentence(refusal.reason)


def test_an_empty_file_is_damaged_and_called_empty() -> None:
    refusal = _refusal(b"")
    assert refusal.kind == "damaged"
    assert "empty" in refusal.reason


def test_text_is_no_image() -> None:
    refusal = _refusal(b"Dear diary, today I took no photo.\n" * 40)
    assert refusal.kind == "not-image"
    assert _is_sentence(refusal.reason)


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    refusal = _refusal(png_header(20_000, 20_000))
    assert refusal.kind == "oversized"
    assert "20000 by 20000" in refusal.reason


def test_a_jpeg_that_is_huge_in_full_is_opened_small() -> None:
    opened = open_photo(encoded(Image.new("L", (16_000, 12_000), 100)), Want(480, 260))
    assert opened.size == (16_000, 12_000)
    assert opened.image.size == (500, 375)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "HEIF", "AVIF"])
def test_bytes_changed_at_random_break_nothing_but_the_photo(file_format: str) -> None:
    chance = random.Random(file_format)
    data = encoded(photo(64, 48), file_format)
    said = [_whats_wrong(_changed(data, chance)) for _ in range(60)]
    assert [text for text in said if text and not _is_sentence(text)] == []
    assert any(said)


def _changed(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _whats_wrong(data: bytes) -> str | None:
    try:
        return open_photo(data, Want(480, 260)).damage
    except PhotoUnreadableError as refusal:
        return refusal.reason
