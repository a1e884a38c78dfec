"""What is being done to originals, written down before, so that a kill leaves nothing half done.

One entry a photo: it is removed when both the files and the catalogue are as they should be.
"""

import contextlib
import logging
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

log = logging.getLogger(__name__)

_LOCK = "lock"


class Place(msgspec.Struct, frozen=True):
    """A file of the catalogue, by its id there, and where its new version is made; as bytes."""

    file_id: int
    path: bytes
    temporary: bytes


class Entry(msgspec.Struct, frozen=True):
    """A photo whose files, ``before`` until now, are to be ``after``: hashes of their content.

    ``size`` and ``orientation`` are None where its picture stays the same.
    """

    photo_id: int
    before: bytes
    after: bytes
    picture_hash: bytes | None
    byte_size: int
    size: tuple[int, int] | None
    orientation: int | None
    places: tuple[Place, ...]


class Journal:
    """A ``folder`` of entries. One process at a time writes and mends; its threads take turns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the one that writes, however long another one takes."""
        from filelock import FileLock  # noqa: PLC0415 - slow to import, and seldom needed

        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / _LOCK):
            yield

    @contextmanager
    def written(self, entry: Entry, mend: Callable[[Entry], None]) -> Iterator[None]:
        """Keep an entry while something is being done; ``mend`` puts right what failed.

        Raises:
            OSError: it can't be written.

        """
        path = self.folder / f"{uuid.uuid4().hex}.json"
        try:
            with path.open("xb") as file:
                file.write(msgspec.json.encode(entry))
                file.flush()
                os.fsync(file.fileno())
            yield
        except Exception:  # what is cut short is mended at the next start
            mend(entry)
            path.unlink(missing_ok=True)
            raise
        path.unlink()

    @contextmanager
    def left(self, patience_seconds: float = 0) -> Iterator[list[tuple[Path, Entry]]]:
        """Give what was cut short, and who writes waits meanwhile; nothing while another writes."""
        if not self.has_entries():
            yield []
            return
        from filelock import FileLock, Timeout  # noqa: PLC0415

        lock = FileLock(self.folder / _LOCK, timeout=patience_seconds)
        try:
            lock.acquire()
        except Timeout:
            yield []
            return
        try:
            yield list(self._entries())
        finally:
            lock.release()

    def has_entries(self) -> bool:
        """Return whether something is being done, or was cut short."""
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            return any(entry.name.endswith(".json") for entry in entries)
        return False

    def _entries(self) -> Iterator[tuple[Path, Entry]]:
        for path in sorted(self.folder.glob("*.json")):
            try:
                yield path, msgspec.json.decode(path.read_bytes(), type=Entry)
            except msgspec.MsgspecError:  # cut short itself: nothing had been done
                log.warning("%s is removed: it was never finished", path)
                path.unlink()
