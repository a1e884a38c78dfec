"""Making text of bytes, and numbers of text."""

import pytest

from photoapp.media.metadata.rationals import between, numbers
from photoapp.media.metadata.texts import clean, from_user_comment, from_utf16, is_rubbish


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"ASCII\0\0\0hello\0\0", "hello"),
        (b"\0\0\0\0\0\0\0\0hello", "hello"),
        (b"        ", ""),
        (b"UNICODE\0" + "Grüße".encode("utf-16-le"), "Grüße"),
        (b"UNICODE\0" + "Grüße".encode("utf-16-be"), "Grüße"),
        (b"UNICODE\0" + "Grüße".encode("utf-16"), "Grüße"),
        (b"UNICODE\0" + "Grüße, in UTF-8".encode(), "Grüße, in UTF-8"),
        (b"JIS\0\0\0\0\0" + "写真".encode("iso2022_jp"), "写真"),
        (b"a comment without a character set", "a comment without a character set"),
        (b"", ""),
        (b"UNICODE\0\0", ""),
    ],
)
def test_user_comments(data: bytes, text: str) -> None:
    assert clean(from_user_comment(data)) == text


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("  padded \0\0rubbish behind it", "padded"),
        ("caf\udce9", "café"),
        ("two\r\nlines\rand three", "two\nlines\nand three"),
        ("bell\x07 and escape\x1b", "bell and escape"),
        ("写真", "写真"),
        ("half a pair \ud83d", "half a pair ?"),
    ],
)
def test_clean(read: str, text: str) -> None:
    assert clean(read) == text


def test_utf_16_cut_in_the_middle() -> None:
    assert from_utf16("ab".encode("utf-16-le")[:-1]) == "a"


@pytest.mark.parametrize(
    "text", ["OLYMPUS DIGITAL CAMERA", "sony dsc", "<Digimax i50 MP3, Samsung #1 MP3>", "...", ""]
)
def test_rubbish(text: str) -> None:
    assert is_rubbish(text)


@pytest.mark.parametrize(
    "text", ["A digital camera on a table", "写真", "Sony", "DSC at dawn", "DC", "1984"]
)
def test_no_rubbish(text: str) -> None:
    assert not is_rubbish(text)


def test_numbers() -> None:
    assert numbers("51/1 30/1 0/0") == [51.0, 30.0, None]
    assert numbers("2.8 -1/2 inf nan x 1/2/3 1e5") == [2.8, -0.5, *[None] * 5]
    assert numbers("") == []


def test_bounds() -> None:
    read = between(1, 8)
    assert [read(text) for text in ("1", "8 9")] == [1, 8]
    assert [read(text) for text in ("0", "9", "x", "")] == [None] * 4
