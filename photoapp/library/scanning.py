"""Bringing the catalogue's files up to date with a folder."""

import hashlib
import os
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog import Catalog, FileRecord, Root, StoredFile
from photoapp.errors import FolderError
from photoapp.events import FileFailed, Listener
from photoapp.library.walking import FoundFile, walk
from photoapp.paths import absolute

# Files hashed between two writes to the catalogue: small, so that embedding can begin.
_BATCH = 32
_HASH_THREADS = 2
_HASH_BYTES = 32


@dataclass
class Scan:
    """What a walk below a root found, against what the catalogue knew.

    ``changed`` are files that are new or differ, ``unchanged`` counts the others, and ``gone``
    are the relative paths of those that were not met again. ``settled`` counts the changed files
    that have been written into the catalogue, and ``unreadable`` those among them that failed.
    """

    root: Root
    changed: list[FoundFile]
    unchanged: int
    gone: list[str]
    settled: int = 0
    unreadable: int = 0

    @property
    def found(self) -> int:
        """How many photo files there are."""
        return len(self.changed) + self.unchanged


def resolve_folder(folder: Path) -> Path:
    """Return a folder as the catalogue names it.

    Raises:
        FolderError: it is missing, no folder, or can't be listed.

    """
    path = absolute(folder)
    if not path.exists():
        raise FolderError(f"There is no folder {path}; check the name, or plug its drive in.")
    if not path.is_dir():
        raise FolderError(f"{path} is not a folder; give the folder that it is in.")
    if not os.access(path, os.R_OK | os.X_OK):
        raise FolderError(f"The folder {path} can't be read; give yourself the right to read it.")
    return path


def outermost(folders: Sequence[Path]) -> list[Path]:
    """Return the folders without those that lie in another of them, each once."""
    unique = list(dict.fromkeys(folders))
    return [f for f in unique if not any(f != o and f.is_relative_to(o) for o in unique)]


def scan(
    catalog: Catalog,
    root: Root,
    folder: Path,
    *,
    skip: Collection[Path],
    progress: Callable[[int], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Scan:
    """Compare what is below ``folder``, which is ``root`` or lies in it, with the catalogue.

    Nothing is read but the folders and the files' sizes and times. ``progress`` is called with
    the number of photo files found so far. A scan that is stopped misses nothing it did not see,
    nor what lies in a folder that can't be listed just now, and nor does one of a root that is
    suddenly empty: that is the mount point of a missing drive.
    """
    below = "" if folder == root.path else f"{folder.relative_to(root.path)}{os.sep}"
    known = {p: f for p, f in catalog.files.below(root.id).items() if p.startswith(below)}
    changed: list[FoundFile] = []
    unchanged = 0
    unlisted: list[str] = []
    for number, found in enumerate(walk(folder, skip, unlisted.append), 1):
        file = FoundFile(below + found.path, found.byte_size, found.modified_ns, found.inode)
        stored = known.pop(file.path, None)
        if stored and _is_unchanged(stored, file):
            unchanged += 1
        else:
            changed.append(file)
        progress(number)
        if stopped():
            known.clear()
            break
    if folder == root.path and not changed and not unchanged:
        known.clear()
    kept = tuple(f"{below}{path}{os.sep}" if path else below for path in unlisted)
    return Scan(root, changed, unchanged, sorted(p for p in known if not p.startswith(kept)))


def settle(catalog: Catalog, found: Scan, listener: Listener, stopped: Callable[[], bool]) -> None:
    """Write a scan into the catalogue, reading each changed file once, for its hash.

    A moved file is recorded under its new name before it is forgotten under its old one, so its
    photo is never without a file.
    """
    with ThreadPoolExecutor(_HASH_THREADS, "hash") as pool:
        for start in range(0, len(found.changed), _BATCH):
            if stopped():
                return
            files = found.changed[start : start + _BATCH]
            records = list(pool.map(lambda file: _hashed(found.root.path, file), files))
            catalog.files.record(found.root.id, records)
            found.settled += len(records)
            _tell_problems(found, records, listener)
    catalog.files.forget(found.root.id, found.gone)


def _tell_problems(found: Scan, records: list[FileRecord], listener: Listener) -> None:
    for record in records:
        if record.problem:
            found.unreadable += 1
            listener(FileFailed(str(found.root.path / record.path), *record.problem))


def _is_unchanged(stored: StoredFile, file: FoundFile) -> bool:
    same = (stored.byte_size, stored.modified_ns) == (file.byte_size, file.modified_ns)
    return same and stored.readable


def _hashed(root: Path, file: FoundFile) -> FileRecord:
    content_hash: bytes | None = None
    problem: tuple[str, str] | None = None
    try:
        content_hash = hash_file(root / file.path)
    except OSError as error:
        problem = ("unreadable", f"The file can't be read: {error.strerror or error}.")
    return FileRecord(
        file.path, file.byte_size, file.modified_ns, file.inode, content_hash, problem
    )


def hash_file(path: Path) -> bytes:
    """Return the BLAKE2b hash (32 bytes) that is a photo's identity.

    Raises:
        OSError: the file can't be read.

    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=_HASH_BYTES))
    return digest.digest()
