"""A turned photo shows the same pixels, and can be taken back to the same bytes."""

import struct
from pathlib import Path

import pytest
from PIL import Image

from photoapp.errors import PhotoUnreadableError
from photoapp.media import open_photo
from photoapp.media.metadata.exiv2_tags import read_tags
from photoapp.media.orientation import turned
from photoapp.media.rotating import applied, backwards, rotation
from tests.media.metadata.tagged import tagged
from tests.media.pictures import encoded, oriented, photo

_AS_SEEN = {1: 6, 2: 3, 3: 8}
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")


def _assert_turned(data: bytes, quarter_turns: int) -> bytes:
    turn = rotation(data, quarter_turns)
    before, after = open_photo(data), open_photo(turn.data)
    expected = turned(before.image, _AS_SEEN[quarter_turns])
    assert (after.size, after.image.tobytes()) == (expected.size, expected.tobytes())
    assert applied(turn.data, backwards(turn.edits)) == data
    assert len(turn.data) - len(data) < 400
    return turn.data


@pytest.mark.parametrize("file_format", _FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_from_every_orientation_to_every_side(file_format: str, orientation: int) -> None:
    data = oriented(photo(40, 24), orientation, file_format)
    for quarter_turns in (1, 2, 3):
        result = _assert_turned(data, quarter_turns)
        assert len(result) == len(data)  # what is stated is changed in its place


@pytest.mark.parametrize("file_format", _FORMATS)
def test_where_nothing_is_stated_it_is_added(file_format: str) -> None:
    once = _assert_turned(encoded(photo(40, 24), file_format), 1)
    _assert_turned(once, 3)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_plain_webp_becomes_an_extended_one(mode: str) -> None:
    lossless = encoded(photo(41, 23).convert(mode), "WEBP", lossless=True)
    assert lossless[12:16] == b"VP8L"
    result = _assert_turned(lossless, 1)
    assert result[12:16] == b"VP8X"
    assert struct.unpack_from("<I", result, 4)[0] == len(result) - 8


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif"])
@pytest.mark.parametrize("stated", [{}, {"Image.Orientation": "8"}], ids=["unstated", "stated"])
def test_all_other_metadata_stays(tmp_path: Path, suffix: str, stated: dict[str, str]) -> None:
    exif = {
        "Image.Make": "Canon",
        "Photo.DateTimeOriginal": "2019:04:12 19:24:49",
        "GPSInfo.GPSLatitude": "48/1 51/1 30/1",
        "GPSInfo.GPSLatitudeRef": "N",
        **stated,
    }
    xmp = {"dc.subject": ["a", "b"], "tiff.Orientation": "8"}
    path = tagged(tmp_path / f"a{suffix}", exif=exif, xmp=xmp)
    before, _ = read_tags(path)
    result = _assert_turned(path.read_bytes(), 1)
    path.write_bytes(result)
    after, problem = read_tags(path)
    assert problem is None
    assert after.exif == before.exif | {"Image.Orientation": after.exif["Image.Orientation"]}
    assert after.xmp["tiff.Orientation"] == [after.exif["Image.Orientation"]]
    assert after.xmp["dc.subject"] == before.xmp["dc.subject"]


def test_the_embedded_thumbnail_turns_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    block = bytearray(exif.tobytes()[6:])
    first = struct.unpack_from("<I" if block[:2] == b"II" else ">I", block, 4)[0]
    order = "<" if block[:2] == b"II" else ">"
    struct.pack_into(f"{order}I", block, first + 2 + 12, len(block))
    block += struct.pack(f"{order}HHHIHHI", 1, 0x0112, 3, 1, 6, 0, 0)
    data = encoded(photo(40, 24), "JPEG", exif=b"Exif\0\0" + bytes(block))
    result = rotation(data, 1).data
    assert result.count(struct.pack(f"{order}HHIH", 0x0112, 3, 1, 3)) == 2


@pytest.mark.parametrize("file_format", ["GIF", "BMP", "JPEG2000", "AVIF"])
def test_other_formats_are_refused_with_a_way_out(file_format: str) -> None:
    with pytest.raises(PhotoUnreadableError, match=r"Only JPEG, PNG, TIFF and WebP .* export"):
        rotation(encoded(photo(40, 24), file_format), 1)


@pytest.mark.parametrize("file_format", _FORMATS)
def test_half_a_file_is_refused_or_turned_as_far_as_it_shows(file_format: str) -> None:
    data = oriented(photo(200, 160), 6, file_format)
    for end in range(8, len(data), max(1, len(data) // 40)):
        _turned_or_refused(data[:end])


def test_the_torture_folder(shared_photos: Path) -> None:
    """Nothing but a sentence or a photo that is turned and can be taken back comes of any file."""
    done = 0
    for path in sorted((shared_photos / "torture").rglob("*")):
        if (
            path.suffix.lower() in {".jpg", ".png", ".webp", ".mpo"}
            and path.stat().st_size < 400_000
        ):
            data = path.read_bytes()
            done += _turned_or_refused(data)
    assert done > 60


def _turned_or_refused(data: bytes) -> bool:
    """Return whether a photo was turned; if not, that was said in a sentence."""
    refusal = ""
    try:
        turn = rotation(data, 1)
    except PhotoUnreadableError as error:
        refusal = error.reason
    else:
        assert applied(turn.data, backwards(turn.edits)) == data
    assert not refusal or refusal.endswith(".")
    return not refusal
