"""What files say of photos gets into the catalogue, and a file that can't be read holds up none."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from photoapp.catalog import Catalog, PhotoMetadata
from photoapp.library import Library
from photoapp.library.metadata_reading import MetadataReading, as_stored
from photoapp.media.metadata import Known, Metadata, Place, Position, Taken
from photoapp.paths import app_paths
from photoapp.worker import WorkerClient, metadata_command
from tests.catalog.records import add, file

_XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmp:Rating="4"><dc:subject><rdf:Bag><rdf:li>cat</rdf:li><rdf:li>sofa</rdf:li></rdf:Bag>
</dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.fixture
def reading(catalog: Catalog, tmp_path: Path) -> Iterator[MetadataReading]:
    with closing(WorkerClient("", tmp_path / "worker.log", metadata_command())) as worker:
        yield MetadataReading(catalog, worker)


def _read(reading: MetadataReading) -> None:
    reading.run(lambda: False, lambda: False)


def _photo(catalog: Catalog, path: Path, content: bytes = b"no image") -> int:
    path.write_bytes(content)
    stat = path.stat()
    record = file(path.name, byte_size=stat.st_size, modified_ns=stat.st_mtime_ns)
    [photo_id] = add(catalog, record, root=path.parent)
    return photo_id


def test_metadata_is_kept_as_it_is_searched_and_shown() -> None:
    found = Metadata(
        taken=Known(Taken("2019-04-12T19:24:49", 120), "EXIF"),
        camera_make=Known("Canon", "EXIF"),
        camera_model=Known("Canon EOS 6D", "EXIF"),
        position=Known(Position(52.5, 13.4), "EXIF"),
        place=Known(Place("Berlin", None, "Germany", "DE"), "EXIF"),
        keywords=(Known("cat", "XMP"), Known("sofa", "IPTC")),
        rating=Known(4, "XMP"),
    )
    stored = as_stored(found, b"{}")
    assert stored == PhotoMetadata(
        taken="2019-04-12T19:24:49", offset_minutes=120, latitude=52.5, longitude=13.4,
        city="Berlin", country="Germany", camera="Canon EOS 6D", rating=4,
        keywords=("cat", "sofa"), facts=b"{}",
    )  # fmt: skip


def test_each_photo_is_read_and_a_sidecar_when_it_comes(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    path = folder / "IMG_20190412_192449.jpg"
    path.write_bytes(b"no image")
    with closing(Library(app_paths(tmp_path / "home"))) as library:
        library.index([folder])
        before = _known(library, path)
        assert (before.taken, before.keywords) == ("2019-04-12T19:24:49", ())
        path.with_suffix(".xmp").write_text(_XMP)
        library.index()
        then = _known(library, path)
        assert (then.keywords, then.rating) == (("cat", "sofa"), 4)
        assert msgspec.json.decode(then.facts, type=Metadata).rating == Known(
            4, "XMP xmp:Rating in IMG_20190412_192449.xmp"
        )
        path.with_suffix(".xmp").unlink()
        library.index()
        assert _known(library, path) == then


def _known(library: Library, path: Path) -> PhotoMetadata:
    photo_id = library._catalog.files.photo_at(path)
    assert photo_id is not None
    known = library._catalog.metadata.of(photo_id)
    assert known is not None
    return known


def test_a_file_that_is_gone_or_changed_is_left_to_the_scan(
    reading: MetadataReading, catalog: Catalog, tmp_path: Path
) -> None:
    gone = _photo(catalog, tmp_path / "gone.jpg")
    (tmp_path / "gone.jpg").unlink()
    changed = _photo(catalog, tmp_path / "changed.jpg")
    (tmp_path / "changed.jpg").write_bytes(b"another photo")
    there = _photo(catalog, tmp_path / "there.jpg")
    _read(reading)
    assert catalog.metadata.of(gone) is None
    assert catalog.metadata.of(changed) is None
    assert catalog.metadata.of(there) is not None


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_names_that_are_not_utf8_are_read(
    reading: MetadataReading, catalog: Catalog, tmp_path: Path
) -> None:
    photo_id = _photo(catalog, tmp_path / os.fsdecode(b"caf\xe9 2019-04-12 10.11.12.jpg"))
    _read(reading)
    known = catalog.metadata.of(photo_id)
    assert known is not None
    assert known.taken == "2019-04-12T10:11:12"


def test_a_process_that_always_dies_is_given_up_without_an_error(
    catalog: Catalog, tmp_path: Path
) -> None:
    _photo(catalog, tmp_path / "a.jpg")
    command = [sys.executable, "-c", "raise SystemExit(3)"]
    with closing(WorkerClient("", tmp_path / "worker.log", command)) as worker:
        _read(MetadataReading(catalog, worker))
    assert catalog.metadata.count() == 0


def test_a_file_that_brings_the_reader_down_loses_only_its_metadata(
    catalog: Catalog, tmp_path: Path
) -> None:
    for name in ("a.jpg", "bad.jpg", "c.jpg"):
        _photo(catalog, tmp_path / name)
    program = tmp_path / "fragile.py"
    program.write_text(
        "import os\n"
        "from photoapp.worker import metadata_child\n"
        "read = metadata_child.read_metadata\n"
        "metadata_child.read_metadata = lambda path, *rest, **more: (\n"
        "    os.abort() if path.name == 'bad.jpg' else read(path, *rest, **more))\n"
        "metadata_child.run_metadata()\n"
    )
    with closing(
        WorkerClient("", tmp_path / "worker.log", [sys.executable, str(program)])
    ) as worker:
        _read(MetadataReading(catalog, worker))
    assert catalog.metadata.count() == 3
    rows = catalog.database.connection().execute("SELECT facts FROM metadata ORDER BY photo_id")
    problems = [msgspec.json.decode(row[0], type=Metadata).problems for row in rows]
    assert [bool(p) for p in problems] == [False, True, False]
    assert "crash" in problems[1][0]


def test_photos_with_long_names_and_much_to_say_fill_no_pipe(
    reading: MetadataReading, catalog: Catalog, tmp_path: Path
) -> None:
    """What is asked, and what is answered, is more than pipes hold while nobody reads."""
    folder = tmp_path.joinpath(*["d" * 200] * 6)
    folder.mkdir(parents=True)
    for number in range(150):
        path = folder / f"{number}.jpg"
        path.write_bytes(b"no image")
        path.with_suffix(".xmp").write_text(_XMP.replace("cat", "cat " * 300))
        stat, beside = path.stat(), path.with_suffix(".xmp").name
        described = {"byte_size": stat.st_size, "modified_ns": stat.st_mtime_ns}
        sidecars = f'[["{beside}", 1, 1]]'
        add(catalog, file(path.name, sidecars=sidecars, **described), root=folder)
    _read(reading)
    assert catalog.metadata.count() == 150
