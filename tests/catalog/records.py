"""Files and vectors to put into a catalogue."""

import hashlib
from pathlib import Path

import numpy as np

from photoapp.catalog import Catalog, EmbeddedPhoto, FileRecord, Root

ROOT = Path("/photos")  # never looked at: the catalogue knows paths, not files


def file(path: str, content: str | None = None, **changes: object) -> FileRecord:
    """A file as a scan finds it; files of one ``content`` (by default: the path) are copies."""
    text = path if content is None else content
    content_hash = hashlib.blake2b(os_bytes(text), digest_size=32).digest()
    values: dict[str, object] = {"byte_size": 100, "modified_ns": 1, "inode": 1}
    values["hashed_ns"] = 10**18  # long after it was written
    return FileRecord(path=path, content_hash=content_hash, **(values | changes))  # type: ignore[arg-type]


def os_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def unreadable(path: str) -> FileRecord:
    return FileRecord(path, 100, 1, 1, None, ("unreadable", "The file can't be read."))


def add(catalog: Catalog, *files: FileRecord | str, root: Path = ROOT) -> list[int]:
    """Put files into the catalogue, and return their photos' ids."""
    held = catalog.roots.add(root)
    records = [file(f) if isinstance(f, str) else f for f in files]
    return [photo_id or 0 for photo_id in catalog.files.record(held.id, records)]


def add_root(catalog: Catalog, path: Path = ROOT) -> Root:
    return catalog.roots.add(path)


def embedded(photo_id: int, *vector: float) -> EmbeddedPhoto:
    """What the worker makes of a photo; its feature is its vector, twice."""
    data = np.array(vector or (1.0, 0.0), dtype="<f2").tobytes()
    return EmbeddedPhoto(photo_id, data, data + data, "JPEG", 640, 480, None)


def model(catalog: Catalog, name: str = "tiny", dim: int = 2) -> int:
    return catalog.vectors.model_id(name, dim, 2 * dim)


def pending_ids(catalog: Catalog, model_id: int) -> list[int]:
    return [photo.id for photo in catalog.photos.pending(model_id, 0, 1000)]
