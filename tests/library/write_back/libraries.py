"""A library whose files and metadata are known, without a model, and write-back over it."""

import atexit
import functools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from PIL import Image

from photoapp.library.marks import Marks
from photoapp.library.metadata_reading import as_stored
from photoapp.library.write_back import WriteBack, WriteBackReport
from photoapp.media.metadata import Metadata
from photoapp.media.metadata.reading import read_metadata
from photoapp.paths import AppPaths
from photoapp.settings import Settings, WriteBackPolicy
from photoapp.worker import WorkerClient, metadata_command
from tests.library.files.libraries import KnownFiles, known_files
from tests.media.metadata.tagged import tagged


@dataclass
class Written:
    """A known library, and what was said of its photos; ``policy`` is what is set."""

    known: KnownFiles
    worker: WorkerClient
    policy: WriteBackPolicy = "files"
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        catalog, paths = self.known.catalog, self.known.paths
        self.marks = Marks(catalog, self.known.changes)
        self.write_back = WriteBack(
            paths,
            catalog,
            self.known.thumbnails,
            self.worker,
            lambda: Settings(write_back=self.policy),
        )
        self.read_metadata()

    def read_metadata(self) -> None:
        """Read what is pending, as indexing does, though here."""
        table = self.known.catalog.metadata
        while pending := table.pending(0, 100):
            found = [(p, read_metadata(p.path, p.sidecar_paths())) for p in pending]
            table.record([(p, as_stored(m, msgspec.json.encode(m))) for p, m in found])

    def look_again(self) -> None:
        self.known.scan()
        self.read_metadata()

    def run(self) -> WriteBackReport:
        return self.write_back.run(refused=self.told.append)

    def id(self, path: Path) -> int:
        return self.known.id(path)

    def pending(self) -> int:
        return self.write_back.status().pending

    def keywords(self, path: Path) -> dict[str, str]:
        """Return a photo's keywords, and who says them, as the catalogue has it."""
        photo_id = self.id(path)
        found = self.known.catalog.keywords.of([photo_id]).get(photo_id, ())
        return {each.word: each.origin for each in found}


@functools.cache
def _worker() -> WorkerClient:
    """Start a process for all tests: that takes a second."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    worker = WorkerClient("", Path(folder.name, "worker.log"), metadata_command())

    def end() -> None:
        worker.close()
        folder.cleanup()

    atexit.register(end)
    return worker


@contextmanager
def written_library(paths: AppPaths, *folders: Path) -> Iterator[Written]:
    with known_files(paths, *folders) as known:
        yield Written(known, _worker())


def says(path: Path, *sidecars: Path) -> tuple[set[str], int | None, str | None]:
    """Return the keywords, rating and caption that a file tells whoever reads it."""
    found: Metadata = read_metadata(path, sidecars)
    return (
        {known.value for known in found.keywords},
        found.rating.value if found.rating else None,
        found.caption.value if found.caption else None,
    )


def picture(path: Path) -> Path:
    """Write a small picture, in the format of its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_noise((48, 32), 60).convert("RGB").save(path, quality=90)
    return path


def tagged_more(path: Path) -> Path:
    """Give a picture foreign keywords, a rating and a caption, as another program would."""
    xmp: dict[str, str | list[str]] = {
        "dc.subject": ["Foreign", "Wrong"],
        "xmp.Rating": "2",
        "dc.description": "Old",
    }
    return tagged(path, xmp=xmp, exif={"Image.Make": "Canon"}, iptc={"Application2.Caption": "Old"})


def names(photo: Path) -> list[str]:
    return sorted(path.name for path in photo.parent.iterdir())


def say(library: Written, path: Path) -> None:
    ids = [library.id(path)]
    library.marks.add_keywords(ids, ["Katze"])
    library.marks.remove_keywords(ids, ["wrong"])
    library.marks.rate(ids, 5)
    library.marks.caption(ids, "A cat")
