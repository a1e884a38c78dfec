"""The HNSW file and its sidecar: a cache that is either whole and ours, or absent.

A save writes the graph under a name made of its own digest, then replaces the sidecar, which
names it. Replacing the sidecar is the one moment at which the new pair counts, so that a save
that is killed at any instant leaves the old pair, and a pair that does not belong together is
told by the digest.
"""

import contextlib
import hashlib
import logging
import os
import re
from pathlib import Path

import msgspec

from photoapp.index.header import check_head
from photoapp.index.hnsw import HnswIndex, Written
from photoapp.index.protocol import VectorIndex

FORMAT = 1

_log = logging.getLogger(__name__)


class Sidecar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file holds; ``size`` in bytes and ``digest`` (BLAKE2b) are those of ``file``."""

    format: int
    model_id: str
    dim: int
    count: int
    last_sequence: int
    deleted: list[int]
    file: str
    size: int
    digest: str


def save_index(index: VectorIndex, folder: Path) -> None:
    """Save an HNSW index; an exact one needs no file. A failure is logged: it is a cache."""
    if not isinstance(index, HnswIndex):
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _save(index, folder)
    except (OSError, RuntimeError) as error:
        _log.warning("The search index could not be saved in %s: %s", folder, error)


def load_index(folder: Path, model_id: str, dim: int) -> HnswIndex | None:
    """Return the index saved for a model, None when there is none that can be trusted."""
    path = sidecar_path(folder, model_id)
    try:
        return _load(path, model_id, dim)
    except FileNotFoundError as error:
        _log.info("No search index is saved: %s", error)
    except (OSError, RuntimeError, ValueError, OverflowError, MemoryError) as error:
        _log.warning("The search index %s is set aside: %s", path, error)
    return None


def check_saved(sidecar_path: Path, *, thorough: bool) -> Sidecar:
    """Return what the sidecar of a saved index says, if its file is the one that it says it of.

    ``thorough`` reads all of the file; else its size and its head speak for it.

    Raises:
        OSError, ValueError: one of them is missing, damaged, or of another format.

    """
    sidecar = msgspec.json.decode(sidecar_path.read_bytes(), type=Sidecar)
    if sidecar.format != FORMAT:
        raise ValueError("it is of another format")
    file = sidecar_path.with_name(sidecar.file)
    if file.stat().st_size != sidecar.size or (thorough and _digest(file) != sidecar.digest):
        raise ValueError(f"{file.name} is not the file that it was saved with")
    check_head(file, dim=sidecar.dim, held=sidecar.count + len(sidecar.deleted))
    return sidecar


def sidecars(folder: Path) -> list[Path]:
    """Return the sidecars of all saved indexes."""
    return sorted(folder.glob("*.json"))


def leftovers(folder: Path) -> list[Path]:
    """Return the files that saves left which were killed: no sidecar names them."""
    named = set()
    for path in sidecars(folder):
        with contextlib.suppress(OSError, ValueError):
            named.add(msgspec.json.decode(path.read_bytes(), type=Sidecar).file)
    files = (*folder.glob("*.hnsw"), *folder.glob("*.tmp"))
    return sorted(file for file in files if file.name not in named)


def forget_index(folder: Path, model_id: str) -> None:
    """Delete a model's saved index, if there is one."""
    forget_saved(sidecar_path(folder, model_id))


def forget_saved(sidecar_path: Path) -> None:
    """Delete a saved index by its sidecar, whatever that says."""
    sidecar_path.unlink(missing_ok=True)
    _sweep(sidecar_path.parent, sidecar_path.stem)


def sidecar_path(folder: Path, model_id: str) -> Path:
    """Return where a model's sidecar stands: its id in safe letters, and a digest of it."""
    return folder / f"{_stem(model_id)}.json"


def _stem(model_id: str) -> str:
    letters = re.sub(r"[^a-z0-9]+", "-", model_id.lower()).strip("-")[:40]
    return f"{letters}-{hashlib.blake2b(model_id.encode(), digest_size=4).hexdigest()}"


def _save(index: HnswIndex, folder: Path) -> None:
    path = sidecar_path(folder, index.model_id)
    temporary = folder / f"{path.stem}.{os.getpid()}.tmp"
    try:
        written = index.write(temporary)
        digest = _digest(temporary)
        size = temporary.stat().st_size
        file = folder / f"{path.stem}.{digest[:16]}.hnsw"
        _replace(temporary, file)
        fields = (written.count, written.last_sequence, written.deleted, file.name, size, digest)
        sidecar = Sidecar(FORMAT, index.model_id, index.dim, *fields)
        temporary.write_bytes(msgspec.json.encode(sidecar))
        _replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _sweep(folder, path.stem, keep=file)


def _load(path: Path, model_id: str, dim: int) -> HnswIndex:
    """Raise ValueError (msgspec's errors are some) for whatever does not fit together."""
    sidecar = check_saved(path, thorough=True)
    if (sidecar.model_id, sidecar.dim) != (model_id, dim):
        raise ValueError("it is of another model or dimension")
    file = path.with_name(sidecar.file)
    written = Written(sidecar.count, sidecar.last_sequence, sidecar.deleted)
    index = HnswIndex.read(file, dim, model_id, written)
    if len(index) != sidecar.count:
        raise ValueError(f"{file.name} holds {len(index)} vectors, not {sidecar.count}")
    return index


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()


def _replace(temporary: Path, path: Path) -> None:
    """Move a file into place, on the disk before it bears its name."""
    with temporary.open("r+b") as stream:
        os.fsync(stream.fileno())
    temporary.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Put a folder's names on the disk; Windows neither needs nor allows it."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(folder: Path, stem: str, keep: Path | None = None) -> None:
    """Delete what older saves of the same model left behind."""
    for old in (*folder.glob(f"{stem}.*.hnsw"), *folder.glob(f"{stem}.*.tmp")):
        if old != keep:
            old.unlink(missing_ok=True)
