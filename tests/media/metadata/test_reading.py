"""Reading a file: any format, any name, damaged or no photo at all."""

import io
import os
from pathlib import Path

import msgspec
import pillow_heif
import pytest
from PIL import Image

from photoapp.media.metadata import Known, Metadata
from photoapp.media.metadata.reading import read_metadata
from tests.media.metadata.tagged import tagged, takeout_file

_EXIF = {"Image.Make": "Canon", "Photo.DateTimeOriginal": "2019:04:12 19:24:49"}
_XMP = {"dc.subject": ["sea"], "xmp.Rating": "4"}
_DAMAGED = "The file is damaged: part of its metadata may be missing."


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif"])
def test_formats(tmp_path: Path, suffix: str) -> None:
    found = read_metadata(tagged(tmp_path / f"a{suffix}", exif=_EXIF, xmp=_XMP))
    assert found.camera_make == Known("Canon", "EXIF Make")
    assert [word.value for word in found.keywords] == ["sea"]
    assert found.problems == ()


@pytest.mark.parametrize("file_format", ["HEIF", "AVIF", "JXL"])
def test_formats_of_boxes(tmp_path: Path, file_format: str) -> None:
    pillow_heif.register_heif_opener()
    import pillow_jxl  # noqa: F401 - importing it registers it

    exif = Image.Exif()
    exif[0x010F] = "Canon"
    path = tmp_path / "a.bin"
    Image.new("RGB", (32, 24)).save(path, file_format, exif=exif.tobytes())
    assert read_metadata(path).camera_make == Known("Canon", "EXIF Make")


@pytest.mark.parametrize("file_format", ["GIF", "BMP"])
def test_formats_without_metadata(tmp_path: Path, file_format: str) -> None:
    path = tmp_path / "a.bin"
    Image.new("RGB", (32, 24)).save(path, file_format)
    found = read_metadata(path, modified_ns=0)
    assert found == Metadata(taken=found.taken)


def test_a_damaged_container_is_read_by_pillow(tmp_path: Path) -> None:
    """exiv2 gives up at a colour profile that makes no sense."""
    exif = Image.Exif()
    exif[0x010F] = "Canon"
    buffer = io.BytesIO()
    picture = Image.new("RGB", (32, 24))
    picture.save(buffer, "JPEG", exif=exif.tobytes(), icc_profile=b"\xff" * 64)
    data = buffer.getvalue()
    start = data.index(b"\xff\xe2")
    end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    path = tmp_path / "a.jpg"
    path.write_bytes(data[:2] + data[start:end] + data[2:start] + data[end:])
    found = read_metadata(path)
    assert found.camera_make == Known("Canon", "EXIF Make")
    assert found.problems == (_DAMAGED,)


def test_of_a_truncated_photo_what_is_there_is_read(tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.jpg", exif=_EXIF)
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"\xff\xdb") + 20])
    found = read_metadata(path)
    assert found.camera_make == Known("Canon", "EXIF Make")
    assert found.problems == (_DAMAGED,)


def test_an_empty_file_and_one_that_is_no_image(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"")
    assert read_metadata(path).problems == ("The file is empty.",)
    path.write_bytes(b"Dear diary, today I took no photo.\n" * 40)
    assert read_metadata(path, modified_ns=0).problems == ()


def test_a_file_that_can_t_be_opened(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_metadata(tmp_path / "gone.jpg")
    with pytest.raises(OSError, match=r"directory|denied"):
        read_metadata(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_names_that_are_not_unicode(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jpg"))
    tagged(tmp_path / "a.jpg", exif=_EXIF).rename(path)
    sidecar = path.with_suffix(".xmp")
    tagged(tmp_path / "a.xmp", xmp=_XMP).rename(sidecar)
    found = read_metadata(path, [sidecar])
    assert found.camera_make == Known("Canon", "EXIF Make")
    mark = "\N{REPLACEMENT CHARACTER}"
    assert found.rating == Known(4, f"XMP xmp:Rating in caf{mark}.xmp")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Metadata) == found


@pytest.mark.parametrize("name", ["Grüße 写真.jpg", "http:example.org.jpg", "-.jpg"])
def test_odd_names(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt" and ":" in name:
        pytest.skip("no such names there")
    tagged(tmp_path / "a.jpg", exif=_EXIF).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert read_metadata(Path(name)).camera_make is not None


def test_everything_survives_the_way_between_processes(tmp_path: Path) -> None:
    gps = {
        "GPSInfo.GPSLatitude": "48/1 51/1 30/1",
        "GPSInfo.GPSLatitudeRef": "N",
        "GPSInfo.GPSLongitude": "2/1 17/1 40/1",
        "GPSInfo.GPSLongitudeRef": "E",
    }
    xmp = _XMP | {"lr.hierarchicalSubject": ["a|b"], "dc.title": "T", "dc.description": "C"}
    path = tagged(tmp_path / "a.jpg", exif=_EXIF | gps | {"Image.DateTime": "2019:99:99"}, xmp=xmp)
    found = read_metadata(path, [takeout_file(tmp_path / "a.json", people=[{"name": "Ann"}])])
    assert found.problems
    assert found.place
    assert found.people
    assert found.keyword_paths
    for codec in (msgspec.msgpack, msgspec.json):
        assert codec.decode(codec.encode(found), type=Metadata) == found


def test_bytes_that_are_no_text_are_made_text(tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.jpg", exif={"Image.Make": "Cafe", "Image.Artist": "Zoe"})
    path.write_bytes(path.read_bytes().replace(b"Cafe", b"Caf\xe9").replace(b"Zoe", b"Z\x81\xff"))
    found = read_metadata(path)
    assert found.camera_make == Known("Café", "EXIF Make")
    assert found.creator is not None
    found.creator.value.encode()


def test_a_sidecar_in_utf_16(tmp_path: Path) -> None:
    sidecar = tagged(tmp_path / "a.xmp", xmp=_XMP)
    text = sidecar.read_text(encoding="utf-8")
    sidecar.write_bytes(text.encode("utf-16"))
    assert read_metadata(tagged(tmp_path / "a.jpg"), [sidecar]).rating is not None


def test_sidecars_that_can_t_be_read_are_problems(tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.jpg", exif=_EXIF)
    broken = tmp_path / "a.xmp"
    broken.write_text("<x:xmpmeta")
    found = read_metadata(path, [broken, tmp_path / "gone.json"])
    assert found.camera_make is not None
    assert found.problems == (
        "a.xmp holds no XMP that can be read.",
        "gone.json can't be read: No such file or directory.",
    )


@pytest.mark.parametrize("text", ["{}", "[1]", '{"title": "x"}', "{", '{"title": 5}'])
def test_other_json_is_no_concern_of_ours(tmp_path: Path, text: str) -> None:
    other = tmp_path / "a.json"
    other.write_text(text)
    found = read_metadata(tagged(tmp_path / "a.jpg"), [other], modified_ns=0)
    assert found == Metadata(taken=found.taken)
