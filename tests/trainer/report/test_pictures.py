"""The photos of a page."""

import base64
import io
import os
from pathlib import Path

from PIL import Image

from trainer.gate.verdict import Example, SearchPair
from trainer.report.pictures import read_pictures

from .runs import verdict, write


def _opened(uri: str) -> Image.Image:
    kind, content = uri.split(",", 1)
    assert kind == "data:image/jpeg;base64"
    return Image.open(io.BytesIO(base64.b64decode(content)))


def test_a_picture_is_small_and_upright(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (1200, 800), "teal").save(tmp_path / "a.jpg", exif=turned)
    Image.new("RGBA", (90, 20), (255, 0, 0, 0)).save(tmp_path / "b.png")
    paths = [str(tmp_path / "a.jpg"), str(tmp_path / "b.png")]
    sizes = [_opened(uri).size for uri in read_pictures([*paths, *paths]).values()]
    assert sizes == [(107, 160), (90, 20)]


def test_what_cannot_be_shown_gets_a_grey_cell_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    os.mkfifo(tmp_path / "pipe.jpg")
    names = ["broken.jpg", "pipe.jpg", "gone.jpg", "folder"]
    (tmp_path / "folder").mkdir()
    examples = [Example(str(tmp_path / name), "a dog", 9, 1) for name in names]
    page = write(tmp_path, verdict(examples=examples))
    assert "<img" not in page
    assert all(f"<bdi>{name}</bdi></span>" in page for name in names)


def test_a_hundred_photos_stay_below_two_megabytes(tmp_path: Path, shared_photos: Path) -> None:
    photos = [str(path) for path in sorted((shared_photos / "library").iterdir())[:100]]
    searches = [
        SearchPair(f"search {i}", "x", photos[i : i + 12], photos[i + 12 : i + 24])
        for i in range(0, 96, 24)
    ]
    examples = [Example(path, "a caption", 9, 1) for path in photos[96:]]
    page = write(tmp_path, verdict(searches=searches, examples=examples))
    assert page.count("<img") == 100
    assert len(page.encode()) < 2_000_000
