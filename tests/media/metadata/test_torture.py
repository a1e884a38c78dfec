"""Every odd file that was ever met, and files damaged on purpose: in a process that may die."""

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from photoapp.media.metadata import Metadata
from tests.media.metadata.tagged import tagged

# Prints one line of JSON for each file whose name it reads; says the name first, on standard error.
_READER = """
import sys
from pathlib import Path
import msgspec
from photoapp.media.metadata.reading import read_metadata
for line in sys.stdin:
    print(line, end="", file=sys.stderr, flush=True)
    print(msgspec.json.encode(read_metadata(Path(line[:-1]), modified_ns=0)).decode(), flush=True)
"""
_MANY = 150


def _read_all(paths: list[Path]) -> dict[Path, Metadata]:
    """Read files in a child; if it dies, the last name it said is in the assertion."""
    names = "".join(f"{path}\n" for path in paths)
    command = [sys.executable, "-W", "error", "-c", _READER]
    child = subprocess.run(command, input=names, capture_output=True, text=True, check=False)
    assert child.returncode == 0, child.stderr[-2000:]
    found = [msgspec.json.decode(line, type=Metadata) for line in child.stdout.splitlines()]
    return dict(zip(paths, found, strict=True))


@pytest.fixture(scope="module")
def torture(shared_photos: Path) -> dict[str, Metadata]:
    folder = shared_photos / "torture"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): m for path, m in _read_all(paths).items()}


def test_all_are_read_and_problems_are_sentences(torture: dict[str, Metadata]) -> None:
    assert len(torture) > 200
    problems = [problem for one in torture.values() for problem in one.problems]
    assert problems
    assert [p for p in problems if not p.endswith(".") or not p[0].isupper()] == []
    dated = [one for one in torture.values() if one.taken and one.taken.source != "file's time"]
    assert len(dated) > 80


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("heic/heic-iphone7.heic", ("2019-10-20T18:34:30.130", "iPhone 7", 38.04664, None, 0)),
        ("iptc_xmp/digikam.jpg", ("2020-10-17T17:48:24.950488", "ELE-L29", 52.46052, 4, 2)),
        ("exif_gps/mongolels.jpg", ("2009-08-29T13:18:08.17", "Canon EOS 500D", None, 3, 0)),
        ("raw/Nikon.nef", ("2004-06-09T16:02:35.00", "NIKON D70", None, None, 0)),
        ("heic/empty_icc.heic", ("2021-07-06T16:08:14.164", "iPhone XS", 46.75470, None, 0)),
        ("bad_metadata/geodegrees_as_string.jpg", ("2014-04-26T19:09:19", None, 52.84278, None, 0)),
    ],
)
def test_some_are_as_exiftool_reads_them(
    torture: dict[str, Metadata], name: str, expected: tuple[object, ...]
) -> None:
    assert _values(torture[name]) == expected


def _values(found: Metadata) -> tuple[object, ...]:
    """Return the date, the camera, the latitude, the rating and how many keywords there are."""
    assert found.taken
    return (
        found.taken.value.local,
        found.camera_model.value if found.camera_model else None,
        round(found.position.value.latitude, 5) if found.position else None,
        found.rating.value if found.rating else None,
        len(found.keywords),
    )


@pytest.mark.parametrize(
    "rounds", [8, pytest.param(_MANY, marks=pytest.mark.long)], ids=["few", "many"]
)
def test_damaged_files_are_read_as_far_as_they_go(tmp_path: Path, rounds: int) -> None:
    paths = []
    for suffix in (".jpg", ".png", ".webp", ".tif", ".xmp"):
        whole = _whole(tmp_path / f"whole{suffix}").read_bytes()
        for number, data in enumerate(_damaged(whole, rounds, random.Random(suffix))):
            paths.append(tmp_path / f"{number}{suffix}")
            paths[-1].write_bytes(data)
    found = _read_all(paths)
    assert any(one.problems for one in found.values())
    assert any(one.camera_make for one in found.values())


def _whole(path: Path) -> Path:
    exif = {
        "Image.Make": "Canon",
        "Photo.DateTimeOriginal": "2019:04:12 19:24:49",
        "Photo.UserComment": "charset=Unicode a comment",
        "Photo.ExposureTime": "1/250",
        "GPSInfo.GPSLatitude": "48/1 51/1 30/1",
        "GPSInfo.GPSLatitudeRef": "N",
        "GPSInfo.GPSLongitude": "2/1 17/1 40/1",
        "GPSInfo.GPSLongitudeRef": "E",
    }
    xmp = {"dc.subject": ["a", "b"], "dc.title": "T", "xmp.CreateDate": "2019-04-12T19:24:49"}
    has_iptc = path.suffix in {".jpg", ".tif"}
    iptc = {"Application2.Caption": "C", "Application2.DateCreated": "2019-04-12"}
    is_xmp = path.suffix == ".xmp"
    return tagged(path, exif={} if is_xmp else exif, iptc=iptc if has_iptc else {}, xmp=xmp)


def _damaged(whole: bytes, rounds: int, chance: random.Random) -> Iterator[bytes]:
    for _ in range(rounds):
        yield whole[: chance.randrange(1, len(whole))]
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        yield bytes(broken)
