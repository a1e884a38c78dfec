"""All that is known of one file, whether it is in the library or not."""

import os
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from photoapp.catalog import Catalog, PhotoRecord
from photoapp.errors import PhotoUnreadableError
from photoapp.media.metadata import FolderSidecars, Metadata
from photoapp.paths import AppPaths, absolute
from photoapp.worker import MetadataDone, MetadataJob, WorkerClient, metadata_command

_WAIT_SECONDS = 1.0


@dataclass(frozen=True)
class FileInfo:
    """A file's metadata, as it is now, and what the library knows of it.

    ``photo`` is None where the file is not in the library; ``copies`` are the other files with
    the same content; ``failure`` says why it could not be indexed; ``searchable`` that words can
    find it.
    """

    path: Path
    metadata: Metadata
    photo: PhotoRecord | None = None
    copies: tuple[Path, ...] = ()
    failure: str | None = None
    searchable: bool = False


def file_info(paths: AppPaths, catalog: Catalog, serving: int, file: Path) -> FileInfo:
    """Return what is known of a file; ``serving`` is the number of the model that answers.

    Raises:
        PhotoUnreadableError: it is not there, or can't be read.
        WorkerUnavailableError: the process that reads metadata keeps dying.

    """
    path = absolute(file)
    info = FileInfo(path, _read(paths, path), failure=_failure(catalog, path))
    photo_id = catalog.files.photo_at(path)
    photo = catalog.photos.records([photo_id]).get(photo_id) if photo_id is not None else None
    if photo_id is None or photo is None:
        return info
    copies = tuple(other for other in catalog.files.paths_of(photo_id) if other != path)
    searchable = catalog.vectors.has(serving, photo_id)
    return replace(info, photo=replace(photo, path=path), copies=copies, searchable=searchable)


def _failure(catalog: Catalog, path: Path) -> str | None:
    return next((f.reason for f in catalog.failures.all() if f.path == str(path)), None)


def _read(paths: AppPaths, path: Path) -> Metadata:
    try:
        modified_ns = path.stat().st_mtime_ns
        beside = FolderSidecars(os.listdir(path.parent)).of(path.name)  # noqa: PTH208 - names only
    except OSError as error:
        message = f"{path} can't be read: {error.strerror or error}."
        raise PhotoUnreadableError("unreadable", message) from error
    sidecars = [os.fsencode(path.with_name(name)) for name in beside]
    job = MetadataJob(1, os.fsencode(path), modified_ns, sidecars)
    with closing(WorkerClient("", paths.logs / "worker.log", metadata_command())) as worker:
        worker.submit([job])
        outcomes = worker.collect(_WAIT_SECONDS)
        while not outcomes:
            outcomes = worker.collect(_WAIT_SECONDS)
    [outcome] = outcomes
    if isinstance(outcome, MetadataDone):
        return msgspec.json.decode(outcome.metadata, type=Metadata)
    raise PhotoUnreadableError("unreadable", f"{path}: {getattr(outcome, 'reason', '')}")
