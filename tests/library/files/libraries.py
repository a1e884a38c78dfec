"""A library whose files are known, without a model: nothing is embedded."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from photoapp import media
from photoapp.catalog import Catalog, EmbeddedPhoto
from photoapp.library.changes import Changes
from photoapp.library.files import Files
from photoapp.library.ignoring import Ignoring
from photoapp.library.roots import hold, present_roots
from photoapp.library.scanning import Area, Scan, scan
from photoapp.library.settling import settle
from photoapp.media.metadata import Metadata
from photoapp.paths import AppPaths


@dataclass
class KnownFiles:
    """A catalogue of some folders' files, and what acts on them."""

    paths: AppPaths
    catalog: Catalog
    changes: Changes = field(default_factory=Changes)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.thumbnails = media.ThumbnailStore(self.paths.thumbnails)
        self.files = Files(
            self.paths, self.catalog, self.thumbnails, self.changes, lambda _: Metadata()
        )

    def scan(self, *folders: Path) -> list[Scan]:
        """Bring the catalogue level, and return what was found."""
        for folder in folders:
            hold(self.catalog, folder)
        roots = present_roots(self.catalog)
        found = [scan(self.catalog, root, Area(root.path), Ignoring()) for root in roots]
        settle(self.catalog, found, lambda _: None, lambda: False)
        return found

    def id(self, path: Path) -> int:
        photo_id = self.catalog.files.photo_at(path)
        assert photo_id is not None
        return photo_id

    def rotate(self, path: Path, quarter_turns: int = 1) -> bool:
        change = self.files.rotate([self.id(path)], quarter_turns, refused=self.told.append)
        return change is not None

    def embed(self, path: Path, size: tuple[int, int]) -> int:
        """Give a photo a vector of a model, as indexing does; return the model's number."""
        model = self.catalog.vectors.model_id("made-up", 4, 4)
        made = EmbeddedPhoto(self.id(path), b"\0" * 8, b"\0" * 8, "JPEG", *size, None)
        self.catalog.photos.record_embedded(model, [made])
        return model


@contextmanager
def known_files(paths: AppPaths, *folders: Path) -> Iterator[KnownFiles]:
    with closing(Catalog(paths.catalog)) as catalog:
        known = KnownFiles(paths, catalog)
        known.scan(*folders)
        yield known
