"""Making files that say what people say, and proving that nothing else of them has changed."""

import logging
import os
from pathlib import Path

import msgspec

from photoapp.errors import PhotoUnreadableError
from photoapp.media.metadata.write_back import (
    CannotHoldError,
    Said,
    Written,
    write_into,
    write_sidecar,
)
from photoapp.media.metadata.write_back.checking import complaint, sidecar_complaint
from photoapp.worker.messages import PhotoFailed, ToParent, WriteJob, WriteMade
from photoapp.worker.reading import check_unchanged

log = logging.getLogger(__name__)

CANNOT_HOLD = "cannot-hold"


def made(job: WriteJob) -> ToParent:
    """Return what is to be changed in a file, or why it can't be."""
    path = Path(os.fsdecode(job.path))
    said = msgspec.json.decode(job.said, type=Said)
    try:
        written = _sidecar(path, job, said) if job.is_sidecar else _file(path, job, said)
    except CannotHoldError as error:
        return PhotoFailed(job.id, CANNOT_HOLD, str(error))
    except PhotoUnreadableError as error:
        return PhotoFailed(job.id, error.kind, error.reason)
    except OSError as error:
        return PhotoFailed(job.id, "unreadable", f"{error.strerror or error}.")
    except Exception:  # one odd file must not stop the others
        log.exception("%s can't be given metadata", os.fsdecode(job.path))
        return PhotoFailed(job.id, CANNOT_HOLD, "its metadata makes no sense")
    steps = [[(edit.at, edit.old, edit.new) for edit in step] for step in written.steps]
    return WriteMade(job.id, steps, written.rating, written.label, written.caption)


def _file(path: Path, job: WriteJob, said: Said) -> Written:
    check_unchanged(job, path.stat())
    data = path.read_bytes()
    check_unchanged(job, path.stat())
    written = write_into(data, said)
    _require(complaint(data, written.data, said) if written.steps else None)
    return written


def _sidecar(path: Path, job: WriteJob, said: Said) -> Written:
    data = path.read_bytes() if job.byte_size else b""
    written = write_sidecar(data, said)
    _require(sidecar_complaint(data, written.data, said) if written.steps else None)
    return written


def _require(problem: str | None) -> None:
    if problem:
        raise CannotHoldError(problem)
