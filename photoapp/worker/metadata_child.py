"""The process that reads metadata, and makes files that hold more, apart from the one that decodes.

libexiv2 is native code, and files are odd: one that brings it down loses its metadata, no more.
"""

import logging
import os
import queue
import signal
import sys
import threading
from pathlib import Path

import msgspec

from photoapp.errors import PhotoUnreadableError
from photoapp.media.metadata.reading import read_metadata
from photoapp.worker.answers import Answers, claim_standard_output
from photoapp.worker.messages import (
    MetadataDone,
    MetadataJob,
    PhotoFailed,
    PhotoStarted,
    Ready,
    ToParent,
    WriteJob,
    read_job,
)
from photoapp.worker.reading import check_unchanged
from photoapp.worker.write_child import made

log = logging.getLogger(__name__)


def run_metadata() -> None:
    """Serve the parent on standard input and output until it closes the pipe."""
    import exiv2  # noqa: F401, PLC0415 - without it no file could be read, and none is to blame

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    answers = Answers(claim_standard_output())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers.send(Ready(""))
    jobs: queue.SimpleQueue[MetadataJob | WriteJob] = queue.SimpleQueue()
    threading.Thread(target=_serve, args=(jobs, answers), name="metadata", daemon=True).start()
    # Read at once, however many there are: a full pipe would hold up the parent.
    while (job := read_job(sys.stdin.buffer)) is not None:
        if isinstance(job, MetadataJob | WriteJob):
            jobs.put(job)
    os._exit(0)


def _serve(jobs: "queue.SimpleQueue[MetadataJob | WriteJob]", answers: Answers) -> None:
    while True:
        job = jobs.get()
        answers.send(PhotoStarted(job.id))
        answers.send(_read(job) if isinstance(job, MetadataJob) else made(job))


def _read(job: MetadataJob) -> ToParent:
    path = Path(os.fsdecode(job.path))
    sidecars = [Path(os.fsdecode(sidecar)) for sidecar in job.sidecars]
    try:
        check_unchanged(job, path.stat())
        found = read_metadata(path, sidecars, modified_ns=job.modified_ns)
        check_unchanged(job, path.stat())
        return MetadataDone(job.id, msgspec.json.encode(found))
    except PhotoUnreadableError as error:
        return PhotoFailed(job.id, error.kind, error.reason)
    except OSError as error:
        return PhotoFailed(job.id, "unreadable", f"{error.strerror or error}.")
    except Exception as error:  # one odd file must not stop the others
        log.exception("the metadata of %s can't be read", os.fsdecode(job.path))
        return PhotoFailed(job.id, "damaged", f"Its metadata can't be read: {error}.")
