"""Every format: the same pixels, all that was said, and back to the very bytes.

exiftool and exiv2's own program read it back, as digiKam and Lightroom would.
"""

import json
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from photoapp.media.metadata.reading import read_metadata
from photoapp.media.metadata.write_back import (
    CannotHoldError,
    Said,
    applied_backwards,
    write_into,
)
from photoapp.media.metadata.write_back.checking import complaint, same_picture
from tests.media.metadata.write_back.formats import FORMATS

_SAID = Said(
    words=(("Katze", ("Tiere", "Katze")), ("Straße", ("Straße",))),
    lost=("old",),
    rating="4",
    label="Green",
    caption="Ein “Test”",
)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_said_is_there_and_nothing_else_changes(tmp_path: Path, name: str) -> None:
    path = FORMATS[name](tmp_path)
    data = path.read_bytes()
    before = read_metadata(path, modified_ns=0)
    written = write_into(data, _SAID)
    assert complaint(data, written.data, _SAID) is None
    assert applied_backwards(written.data, written.steps) == data
    assert write_into(written.data, _SAID).steps == ()
    path.write_bytes(written.data)
    after = read_metadata(path, modified_ns=0)
    kept = {known.value for known in before.keywords} - {"old"}
    assert {known.value for known in after.keywords} == kept | {"Katze", "Straße"}
    assert [path.value for path in after.keyword_paths] == [("Tiere", "Katze")]
    assert (after.rating and after.rating.value, after.caption and after.caption.value) == (
        4,
        "Ein “Test”",
    )
    assert (after.camera_make, after.f_number, after.title) == (
        before.camera_make,
        before.f_number,
        before.title,
    )
    _read_back(path, kept | {"Katze", "Straße"})


def _read_back(path: Path, words: set[str]) -> None:
    if shutil.which("exiftool"):
        found = _exiftool(path)
        assert set(found["XMP:Subject"]) == words
        assert (found["XMP:Rating"], found["XMP:Label"]) == (4, "Green")
        assert found["XMP:Description"] == "Ein “Test”"
        assert "Tiere|Katze" in found["XMP:HierarchicalSubject"]
        assert set(found.get("IPTC:Keywords", words)) == words
        assert "ExifTool:Warning" not in found
        assert found.get("EXIF:Rating", 4) == 4
    if shutil.which("exiv2") and path.suffix in {".jpg", ".png", ".webp", ".tif"}:
        command = ["exiv2", "-PXv", "-g", "Xmp.dc.subject", str(path)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert set(said.strip().split(", ")) == words


def _exiftool(path: Path) -> dict[str, Any]:
    command = ["exiftool", "-json", "-G", "-struct", "-charset", "iptc=UTF8", str(path)]
    found: list[dict[str, Any]] = json.loads(
        subprocess.run(command, check=True, capture_output=True).stdout
    )
    return found[0]


def test_what_was_said_before_is_told(tmp_path: Path) -> None:
    written = write_into(FORMATS["tagged JPEG"](tmp_path).read_bytes(), _SAID)
    assert (written.rating, written.label, written.caption) == ("2", "", "")


def test_other_pictures_in_a_file_are_found_after(tmp_path: Path) -> None:
    path = FORMATS["MPO"](tmp_path)
    with Image.open(path) as image:
        image.seek(1)
        pixels = image.convert("RGB").tobytes()
    path.write_bytes(write_into(path.read_bytes(), _SAID).data)
    with Image.open(path) as image:
        image.seek(1)
        assert image.convert("RGB").tobytes() == pixels


@pytest.mark.parametrize("name", ["HEIC", "AVIF"])
def test_a_film_stays_at_the_end(tmp_path: Path, name: str) -> None:
    film = struct.pack(">I4s", 5008, b"mpvd") + b"film" * 1250
    data = FORMATS[name](tmp_path).read_bytes() + film
    once = write_into(data, _SAID)
    twice = write_into(once.data, Said(words=(("More", ("More",)),), rating="1"))
    for written, before in ((once, data), (twice, once.data)):
        assert written.data.endswith(film)
        assert same_picture(before, written.data)
        assert applied_backwards(written.data, written.steps) == before
    path = tmp_path / "twice.heic"
    path.write_bytes(twice.data)
    assert "More" in {known.value for known in read_metadata(path, modified_ns=0).keywords}
    with pytest.raises(CannotHoldError, match="something unknown"):
        write_into(data.removesuffix(film) + b"\0\0\0\0SEFT", _SAID)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "hold no such metadata"),
        (b"GIF89a" + bytes(100), "hold no such metadata"),
        (b"FUJIFILMCCD-RAW" + bytes(100), "raw files are never written"),
        (b"\xff\xd8\xff\xe1\xff\xffExif\0\0", "not all there"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not all there"),
        (b"RIFF\xff\xff\0\0WEBPVP8 ", "not all there"),
        (b"II*\0\xff\xff\0\0", "no directory"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "no list of items"),
    ],
)
def test_what_can_t_hold_it_says_why(data: bytes, why: str) -> None:
    with pytest.raises(CannotHoldError, match=why):
        write_into(data, _SAID)


@pytest.mark.parametrize("name", ["JPEG", "TIFF", "HEIC"])
def test_a_picture_that_changed_is_noticed(tmp_path: Path, name: str) -> None:
    first = FORMATS[name](tmp_path).read_bytes()
    second = FORMATS[name](tmp_path).read_bytes()
    assert same_picture(first, first)
    assert not same_picture(first, second)


def test_metadata_that_was_lost_is_noticed(tmp_path: Path) -> None:
    data = FORMATS["tagged JPEG"](tmp_path).read_bytes()
    written = write_into(data, _SAID).data
    assert "Exif.Image.Make" in str(complaint(data, written.replace(b"Canon", b"Nikon"), _SAID))
    assert "“Katze”" in str(complaint(data, written.replace(b"Katze</rdf", b"Hatze</rdf"), _SAID))
    assert "Keywords" in str(complaint(data, written.replace(b"Foreign", b"Forfeit"), _SAID))
