"""The part of a file that has come, and what makes it the whole file.

Beside NAME stand, while it is coming, NAME.part and NAME.part.json: of which version it is a part.
"""

import contextlib
import hashlib
import io
import re
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from photoapp.encoders.hub.client import HubFile
from photoapp.errors import DownloadStoppedError

STOPPED = "The download was stopped; what has come is kept for the next time."
_READ_BYTES = 1024 * 1024


class _Version(msgspec.Struct, frozen=True):
    etag: str
    commit: str


class PartFile(io.FileIO):
    """A part that grows at its end, until nobody waits for it any more.

    Unbuffered, so that the size on the disk is what has come, and nothing is lost with a cut.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, "ab")
        self._using = threading.Lock()
        self._abandoned = False

    def abandon(self) -> None:
        """Let nothing more be written, from the moment that this returns."""
        with self._using:
            self._abandoned = True

    def write(self, data: "bytes | memoryview") -> int:  # type: ignore[override]
        """Write all of the data; a raw file alone may write less, on a disk that is filling."""
        rest = memoryview(data)
        while rest:
            with self._used():
                rest = rest[super().write(rest) :]
        return len(data)

    def truncate(self, size: int | None = None) -> int:
        """Shorten the part, as the client does when a server starts again from the beginning."""
        with self._used():
            return super().truncate(size)

    @contextlib.contextmanager
    def _used(self) -> Iterator[None]:
        with self._using:
            if self._abandoned:
                raise DownloadStoppedError(STOPPED)
            yield


class Part:
    """What of a hub's file lies in a folder: nothing, a part of it, or the whole."""

    def __init__(self, file: HubFile, folder: Path) -> None:
        self.file = file
        # One folder a repository: two of them may well have a config.json.
        place = folder / file.repository.replace("/", "--")
        self.target = place / PurePosixPath(file.name).name
        self.path = self.target.with_name(self.target.name + ".part")
        self._version_path = self.path.with_name(self.path.name + ".json")

    @property
    def size(self) -> int:
        """How many bytes have come."""
        with contextlib.suppress(OSError):
            return self.path.stat().st_size
        return 0

    def begin(self, stop: threading.Event) -> bool:
        """Return whether anything is to come; keep what is of this version, drop what is not.

        Raises:
            DownloadStoppedError: ``stop`` was set meanwhile.

        """
        self.target.parent.mkdir(parents=True, exist_ok=True)
        if self.target.exists():
            if is_right(self.target, self.file, stop):
                return False
            self.target.unlink()
        version = _Version(self.file.etag, self.file.commit)
        if self._version() != version.etag or self.size > self.file.size:
            self.discard()
            self._version_path.write_bytes(msgspec.json.encode(version))
        return True

    def discard(self) -> None:
        """Remove what has come."""
        self.path.unlink(missing_ok=True)
        self._version_path.unlink(missing_ok=True)

    def keep(self) -> Path:
        """Give the part, which is whole and right, the file's name."""
        self.path.replace(self.target)
        self._version_path.unlink(missing_ok=True)
        return self.target

    def looks_like_a_page(self) -> bool:
        """Return whether what has come is a web page, as a proxy sends in a file's place."""
        with contextlib.suppress(OSError), self.path.open("rb") as file:
            return re.match(rb"\s*<(!doctype html|html|head)", file.read(512), re.I) is not None
        return False

    def _version(self) -> str | None:
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode(self._version_path.read_bytes(), type=_Version).etag
        return None


def is_right(path: Path, file: HubFile, stop: threading.Event) -> bool:
    """Return whether a file is the hub's: by its size, and by the hash that its etag is, if one.

    An LFS file's etag is its SHA-256, that of others git's hash of a blob (the SHA-1 of
    "blob SIZE", a zero byte and the data).

    Raises:
        DownloadStoppedError: ``stop`` was set meanwhile.

    """
    if path.stat().st_size != file.size:
        return False
    if re.fullmatch("[0-9a-f]{64}", file.etag):
        return _digest(path, hashlib.sha256(), stop) == file.etag
    if re.fullmatch("[0-9a-f]{40}", file.etag):
        blob = hashlib.sha1(b"blob %d\0" % file.size, usedforsecurity=False)
        return _digest(path, blob, stop) == file.etag
    return True  # a mirror's own kind of etag: nothing to compare with


def _digest(path: Path, hasher: "hashlib._Hash", stop: threading.Event) -> str:
    with path.open("rb") as file:
        while data := file.read(_READ_BYTES):
            if stop.is_set():
                raise DownloadStoppedError(STOPPED)
            hasher.update(data)
    return hasher.hexdigest()
