"""The picture's hash: what is written around a picture leaves it, what changes it does not."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from photoapp.media import picture_hash
from tests.media.hostile import png_chunk, png_with
from tests.media.pictures import ORIENTATION, encoded, oriented, photo

_FORMATS = ["JPEG", "PNG", "WEBP"]
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _exif(orientation: int, text: str = "") -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010E] = text
    return exif.tobytes()


def _with_exif(file_format: str, exif: bytes, **options: object) -> bytes:
    return encoded(photo(64, 48), file_format, exif=exif, lossless=True, **options)


@pytest.mark.parametrize("file_format", _FORMATS)
def test_a_picture_has_a_hash_of_32_bytes(file_format: str) -> None:
    made = picture_hash(encoded(photo(64, 48), file_format))
    assert made is not None
    assert len(made) == 32


@pytest.mark.parametrize("file_format", _FORMATS)
def test_exif_alone_leaves_it(file_format: str) -> None:
    plain = picture_hash(encoded(photo(64, 48), file_format, lossless=True))
    described = picture_hash(_with_exif(file_format, _exif(1, "a cat")))
    assert plain == described


@pytest.mark.parametrize("file_format", _FORMATS)
def test_another_orientation_changes_it(file_format: str) -> None:
    made = {picture_hash(_with_exif(file_format, _exif(n))) for n in range(1, 9)}
    assert len(made) == 8


@pytest.mark.parametrize("file_format", _FORMATS)
def test_one_pixel_changes_it(file_format: str) -> None:
    image = photo(64, 48)
    before = encoded(image, file_format, lossless=True, quality=95)
    image.putpixel((30, 20), (0, 255, 0))
    after = encoded(image, file_format, lossless=True, quality=95)
    assert picture_hash(before) != picture_hash(after)


@pytest.mark.parametrize("file_format", _FORMATS)
def test_a_profile_changes_it(file_format: str) -> None:
    plain = encoded(photo(64, 48), file_format, lossless=True)
    profiled = encoded(photo(64, 48), file_format, lossless=True, icc_profile=_SRGB)
    assert picture_hash(plain) != picture_hash(profiled)


@pytest.mark.parametrize("file_format", _FORMATS)
def test_what_exiv2_writes_leaves_it(file_format: str, tmp_path: Path) -> None:
    exiv2 = pytest.importorskip("exiv2")
    path = tmp_path / "photo"
    path.write_bytes(oriented(photo(64, 48), 6, file_format))
    before = path.read_bytes()
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    image.exifData()["Exif.Image.ImageDescription"] = "a cat " * 300
    image.xmpData()["Xmp.dc.subject"] = "cat"
    if file_format == "JPEG":
        image.iptcData()["Iptc.Application2.Keywords"] = "cat"
        image.setComment("a comment")
    image.writeMetadata()
    assert path.read_bytes() != before
    assert picture_hash(path.read_bytes()) == picture_hash(before) is not None


@pytest.mark.parametrize("file_format", _FORMATS)
def test_what_follows_the_picture_changes_it(file_format: str) -> None:
    data = encoded(photo(64, 48), file_format)
    made = {picture_hash(data + rest) for rest in (b"", b"a film", b"a foil")}
    assert len(made) == 3
    assert None not in made


@pytest.mark.parametrize("marker", [0xE0, 0xE1, 0xED, 0xFE], ids=hex)
def test_segments_of_metadata_leave_it(marker: int) -> None:
    data = encoded(photo(64, 48))
    segment = bytes([0xFF, marker]) + struct.pack(">H", 10) + b"whatever"
    assert picture_hash(data[:2] + segment + data[2:]) == picture_hash(data)


@pytest.mark.parametrize("chunk", [b"tEXt", b"tIME", b"iTXt"])
def test_chunks_of_metadata_leave_it(chunk: bytes) -> None:
    plain = picture_hash(png_with())
    assert picture_hash(png_with(png_chunk(chunk, b"a\0b"))) == plain
    assert picture_hash(png_with(png_chunk(b"gAMA", struct.pack(">I", 45455)))) != plain


def test_progressive_jpegs_and_restarts_are_followed_to_their_ends() -> None:
    for options in ({"progressive": True}, {"restart_marker_rows": 1}, {"quality": 5}):
        data = encoded(photo(300, 200), **options)
        made = picture_hash(data)
        assert made is not None


@pytest.mark.parametrize("file_format", _FORMATS)
def test_what_is_cut_off_has_none(file_format: str) -> None:
    data = encoded(photo(64, 48), file_format)
    if file_format == "JPEG":
        ends = [*range(len(data))]
    elif file_format == "PNG":
        ends = [*range(len(data) - 4)]  # its last four bytes are a checksum
    else:
        ends = [*range(len(data))]
    assert {picture_hash(data[:end]) for end in ends} == {None}


@pytest.mark.parametrize("file_format", _FORMATS)
def test_bytes_changed_at_random_raise_nothing(file_format: str) -> None:
    data = encoded(photo(64, 48), file_format, exif=_exif(6, "cat"))
    chance = np.random.default_rng(3)
    for _ in range(300):
        broken = bytearray(data)
        for at in chance.integers(len(data), size=4):
            broken[at] = chance.integers(256)
        picture_hash(bytes(broken))


@pytest.mark.parametrize("data", [b"", b"\xff", b"II*\0", b"text", zlib.compress(b"x")])
def test_other_files_have_none(data: bytes) -> None:
    assert picture_hash(data) is None
    assert picture_hash(encoded(photo(8, 8), "TIFF")) is None
