"""A photo's bytes, provided the file is still the one that the catalogue knows."""

import os
from pathlib import Path

from photoapp.errors import PhotoUnreadableError
from photoapp.worker.messages import PhotoJob

_MAX_FILE_BYTES = 1 << 30


def read_photo(job: PhotoJob) -> bytes:
    """Return the bytes of a job's file.

    Raises:
        PhotoUnreadableError: it can't be read, is too large, or has changed since it was scanned.

    """
    try:
        with Path(os.fsdecode(job.path)).open("rb") as file:
            _check_unchanged(job, os.fstat(file.fileno()))
            data = file.read()
            _check_unchanged(job, os.fstat(file.fileno()))
    except OSError as error:
        raise PhotoUnreadableError("unreadable", f"{error.strerror or error}.") from error
    return data


def _check_unchanged(job: PhotoJob, stat: os.stat_result) -> None:
    if stat.st_size > _MAX_FILE_BYTES:
        raise PhotoUnreadableError("oversized", "The file is larger than 1 GiB.")
    if (stat.st_size, stat.st_mtime_ns) != (job.byte_size, job.modified_ns):
        reason = "The file changed while it was being indexed; the next run takes it up again."
        raise PhotoUnreadableError("changed", reason)
