"""All that is known of one file, whether it is in the library or not."""

import os
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG

import msgspec

from photoapp.catalog import Catalog, PhotoRecord
from photoapp.errors import PhotoUnreadableError
from photoapp.media import may_be_photo
from photoapp.media.file_times import modified_ns
from photoapp.media.metadata import FolderSidecars, Metadata
from photoapp.paths import AppPaths, absolute
from photoapp.worker import MetadataDone, MetadataJob, WorkerClient, metadata_command

_WAIT_SECONDS = 1.0
_IDLE_SECONDS = 30.0


@dataclass(frozen=True)
class FileInfo:
    """A file's metadata, as it is now, and what the library knows of it.

    ``photo`` is None where the file is not in the library; ``copies`` are the other files with
    the same content; ``failure`` says why it could not be indexed; ``searchable`` that words can
    find it; ``may_be_photo`` is False for what indexing passes over by its name or first bytes.
    """

    path: Path
    metadata: Metadata
    photo: PhotoRecord | None = None
    copies: tuple[Path, ...] = ()
    failure: str | None = None
    searchable: bool = False
    may_be_photo: bool = True


class FileInfos:
    """Tells all that is known of files; their metadata is read by a process of its own."""

    def __init__(self, paths: AppPaths, catalog: Catalog) -> None:
        self._catalog = catalog
        self._worker = WorkerClient(
            "", paths.logs / "worker.log", metadata_command(), idle_seconds=_IDLE_SECONDS
        )
        self._one_at_a_time = threading.Lock()

    def of(self, file: Path, serving: int) -> FileInfo:
        """Return what is known of a file; ``serving`` is the number of the model that answers.

        Raises:
            PhotoUnreadableError: it is not there, or can't be read.
            WorkerUnavailableError: the process that reads metadata keeps dying.

        """
        path = absolute(file)
        failure = next((f for f in self._catalog.failures.all() if f.path == str(path)), None)
        info = FileInfo(
            path,
            self._read(path),
            failure=failure.reason if failure else None,
            may_be_photo=may_be_photo(path),
        )
        photo_id = self._catalog.files.photo_at(path)
        photo = self._catalog.photos.records([photo_id or 0]).get(photo_id or 0)
        if photo_id is None or photo is None:
            return info
        copies = tuple(p for p in self._catalog.files.paths_of(photo_id) if p != path)
        searchable = self._catalog.vectors.has(serving, photo_id)
        return replace(info, photo=replace(photo, path=path), copies=copies, searchable=searchable)

    def close(self) -> None:
        """End the process."""
        self._worker.close()

    def _read(self, path: Path) -> Metadata:
        job = _job(path)
        with self._one_at_a_time:
            self._worker.submit([job])
            outcomes = self._worker.collect(_WAIT_SECONDS)
            while not outcomes:
                outcomes = self._worker.collect(_WAIT_SECONDS)
        [outcome] = outcomes
        if isinstance(outcome, MetadataDone):
            return msgspec.json.decode(outcome.metadata, type=Metadata)
        reason = getattr(outcome, "reason", "")
        raise PhotoUnreadableError("unreadable", f"{path} can't be read: {reason}")


def _job(path: Path) -> MetadataJob:
    try:
        stat = path.stat()
        if not S_ISREG(stat.st_mode):
            what = "a folder; name a file in it" if path.is_dir() else "no file that can be read"
            raise PhotoUnreadableError("unreadable", f"{path} is {what}.")
        beside = FolderSidecars(os.listdir(path.parent)).of(path.name)  # noqa: PTH208 - names only
    except OSError as error:
        message = f"{path} can't be read: {error.strerror or error}."
        raise PhotoUnreadableError("unreadable", message) from error
    sidecars = [os.fsencode(path.with_name(name)) for name in beside]
    return MetadataJob(1, os.fsencode(path), stat.st_size, modified_ns(stat), sidecars)
