"""A photo's content, provided the file is still the one that the catalogue knows."""

import os
from pathlib import Path
from stat import S_ISREG
from typing import IO

from photoapp.errors import PhotoUnreadableError
from photoapp.media.file_times import modified_ns
from photoapp.worker.messages import FileJob, PhotoJob

# Larger files are not read ahead: a lane reads of them what it needs when it decodes them.
READ_AHEAD_BYTES = 16 << 20
_MAX_FILE_BYTES = 1 << 30

Content = bytes | IO[bytes]


def picture_job(path: Path, picture_id: int) -> PhotoJob:
    """Return the job of embedding any picture, as its file is now.

    Raises:
        PhotoUnreadableError: it is no file that can be looked at.

    """
    try:
        stat = path.stat()
    except OSError as error:
        message = f"{path} can't be read: {error.strerror or error}."
        raise PhotoUnreadableError("unreadable", message) from error
    if not S_ISREG(stat.st_mode):
        what = "a folder; name a file in it" if path.is_dir() else "no file that can be read"
        raise PhotoUnreadableError("unreadable", f"{path} is {what}.")
    return PhotoJob(picture_id, os.fsencode(path), stat.st_size, modified_ns(stat))


def read_photo(job: PhotoJob) -> Content:
    """Return the bytes of a job's file, or the open file if it is large; ``finish`` closes it.

    Raises:
        PhotoUnreadableError: it can't be read, is too large, or has changed since it was scanned.

    """
    try:
        file = Path(os.fsdecode(job.path)).open("rb")  # noqa: SIM115 - it may be handed on
    except OSError as error:
        raise _unreadable(error) from error
    try:
        stat = os.fstat(file.fileno())
        if stat.st_size > _MAX_FILE_BYTES:
            raise PhotoUnreadableError("oversized", "The file is larger than 1 GiB.")
        check_unchanged(job, stat)
        content = file if job.byte_size > READ_AHEAD_BYTES else _read(job, file)
    except BaseException:
        file.close()
        raise
    return content


def finish(job: PhotoJob, content: Content) -> None:
    """Close the file that was decoded, if it was one.

    Raises:
        PhotoUnreadableError: it changed meanwhile.

    """
    if not isinstance(content, bytes):
        content.close()
        try:
            check_unchanged(job, Path(os.fsdecode(job.path)).stat())
        except OSError as error:
            raise _unreadable(error) from error


def _read(job: PhotoJob, file: IO[bytes]) -> bytes:
    with file:
        try:
            data = file.read()
            check_unchanged(job, os.fstat(file.fileno()))
        except OSError as error:
            raise _unreadable(error) from error
    return data


def check_unchanged(job: FileJob, stat: os.stat_result) -> None:
    """See whether a job's file still is what the catalogue knows.

    Raises:
        PhotoUnreadableError: it is not.

    """
    if (stat.st_size, modified_ns(stat)) != (job.byte_size, job.modified_ns):
        reason = "The file changed while it was being indexed; the next run takes it up again."
        raise PhotoUnreadableError("changed", reason)


def _unreadable(error: OSError) -> PhotoUnreadableError:
    return PhotoUnreadableError("unreadable", f"{error.strerror or error}.")
