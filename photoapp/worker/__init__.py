"""The embedding process: messages, the child's loop, and the parent's client."""

from photoapp.worker.bundling import (
    DescribeFile,
    FindSource,
    MakeBundle,
    find_source,
    make_bundle,
)
from photoapp.worker.client import WorkerClient
from photoapp.worker.messages import PhotoDone, PhotoFailed, PhotoJob, PhotoOutcome, RunsOn

__all__ = [
    "DescribeFile",
    "FindSource",
    "MakeBundle",
    "PhotoDone",
    "PhotoFailed",
    "PhotoJob",
    "PhotoOutcome",
    "RunsOn",
    "WorkerClient",
    "find_source",
    "make_bundle",
]
