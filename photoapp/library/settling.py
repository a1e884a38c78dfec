"""Writing a scan into the catalogue: each new or changed file is read once, for its hashes."""

import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from photoapp.catalog import Catalog, Content, FileRecord
from photoapp.events import FileFailed, Listener
from photoapp.library.scanning import Scan
from photoapp.library.walking import FoundFile
from photoapp.media import picture_hash

# Files hashed between two writes to the catalogue: small, so that embedding can begin.
_BATCH = 32
_HASH_THREADS = 2
_HASH_BYTES = 32
# Larger files are not read into memory: their metadata is not told from their picture.
_READ_WHOLE = 64 << 20

Moved = dict[tuple[int, int, int], Content]


def settle(
    catalog: Catalog, scans: Sequence[Scan], listener: Listener, stopped: Callable[[], bool]
) -> None:
    """Write scans into the catalogue.

    A moved file is recorded under its new name before it is forgotten under its old one, so its
    photo is never without a file. One that is found again as it was, but for its name, is not read.
    """
    for found in scans:
        _record(catalog, found, listener, stopped)
    for found in scans:
        if not stopped():
            _forget(catalog, found)


def _record(catalog: Catalog, found: Scan, listener: Listener, stopped: Callable[[], bool]) -> None:
    root_id = found.root.id
    moved = {(c.inode, c.byte_size, c.modified_ns): c for c in found.left}
    with ThreadPoolExecutor(_HASH_THREADS, "hash") as pool:
        for start in range(0, len(found.changed), _BATCH):
            if stopped():
                return
            files = found.changed[start : start + _BATCH]
            hashed = pool.map(lambda file: _hashed(found.root.path, file, moved), files)
            records = list(hashed)
            catalog.files.record(root_id, records)
            found.settled += len(records)
            _tell_problems(found, records, listener)


def _forget(catalog: Catalog, found: Scan) -> None:
    """Forget what is gone, and note how it looks now where all is settled."""
    root_id = found.root.id
    catalog.files.forget(root_id, found.gone)
    if not found.complete:
        return
    unlisted = [(path, reason) for path, reason in found.unlisted if reason]
    catalog.failures.record_unlisted(root_id, found.folder, unlisted, deep=found.deep)
    catalog.folders.settle(root_id, found.signatures, found.gone_folders)
    if found.covers_root:
        catalog.roots.describe(
            root_id, videos=found.videos, live_photos=found.live_photos, mounts=found.mounts
        )


def _tell_problems(found: Scan, records: list[FileRecord], listener: Listener) -> None:
    for record in records:
        if record.problem:
            found.unreadable += 1
            listener(FileFailed(str(found.root.path / record.path), *record.problem))


def _hashed(root: Path, file: FoundFile, moved: Moved) -> FileRecord:
    known = moved.get((file.inode, file.byte_size, file.modified_ns))
    hashes: tuple[bytes | None, bytes | None] = (None, None)
    problem: tuple[str, str] | None = None
    hashed_ns = time.time_ns()
    if known:
        hashes = (known.content_hash, known.picture_hash)
    else:
        try:
            hashes = hash_file(root / file.path)
        except OSError as error:
            problem = ("unreadable", f"The file can't be read: {error.strerror or error}.")
    path, byte_size, modified_ns, inode, sidecars = file
    return FileRecord(
        path, byte_size, modified_ns, inode, hashes[0], problem, hashes[1], hashed_ns, sidecars
    )


def hash_file(path: Path) -> tuple[bytes, bytes | None]:
    """Return the BLAKE2b hashes (32 bytes) of a photo's file: of its content and its picture.

    The first is its identity; the second is None where it can't be told from metadata.

    Raises:
        OSError: the file can't be read.

    """
    with path.open("rb") as file:
        data = file.read(_READ_WHOLE + 1)
        if len(data) <= _READ_WHOLE:
            return hashlib.blake2b(data, digest_size=_HASH_BYTES).digest(), picture_hash(data)
        digest = hashlib.blake2b(data, digest_size=_HASH_BYTES)
        while data := file.read(1 << 20):
            digest.update(data)
    return digest.digest(), None
