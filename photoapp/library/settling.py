"""Writing a scan into the catalogue: each new or changed file is read once, for its hashes."""

import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from photoapp.catalog import UNLISTED, Catalog, Content, FileRecord
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

# By inode, size and time; an inode of 0 says nothing.
Moved = dict[tuple[int, int, int], Content]


def settle(
    catalog: Catalog, scans: Sequence[Scan], listener: Listener, stopped: Callable[[], bool]
) -> None:
    """Write scans into the catalogue.

    A moved file is recorded under its new name before it is forgotten under its old one, so its
    photo is never without a file. One that is found again as it was, but for its name, is not read.

    Raises:
        FolderError: a root is watched no longer.

    """
    for root_id in dict.fromkeys(found.root.id for found in scans):
        of_root = [found for found in scans if found.root.id == root_id]
        moved = _moved(catalog, root_id, of_root)
        for found in of_root:
            _record(catalog, found, moved, listener, stopped)
    for found in scans:
        if not stopped():
            _forget(catalog, found, listener)


def _moved(catalog: Catalog, root_id: int, scans: Sequence[Scan]) -> Moved:
    """Return what the files held that have gone, should they be found under other names."""
    if not any(found.changed for found in scans):
        return {}
    contents = catalog.files.contents(root_id, [path for found in scans for path in found.gone])
    return {(c.inode, c.byte_size, c.modified_ns): c for c in contents if c.inode}


def _record(
    catalog: Catalog,
    found: Scan,
    moved: Moved,
    listener: Listener,
    stopped: Callable[[], bool],
) -> None:
    root = found.root
    with ThreadPoolExecutor(_HASH_THREADS, "hash") as pool:
        for start in range(0, len(found.changed), _BATCH):
            if stopped():
                return
            files = found.changed[start : start + _BATCH]
            hashed = pool.map(lambda file: _hashed(root.path, file, moved), files)
            records = list(hashed)
            known = catalog.files.problems(root.id, [r.path for r in records if r.problem])
            catalog.files.record(root.id, records)
            found.settled += len(records)
            _tell_problems(found, records, known, listener)


def _forget(catalog: Catalog, found: Scan, listener: Listener) -> None:
    """Forget what is gone, and note how it looks now where all is settled."""
    root_id = found.root.id
    catalog.files.forget(root_id, found.gone)
    if not found.complete:
        return
    unlisted = [(path, reason) for path, reason in found.unlisted if reason]
    new = catalog.failures.record_unlisted(root_id, found.folder, unlisted, deep=found.deep)
    for path, reason in new:
        listener(FileFailed(str(found.root.path / path), UNLISTED, reason))
    catalog.folders.settle(root_id, found.signatures, found.gone_folders)
    if found.covers_root:
        catalog.roots.describe(
            root_id, videos=found.videos, live_photos=found.live_photos, mounts=found.mounts
        )


def _tell_problems(
    found: Scan, records: list[FileRecord], known: dict[str, str], listener: Listener
) -> None:
    """Count what can't be read, and tell what was not told before."""
    for record in records:
        if record.problem:
            found.unreadable += 1
            if known.get(record.path) != record.problem[1]:
                listener(FileFailed(str(found.root.path / record.path), *record.problem))


def _hashed(root: Path, file: FoundFile, moved: Moved) -> FileRecord:
    known = moved.get((file.inode, file.byte_size, file.modified_ns))
    hashes: tuple[bytes | None, bytes | None] = (None, None)
    problem: tuple[str, str] | None = None
    hashed_ns = time.time_ns()
    if known:
        hashes, hashed_ns = (known.content_hash, known.picture_hash), known.hashed_ns
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
