"""The process that reads metadata, apart from the one that decodes.

libexiv2 is native code, and files are odd: one that brings it down loses its metadata, no more.
"""

import logging
import os
import signal
import sys
from pathlib import Path

import msgspec

from photoapp.media.metadata import read_metadata
from photoapp.worker.answers import Answers, claim_standard_output
from photoapp.worker.messages import (
    MetadataDone,
    MetadataJob,
    PhotoFailed,
    PhotoStarted,
    Ready,
    ToParent,
    read_job,
)

log = logging.getLogger(__name__)


def run_metadata() -> None:
    """Serve the parent on standard input and output until it closes the pipe."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    answers = Answers(claim_standard_output())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers.send(Ready(""))
    while (job := read_job(sys.stdin.buffer)) is not None:
        if isinstance(job, MetadataJob):
            answers.send(PhotoStarted(job.id))
            answers.send(_read(job))


def _read(job: MetadataJob) -> ToParent:
    sidecars = [Path(os.fsdecode(path)) for path in job.sidecars]
    try:
        found = read_metadata(Path(os.fsdecode(job.path)), sidecars, modified_ns=job.modified_ns)
        return MetadataDone(job.id, msgspec.json.encode(found))
    except OSError as error:
        return PhotoFailed(job.id, "unreadable", f"{error.strerror or error}.")
    except Exception as error:  # one odd file must not stop the others
        log.exception("the metadata of %s can't be read", os.fsdecode(job.path))
        return PhotoFailed(job.id, "damaged", f"Its metadata can't be read: {error}.")
