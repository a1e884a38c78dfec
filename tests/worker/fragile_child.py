"""A worker that speaks the real messages but dies on files whose name says so."""

import os
import sys
from pathlib import Path

from photoapp.worker.messages import (
    PhotoDone,
    PhotoFailed,
    PhotoJob,
    PhotoStarted,
    Ready,
    TextDone,
    read_job,
    write_message,
)


def main() -> None:
    out = sys.stdout.buffer
    write_message(out, Ready("fragile"))
    while (job := read_job(sys.stdin.buffer)) is not None:
        if not isinstance(job, PhotoJob):
            write_message(out, TextDone(job.id, b"\0\0\0\0" * len(job.texts)))
            continue
        name = Path(os.fsdecode(job.path)).name
        with Path(sys.argv[1]).open("a") as journal:
            journal.write(f"{name}\n")
        write_message(out, PhotoStarted(job.id))
        if name.startswith("deadly"):
            os.abort()
        if name.startswith("bad"):
            write_message(out, PhotoFailed(job.id, "damaged", "The file is damaged."))
        else:
            write_message(out, PhotoDone(job.id, b"", b"", b"", "JPEG", 1, 1, None))


main()
